import type { JsonObject, JsonValue, PluginProvider, Prefix } from '@metalwright/sdk/models'
import { EffectiveParams, type HeldValue } from '../objects/params/effective-params.ts'
import { plainValue } from '../objects/params/secure-params.ts'
import type { Session } from '../objects/session.ts'

/** Finds the nearest value of a param; `undefined` when it has none anywhere. */
export type Finder = (name: string) => Promise<HeldValue | undefined>

/** An object that may hold values. */
export type ValueHolder = readonly [prefix: Prefix, body: JsonObject]

/** Values of these objects in turn, each with what it inherits; then the profile `global`, then the schema's default. */
export async function finder(session: Session, holders: readonly ValueHolder[]): Promise<Finder> {
  const sources = await Promise.all(
    holders.map(([prefix, body]) => EffectiveParams.of(session, prefix, body).entries()),
  )
  const everywhere = new EffectiveParams(session, undefined)
  return async (name) => {
    for (const source of sources) {
      const held = source.get(name)
      if (held !== undefined) return held
    }
    return everywhere.find(name)
  }
}

/** The values a plugin works with. */
export interface PluginValues {
  readonly params: JsonObject
  /** What keeps it from working, one text each. */
  readonly problems: readonly string[]
}

/**
 * Everything a plugin is configured with: its own params, and what its provider requires or takes.
 *
 * @throws Problem 422 when a secure value does not open
 */
export async function pluginValues(
  session: Session,
  plugin: JsonObject,
  provider: Pick<PluginProvider, 'RequiredParams' | 'OptionalParams'>,
): Promise<PluginValues> {
  const held = new Map(EffectiveParams.own('plugins', plugin))
  const problems: string[] = []
  const find = await finder(session, [['plugins', plugin]])
  for (const name of [...provider.RequiredParams, ...provider.OptionalParams]) {
    const found = await find(name)
    if (found !== undefined) held.set(name, found)
    else if (provider.RequiredParams.includes(name)) problems.push(`Missing required parameter ${name}`)
  }
  return { params: await plainValues(session, held), problems }
}

/** Values in plain: those of secure params opened. @throws Problem 422 when one does not open */
export async function plainValues(
  session: Session,
  held: ReadonlyMap<string, HeldValue>,
): Promise<JsonObject> {
  const plain: [string, JsonValue][] = []
  for (const [name, value] of held) plain.push([name, await plainValue(session, name, value)])
  return Object.fromEntries(plain)
}
