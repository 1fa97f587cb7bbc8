import type { TransferResult } from './transfer.ts'

/** A TFTP client. */
export interface TftpPeer {
  readonly address: string
  readonly port: number
}

/** Why a request got no file. Stable; a metrics label. */
export type RefuseReason =
  | 'malformed'
  | 'not-found'
  | 'bad-name'
  | 'read-only'
  | 'bad-mode'
  | 'not-a-request'
  | 'busy'
  | 'repeated'
  | 'failed'

/** What the server reports as it happens. `at` is the injected clock, milliseconds. */
export type TftpEvent =
  | { readonly kind: 'listening'; readonly address: string; readonly port: number }
  | {
      readonly kind: 'refused'
      readonly at: number
      readonly peer: TftpPeer
      readonly reason: RefuseReason
      readonly detail: string
    }
  | {
      readonly kind: 'started'
      readonly at: number
      readonly peer: TftpPeer
      readonly name: string
      readonly size: number
    }
  | (TransferResult & {
      readonly kind: 'ended'
      readonly at: number
      readonly peer: TftpPeer
      readonly name: string
      /** Milliseconds since the start. */
      readonly took: number
    })
