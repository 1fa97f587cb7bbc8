import { posix } from 'node:path'
import fc from 'fast-check'
import { ArchiveError } from '../../../server-mock/src/boot/archive/archive-error.ts'
import { checkedParts } from '../../../server-mock/src/boot/archive/entry-path.ts'
import { explodeTar } from '../../../server-mock/src/boot/archive/explode-tar.ts'
import { Extraction } from '../../../server-mock/src/boot/archive/extraction.ts'
import { buildTar, type TarEntry } from '../../../server-mock/test/boot/archive/tar-builder.ts'
import { binary, type FuzzTarget } from '../fuzz-target.ts'
import type { Random } from '../random.ts'

const BLOCK = 512
/** Bytes that an archive may unpack to. */
const MOST = 256 * 1024

/** Makes nothing, and checks what it would make. */
class Rehearsal extends Extraction {
  readonly kinds = new Map<string, number>()
  #bytes = 0

  override async folder(parts: readonly string[]): Promise<void> {
    this.#note('folder', checkedParts(parts))
  }

  override async file(parts: readonly string[], content: AsyncIterable<Uint8Array>): Promise<void> {
    if (checkedParts(parts).length === 0) throw new ArchiveError('damaged', 'no name')
    this.#note('file', parts)
    for await (const chunk of content) {
      this.#bytes += chunk.length
      if (this.#bytes > MOST) throw new ArchiveError('too-large', 'too large')
    }
  }

  override link(parts: readonly string[], target: string): boolean {
    if (!super.link(parts, target)) return false
    this.#note('link', parts)
    const leads = posix.resolve('/target', ...parts.slice(0, -1), target)
    if (leads !== '/target' && !leads.startsWith('/target/')) throw new Error(`a link to ${leads} is made`)
    return true
  }

  #note(kind: string, parts: readonly string[]): void {
    this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + 1)
    const place = posix.resolve('/target', ...parts)
    if (place !== posix.join('/target', ...parts) || !`${place}/`.startsWith('/target/')) {
      throw new Error(`${place} is made`)
    }
  }
}

const name = fc.constantFrom(
  'a',
  'a/b',
  './a',
  '/etc/passwd',
  '../x',
  'a/../../x',
  'x'.repeat(150),
  'Ä',
  'd/',
)
const entry: fc.Arbitrary<TarEntry> = fc.record(
  {
    path: name,
    body: fc.constantFrom('', 'hello', 'z'.repeat(1500)),
    mode: fc.constantFrom(0o644, 0o755, 0o4755),
    type: fc.constantFrom('Directory', 'SymbolicLink', 'Link', 'CharacterDevice', 'FIFO', 'SparseFile'),
    target: fc.constantFrom('a', '../a', '/etc', 'b/../..'),
  },
  { requiredKeys: ['path'] },
)

/** Tar archives: unpacked or refused; nothing is made outside of the folder, and no more than is allowed. */
export const tarArchive: FuzzTarget = {
  name: 'tar-archive',
  pieces: binary(
    'ustar\x0000',
    'ustar  \0',
    '\x1f\x8b\x08',
    '\x28\xb5\x2f\xfd',
    '00000000000\0',
    '77777777777\0',
    '\x80\0\0\0\0\0\0\x01',
    '../',
    '20 path=../x\n',
    'L',
    'K',
    'x',
    'g',
  ),
  inputs: fc.array(entry, { maxLength: 4 }).map(buildTar),
  vary: varyTar,
  run: async (input) => {
    const extraction = new Rehearsal('/nowhere', { entries: 100, bytes: () => MOST })
    try {
      await explodeTar(once(input), extraction)
      return `unpacked ${[...extraction.kinds]
        .map(([kind, times]) => `${kind} ${Math.min(times, 4)}`)
        .sort()
        .join(' ')}`
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error
      const what = error.message.replace(/"(?:[^"\\]|\\.)*"/g, '').replace(/\d+/g, '0')
      return `${error.fault} ${what.slice(0, 60)}`
    }
  },
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** Changes a field of a header, with the checksum that belongs to it. */
function varyTar(input: Uint8Array, random: Random): Uint8Array {
  const bytes = Buffer.from(input)
  const blocks = Math.floor(bytes.length / BLOCK)
  if (blocks === 0) return bytes
  const head = bytes.subarray(random.below(blocks) * BLOCK).subarray(0, BLOCK)
  const texts = [
    '../x',
    '/x',
    'a/b/c',
    '',
    'x\0y',
    '00000000000',
    '77777777777',
    '-1',
    '00000001000',
    '\x80\x01',
    '9',
  ]
  const fields = [0, 100, 124, 124, 156, 157, 257, 345]
  const text = random.pick(texts) ?? ''
  head.write(`${text}\0`, random.pick(fields) ?? 0, 'latin1')
  if (random.below(2) === 0)
    head[156] = random.pick([0x30, 0x31, 0x32, 0x33, 0x35, 0x36, 0x4b, 0x4c, 0x53, 0x67, 0x78, 0]) ?? 0
  head.fill(0x20, 148, 156)
  const sum = head.reduce((total, byte) => total + byte, 0)
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return random.below(10) === 0 ? bytes.subarray(0, random.below(bytes.length + 1)) : bytes
}
