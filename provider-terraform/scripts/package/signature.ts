import { readFileSync } from 'node:fs'
import { config, createMessage, decryptKey, type PrivateKey, readPrivateKey, sign } from 'openpgp'

/** The key cannot sign a release. */
export class SigningKeyError extends Error {
  readonly code = 'signing_key'
}

/** A key that signs releases, with what users need to check them. */
export interface SigningKey {
  readonly key: PrivateKey
  /** Key id as registries name it: 16 hexadecimal digits, upper case. */
  readonly id: string
  /** The public key, ASCII-armoured. */
  readonly publicKey: string
}

/**
 * Reads an armoured private OpenPGP key.
 *
 * @param text the key itself, or path of a file that holds it
 * @throws SigningKeyError for what is no RSA or DSA key, the kinds that the public registries take, and for a key
 * that the passphrase does not open.
 */
export async function readSigningKey(text: string, passphrase: string | undefined): Promise<SigningKey> {
  const armoredKey = text.includes('BEGIN PGP') ? text : readFileSync(text, 'utf8')
  const read = await readPrivateKey({ armoredKey }).catch((cause: unknown) => {
    throw new SigningKeyError('The signing key is no armoured private OpenPGP key.', { cause })
  })
  const { algorithm } = read.getAlgorithmInfo()
  if (!/^(?:rsa|dsa)/.test(algorithm)) {
    throw new SigningKeyError(`The signing key is of the kind ${algorithm}; registries take RSA and DSA.`)
  }
  const key = read.isDecrypted() ? read : await opened(read, passphrase)
  return { key, id: key.getKeyID().toHex().toUpperCase(), publicKey: key.toPublic().armor() }
}

async function opened(privateKey: PrivateKey, passphrase: string | undefined): Promise<PrivateKey> {
  if (passphrase === undefined) {
    throw new SigningKeyError('The signing key has a passphrase; set TERRAFORM_SIGNING_PASSPHRASE.')
  }
  return decryptKey({ privateKey, passphrase }).catch((cause: unknown) => {
    throw new SigningKeyError('The passphrase does not open the signing key.', { cause })
  })
}

/**
 * A detached binary signature. The same content, key and time give the same bytes.
 *
 * @param date time of the signature; not before the key was made
 */
export async function signDetached(
  content: Uint8Array,
  { key }: SigningKey,
  date: Date,
): Promise<Uint8Array> {
  const message = await createMessage({ binary: content })
  const signature = await sign({
    message,
    signingKeys: key,
    detached: true,
    format: 'binary',
    date,
    config: { ...config, nonDeterministicSignaturesViaNotation: false },
  })
  if (!(signature instanceof Uint8Array)) throw new SigningKeyError('The signature is not binary.')
  return signature
}
