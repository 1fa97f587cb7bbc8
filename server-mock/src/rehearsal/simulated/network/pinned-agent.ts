import { createHash } from 'node:crypto'
import { Agent, type AgentOptions } from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect, type TLSSocket } from 'node:tls'

/** The server on the line does not hold the key that the boot script named. */
export class PinError extends Error {
  readonly code = 'wrong_public_key'

  constructor(found: string, wanted: string) {
    super(
      `the server's public key is ${found}, the pin given at boot is ${wanted}; somebody else answers, or the server's certificate was replaced while the machine ran`,
    )
    this.name = 'PinError'
  }
}

/**
 * TLS connections to a server known by the SHA-256 of its public key (RFC 7469) instead of an authority.
 * Nothing is sent before the key was found right. Without a pin the certificate is verified as usual.
 */
export class PinnedAgent extends Agent {
  readonly #pin: string

  /** @param pin base64; empty for none */
  constructor(pin: string, options: AgentOptions) {
    super(options)
    this.#pin = pin
  }

  override createConnection(
    options: object,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const socket: TLSSocket = connect({ ...options, rejectUnauthorized: this.#pin === '' })
    let told = false
    const tell = (error: Error | null) => {
      if (told) return
      told = true
      callback?.(error, socket)
    }
    socket.once('error', tell)
    socket.once('secureConnect', () => {
      socket.off('error', tell)
      const found = keyOf(socket)
      if (this.#pin === '' || found === this.#pin) return tell(null)
      tell(new PinError(found, this.#pin))
      socket.destroy()
    })
    return undefined
  }
}

function keyOf(socket: TLSSocket & Socket): string {
  const key = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' })
  return key === undefined ? 'absent' : createHash('sha256').update(key).digest('base64')
}
