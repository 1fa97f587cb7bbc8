import fc from 'fast-check'
import { memoryLayout } from '../../../server-mock/src/inventory/memory-modules.ts'
import { readSmbios } from '../../../server-mock/src/inventory/smbios.ts'
import { binary, type FuzzTarget } from '../fuzz-target.ts'

const structure = fc
  .tuple(
    fc.constantFrom(0, 1, 16, 17, 17, 38, 127),
    fc.uint8Array({ maxLength: 92 }),
    fc.constantFrom('\0\0', 'A\0\0', 'A\0BC\0\0'),
  )
  .map(([type, fields, texts]) =>
    Buffer.concat([Buffer.from([type, fields.length + 4, 0, 0]), fields, Buffer.from(texts)]),
  )

/** SMBIOS tables of any firmware: never an error, and what is told is clean and bounded. */
export const smbiosTable: FuzzTarget = {
  name: 'smbios-table',
  pieces: binary(
    '\x11\x5c\x00\x00',
    '\x10\x0f\x00\x00',
    '\x7f\x04\x00\x00',
    '\x00\x00',
    '\xff\x7f',
    'DIMM A\0',
  ),
  inputs: fc.array(structure, { maxLength: 8 }).map((parts) => Buffer.concat(parts)),
  run: (input) => {
    const structures = readSmbios(input)
    if (structures.length > input.length / 4) throw new Error('more structures than bytes for them')
    const { slots, ecc, modules } = memoryLayout(structures)
    for (const module of modules) {
      if (!Number.isSafeInteger(module.bytes) || module.bytes <= 0)
        throw new Error(`a module of ${module.bytes} bytes`)
      for (const value of Object.values(module)) {
        if (typeof value === 'string' && /[\p{Cc}{}]/u.test(value))
          throw new Error(`${JSON.stringify(value)} is not clean`)
      }
    }
    return `${Math.min(structures.length, 3)} structures, ${Math.min(slots ?? 0, 2)} slots, ${Math.min(modules.length, 2)} modules, ${ecc}`
  },
}
