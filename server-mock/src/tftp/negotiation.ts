import type { TftpOptions } from './packet.ts'

/** What a transfer runs with. */
export interface TransferTerms {
  /** Bytes per DATA; default 512. */
  readonly blockSize: number
  /** DATA sent before an ACK is due; default 1. */
  readonly windowSize: number
  /** Milliseconds until something is sent again. */
  readonly timeout: number
  /** Options to acknowledge; empty: the first DATA follows at once. */
  readonly accepted: TftpOptions
}

/** Upper bounds the server holds to. */
export interface TermLimits {
  /** Default 1468: what an Ethernet frame takes without fragments. */
  readonly blockSize: number
  /** Default 16. */
  readonly windowSize: number
  /** Used when the client asks for none; default 1000 milliseconds. */
  readonly timeout: number
}

/** Bounds of `TermLimits` when nothing else is wanted. */
export const usualLimits: TermLimits = { blockSize: 1468, windowSize: 16, timeout: 1000 }

/** Longest time-out taken from a client, seconds: half-open transfers hold memory that long. */
const LONGEST_TIMEOUT = 10

/**
 * Accepts the options of a read request within the limits: blksize (RFC 2348), timeout and tsize (RFC 2349),
 * windowsize (RFC 7440). Unknown options and impossible values are left out, which refuses them (RFC 2347 §3).
 */
export function negotiate(asked: TftpOptions, size: number, limits: TermLimits = usualLimits): TransferTerms {
  const accepted = new Map<string, string>()
  const within = (name: string, least: number, most: number) => {
    const text = asked.get(name)
    const value = text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : undefined
    return value !== undefined && value >= least && value <= most ? value : undefined
  }
  const blockSize = within('blksize', 8, 65_464)
  const windowSize = within('windowsize', 1, 65_535)
  const timeout = within('timeout', 1, LONGEST_TIMEOUT)
  const terms = {
    blockSize: blockSize === undefined ? 512 : Math.min(blockSize, limits.blockSize),
    windowSize: windowSize === undefined ? 1 : Math.min(windowSize, limits.windowSize),
    timeout: timeout === undefined ? limits.timeout : timeout * 1000,
  }
  if (blockSize !== undefined) accepted.set('blksize', String(terms.blockSize))
  if (timeout !== undefined) accepted.set('timeout', String(timeout))
  if (asked.has('tsize')) accepted.set('tsize', String(size))
  if (windowSize !== undefined) accepted.set('windowsize', String(terms.windowSize))
  return { ...terms, accepted }
}
