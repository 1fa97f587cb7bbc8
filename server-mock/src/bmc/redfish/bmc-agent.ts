import { createHash } from 'node:crypto'
import { Agent } from 'node:https'
import { isIP, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls'
import { BmcFailure } from '../bmc-failure.ts'
import type { CertificateTrust } from '../target.ts'

/** Where a BMC's TLS port is, and what it has to show there. */
export interface TlsPlace {
  /** Name or address as it was set; the certificate is for it. */
  readonly host: string
  /** Address that is connected to. */
  readonly address: string
  readonly port: number
  readonly trust: CertificateTrust
}

/**
 * TLS connections to one BMC. BMCs have certificates that they signed themselves, so a certificate is known by its
 * fingerprint, or by an authority. Not a byte of a request is sent before it was found right.
 */
export class BmcAgent extends Agent {
  readonly #place: TlsPlace
  readonly #connecting = new Set<TLSSocket>()
  #first: string | undefined

  constructor(place: TlsPlace) {
    super({ keepAlive: true, maxSockets: 1 })
    this.#place = place
  }

  /** Fingerprint that was trusted because it was the first one; undefined for none. */
  get first(): string | undefined {
    return this.#first
  }

  override createConnection(
    _options: object,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const { host, address, port, trust } = this.#place
    const options: ConnectionOptions = {
      host: address,
      port,
      // Its chain is judged below, where the certificate is at hand for the message.
      rejectUnauthorized: false,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(trust.authority === undefined ? {} : { ca: trust.authority }),
    }
    const socket: TLSSocket = connect(options)
    this.#connecting.add(socket)
    let told = false
    const tell = (error: Error | null) => {
      if (told) return
      told = true
      this.#connecting.delete(socket)
      callback?.(error, socket)
    }
    socket.once('error', tell)
    socket.once('close', () => tell(new Error('the connection was closed before it was secure')))
    socket.once('secureConnect', () => {
      socket.off('error', tell)
      const refusal = this.#judge(socket)
      tell(refusal ?? null)
      if (refusal !== undefined) socket.destroy()
    })
    return undefined
  }

  /** Closes all connections, also those that are not through yet. */
  override destroy(): void {
    for (const socket of this.#connecting) socket.destroy()
    super.destroy()
  }

  #judge(socket: TLSSocket & Socket): BmcFailure | undefined {
    const { host, trust } = this.#place
    const der = socket.getPeerX509Certificate()?.raw
    const seen = der === undefined ? 'none' : createHash('sha256').update(der).digest('hex')
    const known = trust.fingerprint ?? this.#first
    if (known !== undefined) {
      if (seen === known) return undefined
      const reason = `The BMC at ${host} shows another certificate than before: its SHA-256 fingerprint is ${seen}, expected was ${known}. Nothing was sent to it`
      const next =
        'if its certificate was replaced, compare the fingerprint on the BMC itself and set ipmi/certificate-fingerprint; otherwise somebody answers in its place'
      return new BmcFailure('bmc_certificate', reason, next)
    }
    // The chain and, with an authority, the name are right.
    if (socket.authorized) return undefined
    if (trust.first && trust.authority === undefined && der !== undefined) {
      this.#first = seen
      return undefined
    }
    const reason = `The certificate of the BMC at ${host} is not trusted (${String(socket.authorizationError)}); its SHA-256 fingerprint is ${seen}. Nothing was sent to it`
    const next =
      'compare it with the BMC’s own and set ipmi/certificate-fingerprint, name its authority by ipmi/certificate-authority, or set ipmi/trust-first-certificate'
    return new BmcFailure('bmc_certificate', reason, next)
  }
}
