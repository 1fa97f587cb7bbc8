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
