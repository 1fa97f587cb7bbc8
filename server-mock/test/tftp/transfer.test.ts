import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { negotiate } from '../../src/tftp/negotiation.ts'
import { decodeTftp, encodeTftp, type TftpPacket } from '../../src/tftp/packet.ts'
import { type ReadPieces, readNow } from '../../src/tftp/tftp-file.ts'
import { Transfer, type TransferEnd, type TransferResult } from '../../src/tftp/transfer.ts'

/** A transfer on a bench: what it sends is kept, time is moved by hand. */
class Bench {
  readonly sent: TftpPacket[] = []
  readonly content: Uint8Array
  readonly transfer: Transfer
  result: TransferResult | undefined
  #timer: (() => void) | undefined

  constructor(size: number, options: Record<string, string> = {}, read?: ReadPieces) {
    this.content = Uint8Array.from({ length: size }, (_, at) => (at * 7 + (at >> 8)) & 255)
    this.transfer = new Transfer(size, negotiate(new Map(Object.entries(options)), size), {
      read: read ?? readNow({ kind: 'bytes', bytes: this.content }),
      send: (bytes, each) => {
        // The bytes are overwritten later on: what is kept is a copy.
        for (let at = 0; at < bytes.length; at += each) {
          this.sent.push(decodeTftp(bytes.slice(at, at + each)))
        }
      },
      after: (_milliseconds, call) => {
        this.#timer = call
        return () => {
          if (this.#timer === call) this.#timer = undefined
        }
      },
      onEnd: (result) => {
        this.result = result
      },
    })
  }

  /** Lets reads of the file end. */
  async settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
  }

  async start(): Promise<void> {
    this.transfer.start()
    await this.settle()
  }

  async ack(...blocks: number[]): Promise<void> {
    for (const block of blocks) this.transfer.receive(encodeTftp({ kind: 'ack', block }))
    await this.settle()
  }

  async timeOut(): Promise<void> {
    const call = this.#timer
    this.#timer = undefined
    call?.()
    await this.settle()
  }

  get end(): TransferEnd | undefined {
    return this.result?.end
  }

  get waiting(): boolean {
    return this.#timer !== undefined
  }

  /** Block numbers sent since the last look; −1 for anything else. */
  blocks(): number[] {
    return this.sent.splice(0).map((packet) => (packet.kind === 'data' ? packet.block : -1))
  }
}

