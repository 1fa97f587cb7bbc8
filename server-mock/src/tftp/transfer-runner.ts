import type { TransferTerms } from './negotiation.ts'
import type { TftpPeer } from './tftp-event.ts'
import type { TftpFile } from './tftp-file.ts'
import type { TransferResult } from './transfer.ts'

/** A transfer to be run. */
export interface TransferWork {
  /** Address it is sent from; port 0 for one of its own, any other for that port, shared with the requests. */
  readonly local: TftpPeer
  readonly peer: TftpPeer
  /** A file stays open until the end is told. */
  readonly file: TftpFile
  readonly terms: TransferTerms
  /** Told once, at the end. */
  readonly onEnd: (result: TransferResult) => void
  /** Told of messages that came to the transfer's socket and are none of its own, maybe requests. */
  readonly onOther: (message: Uint8Array, from: TftpPeer) => void
}

/** Runs transfers, each with a socket connected to its peer. */
export interface TransferRunner {
  /** Starts a transfer; rejects with the system's error when it gets no socket. */
  run(work: TransferWork): Promise<void>
  /** Ends all transfers, telling their peers, and takes no more; resolves when they have ended. */
  close(): Promise<void>
}
