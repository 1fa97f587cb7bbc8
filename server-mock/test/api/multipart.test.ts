import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePart, isForm } from '../../src/api/multipart.ts'

const BYTES = Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 31) % 256))
const TYPE = 'multipart/form-data; boundary=----edge'

/** A form with the parts in order; a name of `file` is the file's. */
function form(...parts: readonly [name: string, body: Buffer | string][]): Buffer {
  const encoded = parts.flatMap(([name, body]) => [
    Buffer.from(
      `------edge\r\nContent-Disposition: form-data; name="${name}"; filename="x"\r\nContent-Type: text/html\r\n\r\n`,
    ),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ])
  return Buffer.concat([...encoded, Buffer.from('------edge--\r\n')])
}

async function* chunks(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) {
    await new Promise(setImmediate)
    yield bytes.subarray(at, at + size)
  }
}

const take = async (part: Readable) => Buffer.concat(await part.toArray())
const read = (bytes: Buffer, size = 1000, type = TYPE) =>
  filePart(Readable.from(chunks(bytes, size), { objectMode: false }), type, take)

describe('the file of a form', () => {
  it('is known by its content type', () => {
    expect([TYPE, 'Multipart/Form-Data', 'multipart/form-data;boundary=x'].every(isForm)).toBe(true)
    expect(['multipart/mixed', 'multipart/form-datax', 'text/plain', ''].some(isForm)).toBe(false)
  })

  it('comes whole, however it is cut into pieces', async () => {
    const body = form(['note', 'x'], ['file', BYTES], ['more', 'y'])
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4000 }), async (size) => {
        expect((await read(body, size))?.equals(BYTES)).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it('is the first of that name, and may be missing', async () => {
    expect(String(await read(form(['file', 'one'], ['file', 'two'])))).toBe('one')
    expect(await read(form(['other', 'one']))).toBeUndefined()
    expect(await read(Buffer.from('------edge--\r\n'))).toBeUndefined()
  })

  it('fails with what its taker fails with, unread', async () => {
    const refuse = async () => {
      throw new Error('no')
    }
    const body = Readable.from(chunks(form(['file', Buffer.alloc(1_000_000)]), 10_000), { objectMode: false })
    await expect(filePart(body, TYPE, refuse)).rejects.toThrow('no')
    expect(body.destroyed).toBe(false)
  })

  it('fails when the connection breaks', async () => {
    const body = new Readable({ read: () => {} })
    const taken = filePart(body, TYPE, take)
    body.push(form(['file', BYTES]).subarray(0, 1000))
    setImmediate(() => body.destroy(new Error('gone')))
    await expect(taken).rejects.toThrow('gone')
  })

  it('never hangs or comes out short, whatever is wrong with the form', { timeout: 30_000 }, async () => {
    const body = form(['note', 'x'], ['file', BYTES], ['more', 'y'])
    const end = body.indexOf(BYTES) + BYTES.length
    const mutation = fc.record({ at: fc.nat(body.length - 1), value: fc.nat(255) })
    await fc.assert(
      fc.asyncProperty(
        fc.array(mutation, { maxLength: 3 }),
        fc.option(fc.nat(body.length)),
        async (mutations, cut) => {
          const hostile = Buffer.from(body)
          for (const { at, value } of mutations) hostile[at] = value
          const short = hostile.subarray(0, cut ?? undefined)
          const result = await read(short, 700).catch(() => 'refused')
          if (mutations.length === 0 && short.length < end) expect(result).not.toEqual(BYTES)
          expect(result === undefined || result === 'refused' || Buffer.isBuffer(result)).toBe(true)
        },
      ),
      { numRuns: 200 },
    )
    await expect(read(body, 700, 'multipart/form-data')).rejects.toMatchObject({ status: 400 })
  })
})
