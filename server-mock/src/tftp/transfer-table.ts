import type { TftpPeer } from './tftp-event.ts'

interface Entry {
  readonly request: Uint8Array
  /** Takes the request that came meanwhile. */
  next: (() => void) | undefined
}

/** The place of a transfer. */
export interface TransferPlace {
  /** Gives it back; a second time changes nothing. */
  release(): void
}

/**
 * Who has a transfer, from the moment it is asked for: bounds how many there are, and tells requests that are
 * repeated from those for the next file by the same port.
 */
export class TransferTable {
  readonly #most: number
  readonly #mostPerPeer: number
  /** By the peer's address and port. */
  readonly #entries = new Map<string, Entry>()
  /** By the peer's address. */
  readonly #counts = new Map<string, number>()

  constructor(most: number, mostPerPeer: number) {
    this.#most = most
    this.#mostPerPeer = mostPerPeer
  }

  /**
   * Takes a place for a request.
   *
   * @param next called once the peer's transfer has ended, when the answer is `later`
   * @returns `repeated` when that request is being answered, `later` for another one of a peer whose transfer goes
   *   on, `busy` when there are too many transfers, or too many of that address
   */
  take(
    { address, port }: TftpPeer,
    request: Uint8Array,
    next: () => void,
  ): TransferPlace | 'repeated' | 'later' | 'busy' {
    const key = `${address} ${port}`
    const there = this.#entries.get(key)
    if (there !== undefined) {
      if (Buffer.compare(there.request, request) === 0) return 'repeated'
      there.next = next
      return 'later'
    }
    const ofPeer = this.#counts.get(address) ?? 0
    if (this.#entries.size >= this.#most || ofPeer >= this.#mostPerPeer) return 'busy'
    const entry: Entry = { request: Uint8Array.from(request), next: undefined }
    this.#entries.set(key, entry)
    this.#counts.set(address, ofPeer + 1)
    return { release: () => this.#release(key, address, entry) }
  }

  #release(key: string, address: string, entry: Entry): void {
    if (this.#entries.get(key) !== entry) return
    this.#entries.delete(key)
    const left = (this.#counts.get(address) ?? 1) - 1
    if (left > 0) this.#counts.set(address, left)
    else this.#counts.delete(address)
    entry.next?.()
  }
}
