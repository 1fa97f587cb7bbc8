import { randomBytes, randomUUID } from 'node:crypto'
import type { Ports } from '../objects/ports.ts'

/** The process' clock (steady from its start on) and randomness. */
export function systemPorts(): Ports {
  const epoch = Date.now() - performance.now()
  return {
    now: () => epoch + performance.now(),
    uuid: randomUUID,
    secret: () => randomBytes(12).toString('base64url'),
  }
}

/** Calls back after some milliseconds, days at most; it keeps no process alive. The result cancels it. */
export function systemTimer(milliseconds: number, call: () => void): () => void {
  const timer = setTimeout(call, Math.min(milliseconds, 2 ** 31 - 1))
  timer.unref()
  return () => clearTimeout(timer)
}
