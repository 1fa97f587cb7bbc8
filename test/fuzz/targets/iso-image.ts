import { posix } from 'node:path'
import fc from 'fast-check'
import { ArchiveError } from '../../../server-mock/src/boot/archive/archive-error.ts'
import { checkedParts, isInnerLink } from '../../../server-mock/src/boot/archive/entry-path.ts'
import type { RandomAccess } from '../../../server-mock/src/boot/archive/iso9660/image.ts'
import { type IsoEntry, walkIso } from '../../../server-mock/src/boot/archive/iso9660/walk.ts'
import {
  buildIso,
  folder,
  link,
  type Node,
  pieces,
  special,
} from '../../../server-mock/test/boot/archive/iso-builder.ts'
import { binary, type FuzzTarget } from '../fuzz-target.ts'
import { varyIso } from './vary-iso.ts'

/** The first sectors of a disc belong to nobody; inputs do without them. */
const UNUSED = 16 * 2048

const name = fc.constantFrom('a', 'readme.txt', 'Ärger', 'x'.repeat(120), '..', 'a/b', 'boot', 'initrd.img')
const leaf: fc.Arbitrary<Node> = fc.oneof(
  fc.constantFrom('', 'hello', 'y'.repeat(3000)).map((text) => Buffer.from(text)),
  fc
    .tuple(
      fc.constantFrom('a', '../a', '../../etc/passwd', '/etc/passwd', 'a/../..', '.', 'boot/x'),
      fc.boolean(),
    )
    .map(([target, cut]) => link(target, cut)),
  fc.constantFrom(pieces('one', 'two'), special(0o020644), special(0o100755)),
)
const tree = fc.dictionary(
  name,
  fc.oneof(
    leaf,
    fc
      .dictionary(name, fc.oneof(leaf, fc.dictionary(name, leaf, { maxKeys: 2 }).map(folder)), { maxKeys: 3 })
      .map(folder),
  ),
  { minKeys: 1, maxKeys: 5 },
)

/**
 * ISO 9660 images without the 16 sectors before their first descriptor: walked or refused. Whatever they say, extents
 * lie inside of the image, names and links inside of the target folder, and what is read is bounded by their size.
 */
export const isoImage: FuzzTarget = {
  name: 'iso-image',
  pieces: binary(
    ...[
      '\x01CD001\x01',
      '\x02CD001\x01',
      '\xffCD001\x01',
      '%/E',
      '\0\x08',
      '\0\x02',
      'SP\x07\x01\xbe\xef\0',
      'NM\x05\x01\0',
      'NM\x06\x01\0.',
      'NM\x05\x01\x04',
    ],
    ...[
      'CE\x1c\x01',
      'SL\x07\x01\0\x04\0',
      'SL\x07\x01\0\x08\0',
      'PX\x24\x01',
      'CL\x0c\x01',
      'RE\x04\x01',
      'ZF\x10\x01',
      'ST\x04\x01',
      '\xff\xff\xff\xff',
      '\0\0\0\0',
    ],
  ),
  inputs: fc
    .tuple(tree, fc.record({ rockRidge: fc.boolean(), joliet: fc.boolean(), continued: fc.boolean() }))
    .map(([top, options]) => buildIso(top, options).subarray(UNUSED)),
  vary: varyIso,
  run: async (input) => {
    let bytes = 0
    const image = {
      size: UNUSED + input.length,
      read: async (buffer: Buffer, offset: number) => {
        for (let at = 0; at < buffer.length; at++) buffer[at] = input[offset + at - UNUSED] ?? 0
        bytes += buffer.length
        return buffer.length
      },
    }
    const outcome = await walk(image)
    const most = 6 * image.size + 64 * 1024
    if (bytes > most) throw new Error(`${bytes} bytes were read of an image of ${image.size}`)
    return outcome
  },
}

async function walk(image: RandomAccess): Promise<string> {
  const kinds = new Map<string, number>()
  try {
    for await (const entry of walkIso(image)) {
      kinds.set(entry.kind, (kinds.get(entry.kind) ?? 0) + 1)
      if (checkedParts(entry.parts).length === 0) throw new Error('an entry without a name')
      check(entry, image.size)
    }
    const found = [...kinds].map(([kind, times]) => `${kind} ${Math.min(times, 4)}`)
    return `walked ${found.sort().join(' ')}`
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    const what = error.message.replace(/"(?:[^"\\]|\\.)*"/g, '').replace(/\d+/g, '0')
    return `${error.fault} ${what.slice(0, 70)} ${kinds.size}`
  }
}

function check(entry: IsoEntry, size: number): void {
  const place = posix.resolve('/target', ...entry.parts)
  if (!place.startsWith('/target/') || place !== `/target/${entry.parts.join('/')}`)
    throw new Error(`${place} is made`)
  if (entry.kind === 'file') {
    for (const { offset, length } of entry.extents) {
      if (!Number.isSafeInteger(offset) || offset < 0 || length <= 0 || offset + length > size) {
        throw new Error(`an extent at ${offset} of ${length} bytes is taken`)
      }
    }
  }
  if (entry.kind === 'link' && isInnerLink(entry.parts, entry.target)) {
    const leads = posix.resolve(posix.dirname(place), entry.target)
    if (leads !== '/target' && !leads.startsWith('/target/')) throw new Error(`a link to ${leads} is made`)
    if (/[^/.][^/]*\/+\.\.(\/|$)/.test(entry.target)) throw new Error('a link climbs behind a name')
  }
}
