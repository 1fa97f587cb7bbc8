import { createPrivateKey, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { oid, time, unsigned } from '../src/certificate/der.ts'
import { makeCertificate } from '../src/certificate/index.ts'

describe('the certificate', () => {
  it('is one that an independent X.509 reader accepts', () => {
    const now = new Date('2027-03-04T05:06:07.890Z')
    const { der, certificatePem, keyPem } = makeCertificate({ names: ['localhost'], days: 1 }, now)
    const certificate = new X509Certificate(certificatePem)
    expect(certificate.raw.equals(der)).toBe(true)
    expect(certificate.subject).toBe('CN=localhost')
    expect(certificate.subjectAltName).toBe('DNS:localhost')
    expect(certificate.ca).toBe(true)
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(certificate.checkIssued(certificate)).toBe(true)
    expect(certificate.checkPrivateKey(createPrivateKey(keyPem))).toBe(true)
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'])
    expect(certificate.validFromDate.toISOString()).toBe('2027-03-04T05:05:37.000Z')
    expect(certificate.validToDate.toISOString()).toBe('2027-03-05T05:06:07.000Z')
    expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
  })

  it('is another one every time', () => {
    const now = new Date()
    const serials = new Set(
      Array.from(
        { length: 20 },
        () =>
          new X509Certificate(makeCertificate({ names: ['localhost'], days: 1 }, now).certificatePem)
            .serialNumber,
      ),
    )
    expect(serials.size).toBe(20)
  })

  it('is written in canonical DER', () => {
    expect(unsigned(Buffer.of(0, 0, 0x7f)).toString('hex')).toBe('02017f')
    expect(unsigned(Buffer.of(0x80)).toString('hex')).toBe('02020080')
    expect(unsigned(Buffer.of(0)).toString('hex')).toBe('020100')
    expect(oid('1.2.840.10045.4.3.2').toString('hex')).toBe('06082a8648ce3d040302')
    expect(time(new Date('2050-01-02T03:04:05Z')).toString()).toContain('20500102030405Z')
    expect(time(new Date('2049-12-31T23:59:59Z')).toString()).toContain('491231235959Z')
  })
})
