import { createMessage, generateKey, readKey, readSignature, verify } from 'openpgp'

/** A key made for a test; it is open until its passphrase is asked for. */
export interface ReleaseKey {
  readonly privateKey: string
  readonly publicKey: string
}

/** Makes a key that was made long before it signs. */
export async function newReleaseKey(kind: 'rsa' | 'ecc', passphrase?: string): Promise<ReleaseKey> {
  return generateKey({
    ...(kind === 'rsa' ? { type: 'rsa', rsaBits: 2048 } : { type: 'ecc' }),
    userIDs: [{ name: 'Release' }],
    date: new Date('2026-01-01T00:00:00Z'),
    format: 'armored',
    ...(passphrase !== undefined && { passphrase }),
  })
}

/** Checks a detached binary signature as its receiver does. @throws when it is not that of the content */
export async function verifySignature(
  content: Uint8Array,
  binarySignature: Uint8Array,
  armoredKey: string,
): Promise<void> {
  const message = await createMessage({ binary: content })
  const signature = await readSignature({ binarySignature })
  const { signatures } = await verify({ message, signature, verificationKeys: await readKey({ armoredKey }) })
  if (signatures.length !== 1) throw new Error(`there are ${signatures.length} signatures`)
  await signatures[0]?.verified
}

/** Key id as registries and programs show it. */
export async function keyIdOf(armoredKey: string): Promise<string> {
  return (await readKey({ armoredKey })).getKeyID().toHex().toUpperCase()
}
