import { z } from 'zod'

/** Anything: what is no text or number counts as not told. */
const told = z.unknown()
const flag = z.unknown().describe('true or false; anything else counts as not known')
const base64 = z.string().max(1_000_000)
/** Lists are cut to what a machine can have, so that a broken one cannot fill the store. */
const list = <Item extends z.ZodType>(item: Item, most: number) =>
  z
    .array(item)
    .default(() => [])
    .transform((items) => items.slice(0, most))

/** What a machine found out about itself, as it sends it: raw, not to be trusted. All of it may be missing. */
export const InventoryReport = z.object({
  cpu: z
    .object({
      model: told,
      vendor: told,
      microcode: told,
      threads: told,
      sockets: told,
      cores: told,
      coresPerSocket: told,
      flags: told.describe('Names of features as the kernel tells them, with blanks between'),
    })
    .partial()
    .default({}),
  memory: z.object({ bytes: told }).partial().default({}),
  smbios: base64.default('').describe('SMBIOS structure table, base64'),
  disks: list(
    z
      .object({
        name: told,
        path: told,
        bytes: told,
        model: told,
        serial: told,
        wwn: told,
        firmware: told,
        transport: told,
        rotational: flag,
        removable: flag,
        readOnly: flag,
        logicalBlockSize: told,
        physicalBlockSize: told,
        busPath: told.describe("Place it is plugged into, in the form of udev's `by-path`"),
        holders: list(told, 64),
        signatures: list(z.object({ device: told, type: told, label: told, uuid: told }).partial(), 128),
      })
      .partial(),
    512,
  ),
  nics: list(
    z
      .object({
        name: told,
        mac: told.describe('Present address'),
        permanentMac: told.describe('Address the card came with, where that is another one'),
        driver: told,
        firmware: told,
        link: flag,
        speed: told,
        place: told.describe('Path of the device below /sys'),
        frame: base64.default('').describe('LLDP frame heard on the interface, base64'),
      })
      .partial(),
    256,
  ),
  dmi: z.record(z.string(), told).default(() => ({})),
  firmware: z.object({ mode: told, secureBoot: told, setupMode: told, tpm: told }).partial().default({}),
  bmc: z
    .object({
      firmware: told,
      ipmiVersion: told,
      manufacturerId: told,
      productId: told,
      guid: told,
      lan: told.describe('Answers of the controller about its LAN channels, one in hexadecimal per line'),
    })
    .partial()
    .nullable()
    .default(null),
  pci: list(
    z.object({ address: told, class: told, id: told, subsystem: told, driver: told }).partial(),
    2048,
  ),
})
export type InventoryReport = z.infer<typeof InventoryReport>
