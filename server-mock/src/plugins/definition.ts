import {
  Content,
  DecodeError,
  decode,
  type JsonObject,
  type JsonValue,
  PluginProvider,
} from '@metalwright/sdk/models'
import { parse } from 'yaml'
import type { z } from 'zod'
import { excerpt, PluginFailure } from './plugin-failure.ts'

const SOUND = { Validated: true, Available: true, Errors: [], ReadOnly: false, Endpoint: '', Bundle: '' }

/** What a program says it is. */
export interface Definition {
  readonly provider: PluginProvider
  /** Its content pack; undefined when it brings none. */
  readonly pack: Content | undefined
}

/** Version of the protocol between server and plugins. */
export const PLUGIN_VERSION = 2

/** Names an action cannot have: an event of that name would pass for a change of the object. */
const RESERVED = ['create', 'update', 'save', 'delete']

/**
 * Reads what `define` has printed.
 *
 * @param name the provider must have
 * @throws PluginFailure naming everything that is wrong
 */
export function readDefinition(printed: string, name: string): Definition {
  const provider = decoded(PluginProvider, printedJson(printed), 'definition')
  const problems: string[] = []
  if (provider.Name !== name) problems.push(`it defines the provider ${excerpt(provider.Name)}, not ${name}`)
  if (provider.PluginVersion !== PLUGIN_VERSION) {
    problems.push(`its PluginVersion is ${provider.PluginVersion}; this server speaks ${PLUGIN_VERSION}`)
  }
  for (const { Command } of provider.AvailableActions) {
    if (Command === '') problems.push('an action has no Command')
    if (RESERVED.includes(Command)) problems.push(`an action cannot be called ${Command}`)
  }
  if (problems.length > 0) throw new PluginFailure(problems)
  const AvailableActions = provider.AvailableActions.map((action) => ({ ...action, Provider: name }))
  return {
    // What the server computes is not for the program to say.
    provider: { ...provider, AvailableActions, ...SOUND },
    pack: packOf(provider),
  }
}

/** The content pack in a definition; it has the name of the provider, whatever it says. @throws PluginFailure */
export function packOf(provider: Pick<PluginProvider, 'Name' | 'Content'>): Content | undefined {
  if (provider.Content === '') return undefined
  const pack = parsed(provider.Content)
  if (!isObject(pack)) throw new PluginFailure(['its Content is no content pack'])
  const meta = isObject(pack['meta']) ? pack['meta'] : {}
  return decoded(Content, { ...pack, meta: { ...meta, Name: provider.Name } }, 'Content')
}

function parsed(content: string): JsonValue {
  try {
    const pack: JsonValue = JSON.parse(JSON.stringify(parse(content)))
    return pack
  } catch (error) {
    throw new PluginFailure([`its Content is no YAML: ${reason(error)}`], undefined, error)
  }
}

function printedJson(printed: string): JsonValue {
  try {
    const value: JsonValue = JSON.parse(printed)
    return value
  } catch (error) {
    const what = `\`define\` did not print a definition but "${excerpt(printed.slice(0, 100))}"`
    throw new PluginFailure([`${what}: ${reason(error)}`], undefined, error)
  }
}

function decoded<Schema extends z.ZodType>(schema: Schema, value: JsonValue, what: string): z.infer<Schema> {
  try {
    return decode(schema, value)
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    const messages = error.messages.map((message) => `its ${what}: ${excerpt(message)}`)
    throw new PluginFailure(messages, undefined, error)
  }
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function reason(error: unknown): string {
  return excerpt(error instanceof Error ? error.message : String(error))
}
