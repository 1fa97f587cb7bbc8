import type { TransferTerms } from '../negotiation.ts'
import type { TftpFile } from '../tftp-file.ts'
import type { TransferResult } from '../transfer.ts'

/** What the thread of the transfers is started with. */
export interface ThreadStart {
  /** Descriptor that is rung after each order. */
  readonly bell: number
  /** Descriptor to wait by. */
  readonly poll: number
}

/** What is asked of the thread. */
export type ThreadOrder =
  | {
      readonly kind: 'run'
      readonly transfer: number
      /** Connected to the peer; it is the thread's from now on. */
      readonly socket: number
      readonly file: TftpFile
      readonly terms: TransferTerms
    }
  /** Ends all transfers, telling their peers, and the thread. */
  | { readonly kind: 'end' }

/** What the thread tells. */
export type ThreadNews = { readonly kind: 'ready' } | (ThreadOutcome & { readonly kind: 'outcome' })

/** A transfer that is over; its socket is closed. */
export interface ThreadOutcome {
  readonly transfer: number
  /** `error` is a text. */
  readonly result: TransferResult
  /** Requests that came to the transfer's socket. */
  readonly requests: readonly Uint8Array[]
}
