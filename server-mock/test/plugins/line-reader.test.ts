import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLines } from '../../src/plugins/line-reader.ts'

/** The lines that are read of a text that comes in these pieces. */
async function linesOf(pieces: readonly Uint8Array[]): Promise<string[]> {
  const lines: string[] = []
  const stream = Readable.from(pieces, { objectMode: false })
  readLines(stream, (line) => lines.push(line))
  await new Promise((resolve) => stream.once('close', resolve))
  return lines
}

describe('lines of a program', () => {
  it('are the same however the text is cut', async () => {
    const text = fc.array(
      fc.string({ unit: 'grapheme', maxLength: 50 }).filter((line) => !line.includes('\n')),
    )
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(500)), async (lines, cuts) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
        const at = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
          (a, b) => a - b,
        )
        const pieces = at.slice(1).map((end, index) => bytes.subarray(at[index], end))
        expect(await linesOf(pieces)).toEqual(lines)
      }),
    )
  })

  it('may end without an end of line, and are cut off where they never end', async () => {
    expect(await linesOf([Buffer.from('a\nb')])).toEqual(['a', 'b'])
    const endless = Array.from({ length: 100 }, () => Buffer.alloc(100_000, 'x'))
    const [line = '', ...others] = await linesOf([...endless, Buffer.from('\nnext\n')])
    expect([line.length, others]).toEqual([4096, ['next']])
  })
})
