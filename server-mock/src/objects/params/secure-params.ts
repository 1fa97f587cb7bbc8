import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { isSealed, type KeyPair, makeKeyPair, open, SecureError, seal } from '@metalwright/sdk/secure'
import { invalid } from '../problem.ts'
import type { Edit, Session } from '../session.ts'
import type { HeldValue, ParamHolder } from './effective-params.ts'

/** Internal prefix under which the objects' key pairs are kept: in no list, event or export. */
const SECRETS = 'secrets'

/** What stands where a secure value may not be shown. */
export const HIDDEN = '[secure]'

/** Whether the values of a param are sealed. */
export async function isSecure(session: Session, name: string): Promise<boolean> {
  return (await session.body('params', name))?.['Secure'] === true
}

/** Whether a value is one that only its holder's key opens. */
export async function isSecret(session: Session, name: string, value: JsonValue): Promise<boolean> {
  return isSealed(value) && (await isSecure(session, name))
}

/** Public key of an object, once a value was sealed to it or somebody asked for it. */
export async function publicKey(session: Session, holder: ParamHolder): Promise<string | undefined> {
  return (await storedPair(session, holder))?.publicKey
}

/** Public key of an object; its key pair is made on first use. */
export async function ensurePublicKey(edit: Edit, holder: ParamHolder): Promise<string> {
  const known = await storedPair(edit, holder)
  if (known !== undefined) return known.publicKey
  const made = makeKeyPair()
  edit.putInternal(SECRETS, place(holder), { PublicKey: made.publicKey, PrivateKey: made.privateKey })
  return made.publicKey
}

/** Lets go of the key pair of an object that is deleted: nothing sealed to it can be opened any more. */
export async function forgetKeyPair(edit: Edit, holder: ParamHolder): Promise<void> {
  if ((await edit.internal(SECRETS, place(holder))) !== undefined)
    edit.putInternal(SECRETS, place(holder), undefined)
}

/** Seals a value to an object. */
export async function sealTo(edit: Edit, holder: ParamHolder, value: JsonValue): Promise<JsonObject> {
  return { ...seal(await ensurePublicKey(edit, holder), value) }
}

/**
 * Opens a value that was sealed to its holder.
 *
 * @throws SecureError `not_for_key` also when nothing was ever sealed to the holder
 */
export async function unsealed(session: Session, holder: ParamHolder, value: JsonValue): Promise<JsonValue> {
  const pair = await storedPair(session, holder)
  if (pair === undefined)
    throw new SecureError(
      'not_for_key',
      `Nothing was sealed to ${place(holder)} yet; ask for its pubkey first`,
    )
  return open(pair.privateKey, value)
}

/**
 * Plain value of a param. Values of params that are not secure, and defaults, are plain as they are.
 *
 * @throws Problem 422 when a sealed value does not open, as after its key was lost
 */
export async function plainValue(session: Session, name: string, held: HeldValue): Promise<JsonValue> {
  const { value, holder } = held
  if (holder === undefined || !(await isSecret(session, name, value))) return value
  try {
    return await unsealed(session, holder, value)
  } catch (error) {
    if (!(error instanceof SecureError)) throw error
    throw invalid(holder.prefix, holder.key, [`Key '${name}': ${error.message}`])
  }
}

function place({ prefix, key }: ParamHolder): string {
  return `${prefix}/${key}`
}

async function storedPair(session: Session, holder: ParamHolder): Promise<KeyPair | undefined> {
  const pair = await session.internal(SECRETS, place(holder))
  if (pair === undefined) return undefined
  return { publicKey: String(pair['PublicKey']), privateKey: String(pair['PrivateKey']) }
}
