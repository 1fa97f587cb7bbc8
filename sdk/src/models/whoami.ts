import { z } from 'zod'
import { strings, text } from './fields.ts'

/** Marks by which a machine is known again when its network cards were changed; all but UUIDs are base64 hashes. */
export const Fingerprint = z.object({
  /** Hash of the system's serial number. */
  SSNHash: text,
  /** Hash of the chassis' serial number. */
  CSNHash: text,
  CloudInstanceID: text,
  SystemUUID: text,
  MemoryIds: strings,
})
export type Fingerprint = z.infer<typeof Fingerprint>

/** Question and answer of `POST /whoami`: which machine am I? */
export const Whoami = z.object({
  MacAddrs: strings,
  /** UUID found on the machine's disk. */
  OnDiskUUID: text,
  Fingerprint: Fingerprint.prefault({}),
  /** Empty `Uuid` when no machine scored 100 or more. */
  Result: z.object({ Score: z.int().default(0), Uuid: text, Token: text }).prefault({}),
})
export type Whoami = z.infer<typeof Whoami>
