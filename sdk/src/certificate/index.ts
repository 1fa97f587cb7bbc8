import {
  createHash,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto'
import { bits, octets, oid, sequence, setOf, tagged, time, unsigned, utf8, yes } from './der.ts'

/** A self-signed certificate with its key. */
export interface Certificate {
  readonly der: Buffer
  readonly certificatePem: string
  readonly keyPem: string
}

/** Whom a certificate is for. */
export interface CertificateSubject {
  /** DNS names; the first is also the common name. */
  readonly names: readonly [string, ...string[]]
  /** IPv4 addresses, dotted decimal. */
  readonly addresses?: readonly string[]
  /** Days from now. */
  readonly days: number
}

/** How long before now a certificate is valid, for peers whose clocks are behind; milliseconds. */
const CLOCK_TOLERANCE = 30_000
const DAY = 86_400_000
const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'))

/** Makes a self-signed certificate that is its own authority (EC P-256, X.509 v3, RFC 5280). */
export function makeCertificate(subject: CertificateSubject, now: Date): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(setOf(sequence(oid('2.5.4.3'), utf8(subject.names[0]))))
  const validity = sequence(
    time(new Date(now.getTime() - CLOCK_TOLERANCE)),
    time(new Date(now.getTime() + subject.days * DAY)),
  )
  const body = sequence(
    tagged(0, 'constructed', unsigned(Buffer.of(2))),
    unsigned(randomBytes(16)),
    ECDSA_WITH_SHA256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, 'constructed', extensions(subject)),
  )
  return signed(body, privateKey)
}

function signed(body: Buffer, key: KeyObject): Certificate {
  const der = sequence(body, ECDSA_WITH_SHA256, bits(sign('sha256', body, key)))
  return {
    der,
    certificatePem: `-----BEGIN CERTIFICATE-----\n${lines(der.toString('base64'))}\n-----END CERTIFICATE-----\n`,
    keyPem: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function lines(base64: string): string {
  return base64.replaceAll(/.{64}(?=.)/g, '$&\n')
}

function extensions(subject: CertificateSubject): Buffer {
  const digitalSignature = 0x80
  const keyEncipherment = 0x20
  const keyAgreement = 0x08
  const certSign = 0x04
  const usage = digitalSignature | keyEncipherment | keyAgreement | certSign
  const serverAuth = oid('1.3.6.1.5.5.7.3.1')
  const clientAuth = oid('1.3.6.1.5.5.7.3.2')
  const names = [
    ...subject.names.map((name) => tagged(2, 'primitive', Buffer.from(name))),
    ...(subject.addresses ?? []).map((address) =>
      tagged(7, 'primitive', Buffer.from(address.split('.').map(Number))),
    ),
  ]
  return sequence(
    sequence(oid('2.5.29.15'), yes(), octets(bits(Buffer.of(usage), 2))),
    sequence(oid('2.5.29.37'), octets(sequence(serverAuth, clientAuth))),
    sequence(oid('2.5.29.19'), yes(), octets(sequence(yes()))),
    sequence(oid('2.5.29.17'), octets(sequence(...names))),
  )
}

/** SHA-256 of a certificate, lower-case hex without colons: the fingerprint clients compare. */
export function fingerprintOf(certificatePem: string): string {
  return new X509Certificate(certificatePem).fingerprint256.replaceAll(':', '').toLowerCase()
}

/** Base64 SHA-256 of a certificate's public key (SPKI, RFC 7469): what `curl --pinnedpubkey` compares. */
export function publicKeyPin(certificatePem: string): string {
  const key = new X509Certificate(certificatePem).publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(key).digest('base64')
}
