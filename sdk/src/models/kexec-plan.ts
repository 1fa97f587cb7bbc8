import { z } from 'zod'
import { text, uuid } from './fields.ts'

/** A file of a boot environment. */
export const KexecFile = z.object({
  Url: text,
  /** SHA-256 in hex; empty when the file is not this server's. */
  Sha256: text,
  /** Bytes; 0 when the file is not this server's. */
  Size: z.number().int().nonnegative(),
})
export type KexecFile = z.infer<typeof KexecFile>

/**
 * Whether and how a machine may go over into its boot environment without its firmware: answer of
 * `GET /machines/{uuid}/kexec`. Extension of this server.
 */
export const KexecPlan = z.object({
  Machine: uuid,
  /** Boot environment the plan is for: the machine's own. */
  BootEnv: text,
  /** Whether the kernel named here may be loaded and started. */
  Allowed: z.boolean(),
  /** Whether no kernel at all may be started without firmware, whoever loaded it. */
  Blocked: z.boolean(),
  /** Why not; empty when it is allowed. */
  Reason: text,
  /** Null when the boot environment has no kernel. */
  Kernel: KexecFile.nullable(),
  Initrd: KexecFile.nullable(),
  /** Kernel command line, with what this hardware needs and the network interface to boot from. */
  Params: text,
  /** Seconds after which a watchdog resets the machine when the new system has not come up; 0 for none. */
  Watchdog: z.number().int().nonnegative(),
  /** Drivers whose devices are to be let go of before the new kernel starts. */
  Unbind: z.array(z.string()),
})
export type KexecPlan = z.infer<typeof KexecPlan>
