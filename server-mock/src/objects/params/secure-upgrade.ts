import { catalogue, type JsonObject, PREFIXES, type Prefix } from '@metalwright/sdk/models'
import { isSealed } from '@metalwright/sdk/secure'
import { SYSTEM } from '../../auth/principal.ts'
import type { Layers } from '../content/layers.ts'
import type { Objects } from '../objects.ts'
import type { Edit, Session } from '../session.ts'
import { paramsOf } from './effective-params.ts'
import { sealTo } from './secure-params.ts'

/** Objects sealed by one commit at most. */
const BATCH = 64

/** Kinds of objects that have params. */
const HOLDERS = PREFIXES.filter((prefix) => catalogue[prefix].params)

/**
 * Seals the plain values that writable objects hold of secure params: those from before the params were secure.
 * A series of small commits, so that a fleet can go on meanwhile; what it did not get to, because the process
 * ended, the next one does. An object that is saved on the way is sealed by that.
 *
 * @param only the param that has become secure; all secure ones when absent
 */
export async function sealStored(objects: Objects, only?: string): Promise<void> {
  const session = objects.session()
  const names = await secureNames(session, only)
  if (names.size === 0) return
  for (const prefix of HOLDERS) {
    const keys: string[] = []
    for await (const piece of session.pieces(prefix)) {
      for (const { key, body } of piece) if (plainNames(body, names).length > 0) keys.push(key)
    }
    for (let at = 0; at < keys.length; at += BATCH) {
      const batch = keys.slice(at, at + BATCH)
      await objects.edit(SYSTEM, async (edit) => {
        for (const key of batch) await sealObject(edit, prefix, key, names)
      })
    }
  }
}

/**
 * Why params cannot be secure beside these content packs, one text per value that a pack has for one of them:
 * objects of packs have no keys, and cannot be changed.
 */
export function packProblems(layers: Pick<Layers, 'list'>, names: ReadonlySet<string>): string[] {
  return HOLDERS.flatMap((prefix) =>
    [...layers.list(prefix)].flatMap(([key, body]) =>
      Object.keys(paramsOf(body))
        .filter((name) => names.has(name))
        .map((name) => {
          const place = `${prefix}/${key} of content pack ${String(body['Bundle'])}`
          return `${place} has a value for the secure param ${name}; content packs cannot hold such values`
        }),
    ),
  )
}

/** Names of the secure params. @param only the one to look at; all when absent */
export async function secureNames(session: Session, only?: string): Promise<ReadonlySet<string>> {
  const one = only === undefined ? undefined : await session.body('params', only)
  const definitions = only === undefined ? await session.bodies('params') : one === undefined ? [] : [one]
  const secure = definitions.filter((definition) => definition['Secure'] === true)
  return new Set(secure.map(({ Name }) => String(Name)))
}

function plainNames(body: JsonObject, names: ReadonlySet<string>): string[] {
  return Object.entries(paramsOf(body))
    .filter(([name, value]) => names.has(name) && !isSealed(value))
    .map(([name]) => name)
}

async function sealObject(
  edit: Edit,
  prefix: Prefix,
  key: string,
  names: ReadonlySet<string>,
): Promise<void> {
  const object = (await edit.isWritable(prefix, key)) ? await edit.get(prefix, key) : undefined
  if (object === undefined || !('Params' in object)) return
  const params: JsonObject = { ...object.Params }
  const plain = plainNames({ Params: params }, names)
  for (const name of plain) params[name] = await sealTo(edit, { prefix, key }, params[name] ?? null)
  if (plain.length > 0) edit.put(prefix, { ...object, Params: params }, 'save')
}
