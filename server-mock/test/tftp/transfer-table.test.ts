import { describe, expect, it } from 'vitest'
import { type TransferPlace, TransferTable } from '../../src/tftp/transfer-table.ts'

const peer = { address: '10.0.0.1', port: 2070 }
const [one, two] = [Uint8Array.of(1), Uint8Array.of(2)]
const never = () => {
  throw new Error('nothing follows')
}

function place(taken: TransferPlace | string): TransferPlace {
  if (typeof taken === 'string') throw new Error(taken)
  return taken
}

describe('table of transfers', () => {
  it('has one place for a port, and knows a repeated request', () => {
    const table = new TransferTable(10, 10)
    const first = place(table.take(peer, one, never))
    expect(table.take(peer, one, never)).toBe('repeated')
    first.release()
    place(table.take(peer, one, never)).release()
  })

  it('keeps the last request that came meanwhile until the transfer has ended', () => {
    const table = new TransferTable(10, 10)
    const first = place(table.take(peer, one, never))
    const followed: string[] = []
    expect(table.take(peer, two, () => followed.push('old'))).toBe('later')
    expect(table.take(peer, two, () => followed.push('new'))).toBe('later')
    first.release()
    first.release()
    expect(followed).toEqual(['new'])
  })

  it('bounds transfers in all and of one address, and counts what was given back once', () => {
    const table = new TransferTable(3, 2)
    const take = (address: string, port: number) => table.take({ address, port }, one, never)
    const first = place(take('10.0.0.1', 1))
    place(take('10.0.0.1', 2))
    expect(take('10.0.0.1', 3)).toBe('busy')
    place(take('10.0.0.2', 1))
    expect(take('10.0.0.3', 1)).toBe('busy')
    first.release()
    first.release()
    place(take('10.0.0.1', 3))
    expect(take('10.0.0.3', 1)).toBe('busy')
  })
})