describe('transfer', () => {
  it('goes block by block, ends with a short one, and needs nothing more', async () => {
    const bench = new Bench(1024)
    await bench.start()
    const seen: number[][] = [bench.blocks()]
    for (const block of [1, 2, 3]) {
      await bench.ack(block)
      seen.push(bench.blocks())
    }
    expect(seen).toEqual([[1], [2], [3], []])
    expect([bench.end, bench.waiting]).toEqual(['complete', false])
  })

  it('sends an empty file as one empty block', async () => {
    const bench = new Bench(0)
    await bench.start()
    expect(bench.sent).toEqual([{ kind: 'data', block: 1, bytes: new Uint8Array(0) }])
    await bench.ack(1)
    expect(bench.end).toBe('complete')
  })

  it('acknowledges options first and sends nothing else before ACK 0', async () => {
    const bench = new Bench(5000, { blksize: '1000', windowsize: '4', tsize: '0' })
    await bench.start()
    expect(bench.sent).toEqual([
      {
        kind: 'options',
        options: new Map([
          ['blksize', '1000'],
          ['tsize', '5000'],
          ['windowsize', '4'],
        ]),
      },
    ])
    await bench.ack(3)
    bench.sent.length = 0
    await bench.ack(0)
    expect(bench.blocks()).toEqual([1, 2, 3, 4])
    await bench.ack(4)
    expect(bench.blocks()).toEqual([5, 6])
    await bench.ack(6)
    expect(bench.end).toBe('complete')
  })

  it("never answers a duplicate ACK with data (sorcerer's apprentice)", async () => {
    const bench = new Bench(5000)
    await bench.start()
    await bench.ack(1)
    bench.blocks()
    await bench.ack(1, 1, 1, 0, 7, 500)
    expect(bench.blocks()).toEqual([])
    await bench.ack(2, 2, 2)
    expect(bench.blocks()).toEqual([3])
  })

  it('repeats a window from the gap an ACK reports, once', async () => {
    const bench = new Bench(20_000, { windowsize: '4' })
    await bench.start()
    await bench.ack(0)
    bench.blocks()
    await bench.ack(2)
    expect(bench.blocks()).toEqual([3, 4, 5, 6])
    await bench.ack(2)
    expect(bench.blocks()).toEqual([3, 4, 5, 6])
    await bench.ack(2, 2, 2)
    expect(bench.blocks()).toEqual([])
  })

  it('repeats little to a peer that has not answered, more to one that has, then gives up', async () => {
    const silent = new Bench(5000)
    await silent.start()
    for (let n = 0; n < 10; n++) await silent.timeOut()
    expect(silent.blocks()).toEqual([1, 1, 1])
    expect(silent.end).toBe('peer-silent')
    const gone = new Bench(5000)
    await gone.start()
    await gone.ack(1)
    gone.blocks()
    for (let n = 0; n < 10; n++) await gone.timeOut()
    expect(gone.blocks()).toEqual([2, 2, 2, 2, 2])
    expect(gone.end).toBe('peer-silent')
  })

  it('counts past block 65535', async () => {
    const bench = new Bench(8 * 66_000 + 3, { blksize: '8', windowsize: '16' })
    await bench.start()
    const received: Uint8Array[] = []
    let acked = 0
    await bench.ack(0)
    while (bench.end === undefined) {
      for (const packet of bench.sent.splice(0)) {
        if (packet.kind === 'data' && packet.block === ((received.length + 1) & 0xffff))
          received.push(packet.bytes)
      }
      if (received.length === acked) break
      acked = received.length
      await bench.ack(acked & 0xffff)
    }
    expect([received.length, bench.end]).toEqual([66_001, 'complete'])
    expect(Buffer.concat(received).equals(bench.content)).toBe(true)
  })

  it('takes an ERROR as a normal end, ignores noise, and tells the peer when it is stopped', async () => {
    const bench = new Bench(5000)
    await bench.start()
    bench.transfer.receive(Uint8Array.of(1))
    bench.transfer.receive(encodeTftp({ kind: 'read', name: 'f', mode: 'octet', options: new Map() }))
    expect(bench.end).toBeUndefined()
    bench.transfer.receive(encodeTftp({ kind: 'error', code: 8, message: 'size known' }))
    expect([bench.end, bench.waiting]).toEqual(['aborted', false])
    const stopped = new Bench(5000)
    await stopped.start()
    stopped.transfer.stop()
    expect(stopped.sent.at(-1)?.kind).toBe('error')
  })

  it('counts what it repeats and what makes no sense', async () => {
    const bench = new Bench(5000, { windowsize: '4' })
    await bench.start()
    await bench.timeOut()
    await bench.ack(0)
    await bench.ack(2)
    for (const noise of [
      Uint8Array.of(1),
      encodeTftp({ kind: 'data', block: 1, bytes: new Uint8Array(3) }),
    ]) {
      expect(bench.transfer.receive(noise)).toBe(true)
    }
    await bench.ack(6)
    await bench.ack(10)
    expect(bench.result).toEqual({ end: 'complete', repeated: 2, dropped: 2 })
  })

  it('ends when a peer that was there begins anew, and says that this is a request', async () => {
    const request = encodeTftp({ kind: 'read', name: 'f', mode: 'octet', options: new Map() })
    const bench = new Bench(5000)
    await bench.start()
    expect([bench.transfer.receive(request), bench.end]).toEqual([true, undefined])
    await bench.ack(1)
    expect([bench.transfer.receive(request), bench.end]).toEqual([false, 'aborted'])
    expect(bench.transfer.receive(request)).toBe(false)
  })

  it('reads what follows while the peer takes in the first blocks of a run, and nothing behind the end', async () => {
    const reads: number[] = []
    const bench = new Bench(60_000, { blksize: '1000', windowsize: '4' }, (into, offset) => {
      const bytes = into.reduce((sum, { length }) => sum + length, 0)
      reads.push(offset, bytes)
      return bytes
    })
    await bench.start()
    const seen: number[][] = []
    for (let block = 0; block <= 64; block += 4) {
      await bench.ack(Math.min(block, 61))
      seen.push(reads.splice(0))
    }
    const [first, , , , , , seventh] = seen
    expect([first, seventh]).toEqual([
      [0, 24_000, 24_000, 24_000],
      [48_000, 12_000],
    ])
    expect([seen.flat().length, bench.end]).toEqual([6, 'complete'])
  })

  it('waits for a window that is still being read, and sends it once', async () => {
    const waiting: (() => void)[] = []
    const content = readNow({ kind: 'bytes', bytes: new Uint8Array(50_000) })
    const bench = new Bench(50_000, { blksize: '1000', windowsize: '24' }, async (into, offset) => {
      await new Promise<void>((resolve) => waiting.push(resolve))
      return await content(into, offset)
    })
    const read = async () => {
      waiting.shift()?.()
      await bench.settle()
    }
    const sent = () => bench.blocks().length
    await bench.start()
    await bench.ack(0)
    await bench.timeOut()
    expect(sent()).toBe(1)
    await read()
    expect(sent()).toBe(16)
    await bench.ack(16)
    expect(sent()).toBe(0)
    await read()
    expect(sent()).toBe(16)
  })

  it('reads once more what could not be read ahead', async () => {
    let faults = 0
    const content = readNow({ kind: 'bytes', bytes: new Uint8Array(20_000) })
    const bench = new Bench(20_000, { blksize: '1000', windowsize: '16' }, (into, offset) => {
      if (offset === 16_000 && faults++ === 0) throw new Error('EIO')
      return content(into, offset)
    })
    await bench.start()
    await bench.ack(0, 16, 21)
    expect([bench.blocks().slice(-5), bench.end, faults]).toEqual([[17, 18, 19, 20, 21], 'complete', 2])
  })

  it.each<[string, ReadPieces]>([
    ['rejects', async () => Promise.reject(new Error('EIO'))],
    [
      'throws',
      () => {
        throw new Error('EIO')
      },
    ],
    ['gives too little later on', async () => 3],
    ['gives too little', () => 3],
  ])('tells the peer when reading %s', async (_name, read) => {
    const bench = new Bench(5000, {}, read)
    await bench.start()
    expect([bench.sent.map(({ kind }) => kind), bench.end]).toEqual([['error'], 'read-failed'])
  })

  it('delivers every file over a network that loses, repeats and reorders', async () => {
    const loss = fc.infiniteStream(fc.nat(9))
    await fc.assert(
      fc.asyncProperty(
        fc.nat(20_000),
        fc.integer({ min: 1, max: 16 }),
        loss,
        async (size, windowSize, chance) => {
          const luck = () => chance.next().value ?? 5
          const bench = new Bench(size, { blksize: '512', windowsize: String(windowSize) })
          const received: Uint8Array[] = []
          let ackedAt = -1
          let done = false
          await bench.start()
          for (let round = 0; round < 3000 && bench.end === undefined; round++) {
            const arrived = bench.sent.splice(0).filter(() => luck() > 0)
            if (luck() === 0) arrived.reverse()
            const acks: number[] = []
            for (const packet of arrived) {
              if (packet.kind === 'options' && received.length === 0) acks.push(0)
              if (packet.kind !== 'data') continue
              if (packet.block === ((received.length + 1) & 0xffff) && !done) {
                received.push(packet.bytes)
                done = packet.bytes.length < 512
                if (done || received.length - Math.max(ackedAt, 0) >= windowSize) acks.push(received.length)
              } else if (done) acks.push(received.length)
            }
            if (acks.length === 0 && luck() < 5) acks.push(received.length)
            const kept = acks.filter(() => luck() > 0)
            ackedAt = Math.max(ackedAt, ...acks)
            await bench.ack(...kept, ...(luck() === 1 ? kept : []))
            if (bench.sent.length === 0) await bench.timeOut()
          }
          // Whatever was lost, no byte is wrong or out of place, and when the sender is content all are there.
          const got = Buffer.concat(received)
          expect(got.equals(bench.content.subarray(0, got.length))).toBe(true)
          if (bench.end === 'complete') expect(got.length).toBe(size)
          else expect(bench.end).toBe('peer-silent')
        },
      ),
      { numRuns: 40 },
    )
  })
})
