import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { bits, octets, oid, sequence, setOf, tagged, time, unsigned, utf8, yes } from './der.ts'

/** A self-signed server certificate with its key. */
export interface Certificate {
  readonly der: Buffer
  readonly certificatePem: string
  readonly keyPem: string
}

const hostName = 'localhost'
const validity = 24 * 3_600_000
const clockTolerance = 30_000
const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'))

/**
 * Makes the certificate by which a plugin proves to the host that it is the process that the host started:
 * EC P-256, valid for one day, for `localhost`, its own authority (X.509 v3, RFC 5280). A process needs a
 * new one at each start, so nothing is stored.
 */
export function makeCertificate(now: Date): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(setOf(sequence(oid('2.5.4.3'), utf8(hostName))))
  const body = sequence(
    tagged(0, 'constructed', unsigned(Buffer.of(2))),
    unsigned(randomBytes(16)),
    ecdsaWithSha256,
    name,
    sequence(time(new Date(now.getTime() - clockTolerance)), time(new Date(now.getTime() + validity))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, 'constructed', extensions()),
  )
  const signature = sign('sha256', body, privateKey)
  const der = sequence(body, ecdsaWithSha256, bits(signature))
  return {
    der,
    certificatePem: `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`,
    keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function extensions(): Buffer {
  const digitalSignature = 0x80
  const keyEncipherment = 0x20
  const keyAgreement = 0x08
  const certSign = 0x04
  const usage = digitalSignature | keyEncipherment | keyAgreement | certSign
  const serverAuth = oid('1.3.6.1.5.5.7.3.1')
  const clientAuth = oid('1.3.6.1.5.5.7.3.2')
  const dnsName = tagged(2, 'primitive', Buffer.from(hostName))
  return sequence(
    sequence(oid('2.5.29.15'), yes(), octets(bits(Buffer.of(usage), 2))),
    sequence(oid('2.5.29.37'), octets(sequence(serverAuth, clientAuth))),
    sequence(oid('2.5.29.19'), yes(), octets(sequence(yes()))),
    sequence(oid('2.5.29.17'), octets(sequence(dnsName))),
  )
}
