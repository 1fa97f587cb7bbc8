import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSigningKey, SigningKeyError, signDetached } from '../../scripts/package/signature.ts'
import { keyIdOf, newReleaseKey, verifySignature } from './release-key.ts'

const signed = new Date('2026-02-01T00:00:00Z')
const sums = Buffer.from(`${'ab'.repeat(32)}  terraform-provider-drp_1.0.0_linux_amd64.zip\n`)

describe('the signature of a release', () => {
  let folder: string
  let armored: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'drp-sign-'))
    armored = (await newReleaseKey('rsa', 'open')).privateKey
    writeFileSync(join(folder, 'key.asc'), armored)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is one that the public key vouches for', async () => {
    const key = await readSigningKey(join(folder, 'key.asc'), 'open')
    expect(key.id).toBe(await keyIdOf(key.publicKey))
    const signature = await signDetached(sums, key, signed)
    await verifySignature(sums, signature, key.publicKey)
    await expect(verifySignature(Buffer.from('other'), signature, key.publicKey)).rejects.toThrow()
  })

  it('is the same for the same content and time', async () => {
    const key = await readSigningKey(armored, 'open')
    const first = await signDetached(sums, key, signed)
    expect(Buffer.from(await signDetached(sums, key, signed))).toEqual(Buffer.from(first))
    const later = new Date('2026-02-02T00:00:00Z')
    expect(Buffer.from(await signDetached(sums, key, later))).not.toEqual(Buffer.from(first))
  })

  it('is refused with a reason for a key that registries do not take', async () => {
    const elliptic = await newReleaseKey('ecc')
    await expect(readSigningKey(elliptic.privateKey, undefined)).rejects.toThrow(/RSA and DSA/)
    await expect(readSigningKey(armored, undefined)).rejects.toThrow(/TERRAFORM_SIGNING_PASSPHRASE/)
    await expect(readSigningKey(armored, 'wrong')).rejects.toThrow(SigningKeyError)
    await expect(readSigningKey('BEGIN PGP nonsense', undefined)).rejects.toThrow(SigningKeyError)
  })
})
