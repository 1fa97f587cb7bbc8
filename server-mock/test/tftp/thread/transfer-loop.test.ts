import { describe, expect, it } from 'vitest'
import type { SendOutcome } from '../../../src/libc/udp-sockets.ts'
import { negotiate } from '../../../src/tftp/negotiation.ts'
import { decodeTftp, encodeTftp } from '../../../src/tftp/packet.ts'
import { readNow } from '../../../src/tftp/tftp-file.ts'
import type { ThreadOrder, ThreadOutcome } from '../../../src/tftp/thread/thread-messages.ts'
import { TransferLoop } from '../../../src/tftp/thread/transfer-loop.ts'

const BELL = 3
const SOCKET = 7
const content = Uint8Array.from({ length: 5000 }, (_, at) => at & 255)
const ack = (block: number) => encodeTftp({ kind: 'ack', block })
const again = encodeTftp({ kind: 'read', name: 'f', mode: 'octet', options: new Map() })

/** A network of one socket on which time passes only while the loop waits. */
class Network {
  readonly orders: ThreadOrder[] = []
  readonly outcomes: ThreadOutcome[] = []
  /** Bytes of each send. */
  readonly sent: Uint8Array[] = []
  readonly inbox: (Uint8Array | 'refused')[] = []
  readonly calls: string[] = []
  /** What is sent in answer to a datagram. */
  answer: (message: Uint8Array) => Uint8Array | undefined = () => undefined
  outcome: (bytes: Uint8Array) => SendOutcome = () => 'sent'
  #now = 0

  run(options: Record<string, string>): boolean {
    const terms = negotiate(new Map(Object.entries(options)), content.length)
    const file = { kind: 'bytes', bytes: content } as const
    this.orders.push({ kind: 'run', transfer: 1, socket: SOCKET, file, terms })
    return new TransferLoop({
      bell: BELL,
      orders: () => this.orders.splice(0),
      tell: (outcome) => this.outcomes.push(outcome),
      watch: (socket) => this.calls.push(`watch ${socket}`),
      forget: (socket) => this.calls.push(`forget ${socket}`),
      wait: (milliseconds) => {
        this.#now += Math.max(milliseconds, 0.01)
        if (this.orders.length > 0) return [BELL]
        return this.inbox.length > 0 ? [SOCKET] : []
      },
      segment: (_socket, size) => this.calls.push(`segment ${size}`) > 0,
      send: (_socket, bytes) => {
        const outcome = this.outcome(bytes)
        if (outcome !== 'sent') return outcome
        this.sent.push(bytes.slice())
        const answer = this.answer(bytes)
        if (answer !== undefined) this.inbox.push(answer)
        return outcome
      },
      receive: (_socket, into) => {
        const message = this.inbox.shift()
        if (message === undefined || message === 'refused') return message ?? 'none'
        into.set(message)
        return message.length
      },
      close: (socket) => this.calls.push(`close ${socket}`),
      read: readNow,
      now: () => this.#now,
    }).run()
  }
}

/** Acknowledges what was sent at once, as a client would. */
function acknowledge(bytes: Uint8Array, each: number): Uint8Array | undefined {
  const last = decodeTftp(bytes.subarray(Math.floor((bytes.length - 1) / each) * each))
  if (last.kind === 'options') return ack(0)
  return last.kind === 'data' ? ack(last.block) : undefined
}

const window4 = { blksize: '1000', windowsize: '4' }

