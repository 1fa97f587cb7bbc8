import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import { Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { FileSender } from '../../src/boot/file-sender.ts'
import type { TreeFile } from '../../src/boot/file-tree.ts'

const SIZE = 3 * 1024 * 1024 + 17
const CONTENTS = Buffer.from(Uint8Array.from({ length: SIZE }, (_, at) => (at * 31) & 255))

describe('sending a file', () => {
  let server: Server | undefined
  let [opened, closed] = [0, 0]
  afterEach(async () => {
    server?.closeAllConnections()
    await new Promise((resolve) => server?.close(resolve))
  })

  /** A file that has fewer bytes than it says. */
  const fileOf = (real: number): TreeFile => ({
    size: SIZE,
    modified: 0,
    stream: () => {
      throw new Error('not asked for')
    },
    read: async (offset, length) => CONTENTS.subarray(offset, offset + length),
    opened: async () => {
      opened++
      return {
        descriptor: -1,
        read: async (into, offset) => CONTENTS.copy(into, 0, offset, Math.min(real, offset + into.length)),
        close: async () => void closed++,
      }
    },
  })
  const serve = async (file: TreeFile, start: number, end: number) => {
    const sender = new FileSender()
    server = createServer((_, response) => {
      response.writeHead(200, { 'Content-Length': end - start + 1 })
      sender.send(file, start, end, response).catch(() => response.destroy())
    })
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    return () =>
      new Promise<IncomingMessage>((resolve, reject) => {
        get({ host: '127.0.0.1', port, agent: false }, resolve).on('error', reject)
      })
  }

  it.each([
    [0, SIZE - 1],
    [5, 5],
    [1, 1024 * 1024],
    [SIZE - 3, SIZE - 1],
  ])('gives the bytes %d to %d to each of several callers', async (start, end) => {
    ;[opened, closed] = [0, 0]
    const ask = await serve(fileOf(SIZE), start, end)
    const bodies = await Promise.all(Array.from({ length: 4 }, async () => buffer(await ask())))
    for (const body of bodies) expect(body.equals(CONTENTS.subarray(start, end + 1))).toBe(true)
    await expect.poll(() => [opened, closed]).toEqual([4, 4])
  })

  it('gives each of many callers the same while all of them read', async () => {
    const given: number[] = []
    let spread = 0
    const callers = 50
    const sender = new FileSender()
    const file = fileOf(SIZE)
    const ends = Array.from({ length: callers }, (_, caller) => {
      const counted: TreeFile = {
        ...file,
        opened: async () => {
          const opened = await file.opened()
          return {
            ...opened,
            read: async (into, offset) => {
              given[caller] = (given[caller] ?? 0) + into.length
              // What lies on a slow disk is not to be behind for that.
              for (let turn = 0; turn < 3 && caller % 7 === 0; turn++) await new Promise(setImmediate)
              const counts = Array.from({ length: callers }, (_, at) => given[at] ?? 0)
              spread = Math.max(spread, Math.max(...counts) - Math.min(...counts))
              return await opened.read(into, offset)
            },
          }
        },
      }
      return sender.send(counted, 0, SIZE - 1, new Writable({ write: (_, __, taken) => taken() }))
    })
    await Promise.all(ends)
    expect(given).toEqual(Array.from({ length: callers }, () => SIZE))
    expect(spread).toBeLessThanOrEqual(512 * 1024)
  })

  it('lets go of the file when the caller goes away', async () => {
    ;[opened, closed] = [0, 0]
    const ask = await serve(fileOf(SIZE), 0, SIZE - 1)
    const answer = await ask()
    answer.on('error', () => {})
    answer.destroy()
    await expect.poll(() => [opened, closed]).toEqual([1, 1])
  })

  it('breaks off where the file has become shorter: what came is not taken for all of it', async () => {
    const ask = await serve(fileOf(SIZE - 1000), 0, SIZE - 1)
    await expect(buffer(await ask())).rejects.toThrow('aborted')
  })
})
