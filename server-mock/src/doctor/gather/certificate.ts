import { connect } from 'node:tls'
import type { CertificateFacts } from '../facts.ts'

/** Milliseconds for the handshake. */
const PATIENCE = 5000

/** The certificate that a server shows, trusted or not; undefined when it shows none. */
export function shownCertificate(host: string, port: number): Promise<CertificateFacts | undefined> {
  return new Promise((resolve) => {
    // Only looked at: nothing is sent to a server that is not trusted.
    const socket = connect({ host, port, rejectUnauthorized: false, timeout: PATIENCE })
    const done = (facts: CertificateFacts | undefined) => {
      socket.destroy()
      resolve(facts)
    }
    socket.once('error', () => done(undefined))
    socket.once('timeout', () => done(undefined))
    socket.once('secureConnect', () => {
      const { valid_from, valid_to, fingerprint256 } = socket.getPeerCertificate()
      const [notBefore, notAfter] = [Date.parse(valid_from), Date.parse(valid_to)]
      if (Number.isNaN(notBefore) || Number.isNaN(notAfter)) return done(undefined)
      done({ notBefore, notAfter, fingerprint: fingerprint256.replaceAll(':', '').toLowerCase() })
    })
  })
}