describe('loop of transfers', () => {
  it('sends a window with one call and closes the socket at the end', () => {
    const network = new Network()
    network.answer = (bytes) => acknowledge(bytes, 1004)
    expect(network.run(window4)).toBe(false)
    expect(network.sent.map(({ length }) => length).slice(1)).toEqual([4 * 1004, 1004 + 4])
    expect(network.outcomes).toEqual([
      { transfer: 1, result: { end: 'complete', repeated: 0, dropped: 0 }, requests: [] },
    ])
    expect(network.calls).toEqual(['segment 1004', 'watch 7', 'forget 7', 'close 7'])
  })

  it('sends message by message where the kernel cannot cut them', () => {
    const network = new Network()
    network.answer = (bytes) => {
      const packet = decodeTftp(bytes)
      if (packet.kind === 'options') return ack(0)
      return packet.kind === 'data' && [4, 6].includes(packet.block) ? ack(packet.block) : undefined
    }
    network.outcome = (bytes) => (bytes.length > 1004 ? 'unfit' : 'sent')
    network.run(window4)
    expect(network.sent.map(({ length }) => length).slice(1)).toEqual([1004, 1004, 1004, 1004, 1004, 4])
    expect(network.outcomes).toMatchObject([{ result: { end: 'complete', repeated: 0 } }])
    expect(network.calls.slice(0, 3)).toEqual(['segment 1004', 'watch 7', 'segment 0'])
  })

  it('repeats what is not answered, and gives up', () => {
    const network = new Network()
    network.run(window4)
    expect(network.sent).toHaveLength(3)
    expect(network.outcomes).toMatchObject([{ result: { end: 'peer-silent', repeated: 2 } }])
  })

  it('loses what the system does not take, and repeats it', () => {
    const network = new Network()
    let count = 0
    network.answer = (bytes) => acknowledge(bytes, 1004)
    network.outcome = () => (++count === 2 ? 'lost' : 'sent')
    network.run(window4)
    expect(network.outcomes).toMatchObject([{ result: { end: 'complete', repeated: 1 } }])
  })

  it.each<[string, (network: Network) => void]>([
    ['a receive', (network) => network.inbox.push('refused')],
    [
      'a send',
      (network) => {
        network.outcome = () => 'refused'
      },
    ],
  ])('ends when %s says that nobody listens there', (_name, prepare) => {
    const network = new Network()
    prepare(network)
    network.run({})
    expect(network.outcomes).toMatchObject([{ result: { end: 'aborted' } }])
  })

  it('gives back the request of a peer that begins anew', () => {
    const network = new Network()
    network.inbox.push(ack(1), again)
    network.run({})
    expect(network.outcomes).toMatchObject([
      { result: { end: 'aborted' }, requests: [Uint8Array.from(again)] },
    ])
  })

  it('gives back the request that came right behind the last acknowledgement', () => {
    const network = new Network()
    network.inbox.push(ack(0), ack(4), ack(6), again)
    network.run(window4)
    expect(network.outcomes).toMatchObject([
      { result: { end: 'complete' }, requests: [Uint8Array.from(again)] },
    ])
  })

  it('counts noise and survives it', () => {
    const network = new Network()
    network.inbox.push(Uint8Array.of(1), new Uint8Array(0), ack(0), ack(4), ack(6))
    network.run(window4)
    expect(network.outcomes).toMatchObject([{ result: { end: 'complete', dropped: 2 } }])
  })

  it('tells peers when it is ended', () => {
    const network = new Network()
    network.answer = () => {
      network.orders.push({ kind: 'end' })
      return undefined
    }
    expect(network.run({})).toBe(true)
    expect(network.sent.map((bytes) => decodeTftp(bytes).kind)).toEqual(['data', 'error'])
    expect(network.outcomes).toMatchObject([{ result: { end: 'aborted' } }])
  })

  it('tells the text of what went wrong with the file', () => {
    const network = new Network()
    const broken = { kind: 'file', size: 5000, descriptor: -1 } as const
    network.orders.push({
      kind: 'run',
      transfer: 2,
      socket: 8,
      file: broken,
      terms: negotiate(new Map(), 5000),
    })
    network.answer = (bytes) => acknowledge(bytes, 516)
    network.run({})
    expect(network.outcomes).toContainEqual({
      transfer: 2,
      result: { end: 'read-failed', repeated: 0, dropped: 0, error: expect.any(String) },
      requests: [],
    })
  })
})
