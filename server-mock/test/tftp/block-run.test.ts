import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BlockRun } from '../../src/tftp/block-run.ts'
import { encodeTftp } from '../../src/tftp/packet.ts'
import { readNow } from '../../src/tftp/tftp-file.ts'

describe('a run of blocks', () => {
  it('is the messages of any part of any file, whatever it held before', () => {
    const sizes = fc.record({
      size: fc.nat(3000),
      blockSize: fc.integer({ min: 8, max: 600 }),
      most: fc.integer({ min: 1, max: 20 }),
    })
    fc.assert(
      fc.property(
        sizes,
        fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 4 }),
        (of, parts) => {
          const bytes = Uint8Array.from({ length: of.size }, (_, at) => (at * 7 + (at >> 8)) & 255)
          const run = new BlockRun({ ...of, read: readNow({ kind: 'bytes', bytes }) })
          const last = Math.floor(of.size / of.blockSize) + 1
          for (const [start, length] of parts) {
            const from = start % last
            const until = from + 1 + (length % Math.min(of.most, last - from))
            expect(run.load(from, until)).toBeUndefined()
            expect([run.state.kind, run.covers(from, until), run.covers(from, until + 1)]).toEqual([
              ...['ready', true, false],
            ])
            const expected = Array.from({ length: until - from }, (_, at) => {
              const offset = (from + at) * of.blockSize
              const block = (from + at + 1) & 0xffff
              return encodeTftp({ kind: 'data', block, bytes: bytes.subarray(offset, offset + of.blockSize) })
            })
            expect(Buffer.from(run.messages(from, until))).toEqual(Buffer.concat(expected))
            expect(Buffer.from(run.messages(until - 1, until))).toEqual(Buffer.from(expected.at(-1) ?? []))
          }
        },
      ),
    )
  })

  it('holds nothing when the file has become shorter', () => {
    const run = new BlockRun({ size: 100, blockSize: 10, most: 5, read: () => 3 })
    expect(run.load(0, 5)).toBeUndefined()
    expect([run.state.kind, run.from, run.covers(0, 1)]).toEqual(['failed', -1, false])
  })
})
