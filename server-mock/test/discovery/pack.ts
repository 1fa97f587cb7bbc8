import {
  BootEnv,
  Content,
  decode,
  Info,
  type JsonValue,
  Machine,
  Task,
  type TemplateInfo,
} from '@metalwright/sdk/models'
import { builtInPack } from '../../src/commands/built-in-content.ts'
import { renderContext } from '../../src/render/context.ts'
import type { Addresses, Source } from '../../src/render/source.ts'
import { TemplateSet } from '../../src/render/template/index.ts'
import { sprigFunctions } from '../../src/render/template/sprig/index.ts'

/** The built-in content pack as the model reads it. */
export const pack = decode(Content, await builtInPack('metalwright'))

const object = (prefix: string, key: string): JsonValue => {
  const found = pack.sections[prefix]?.[key]
  if (found === undefined) throw new Error(`the pack has no ${prefix}/${key}`)
  return found
}

/** A boot environment of the pack. */
export const bootEnvOf = (name: string): BootEnv => decode(BootEnv, object('bootenvs', name))
/** A task of the pack. */
export const taskOf = (name: string): Task => decode(Task, object('tasks', name))

const templates = new TemplateSet({ functions: sprigFunctions, missingKey: 'error' })
for (const [id, template] of Object.entries(pack.sections['templates'] ?? {})) {
  templates.parse(id, String(template['Contents']))
}

const defaults = new Map(
  Object.entries(pack.sections['params'] ?? {}).flatMap(([name, param]) => {
    const schema = param['Schema']
    const given =
      schema !== null && typeof schema === 'object' && !Array.isArray(schema) ? schema['default'] : undefined
    return given === undefined ? [] : [[name, given] as const]
  }),
)

/** How a rendering in a test reaches the server. */
export const labAddresses: Addresses = { server: '10.77.0.1', apiPort: 8092, filePort: 8091 }

/** Renders a text of the pack with the server's own template engine. */
export function renderText(text: string, from: Source, addresses: Addresses, pin = 'PIN'): string {
  const values = from.machine?.Params ?? {}
  const run = (body: string, context: unknown): string =>
    templates.derive().parse('text', body).execute('text', context)
  const context = renderContext(from, addresses, {
    param: (name) => (Object.hasOwn(values, name) ? values[name] : defaults.get(name)),
    levels: (name) => [values[name], defaults.get(name)].filter((value) => value !== undefined),
    info: () => Info.parse({}),
    menuBootEnvs: () => [],
    waits: () => false,
    token: (kind) => `token-${kind}`,
    profileToken: () => 'token-profile',
    expand: (body) => run(body, context),
    apiPin: pin,
  })
  return run(text, context)
}

/** Text of one of an object's templates, which may stand in the template itself or be named by its ID. */
export const contentsOf = (info: TemplateInfo): string =>
  info.ID === '' ? info.Contents : `{{template ${JSON.stringify(info.ID)} .}}`

/** All files of a boot environment for a machine, by path. */
export function filesOf(
  env: BootEnv,
  machine: Machine | undefined,
  addresses = labAddresses,
  pin?: string,
): Map<string, string> {
  const from: Source = { bootEnv: env, ...(machine === undefined ? {} : { machine }) }
  return new Map(
    env.Templates.map((info) => [
      renderText(info.Path, from, addresses, pin),
      renderText(contentsOf(info), from, addresses, pin),
    ]),
  )
}

/** A machine with the model's defaults and the given fields. */
export const machineWith = (fields: Record<string, JsonValue>): Machine =>
  decode(Machine, { Uuid: '4b2d7f2e-5f10-4d83-9c0e-1f6c7a1e9b01', Name: 'node1.example.com', ...fields })
