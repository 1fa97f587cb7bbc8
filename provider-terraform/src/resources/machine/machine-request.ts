import { createHash } from 'node:crypto'
import type { AntiAffinity, ClaimRequest, Constraints, MachineSettings } from '@metalwright/sdk/claims'
import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import type { ObjectView } from '../../framework/object-view.ts'
import type { CallLimits } from './machine-claims.ts'
import { type ParamTypes, parametersOfTexts, splitText } from './text-parameters.ts'

/** The owner that claims are marked with when the provider is told none. */
const usualOwner = 'terraform'

/** Everything a claim needs, from the attributes; its key comes later. */
export async function claimRequest(
  connection: Connection,
  planned: ObjectView,
  config: ObjectView,
  limits: CallLimits,
): Promise<Omit<ClaimRequest, 'claimKey'>> {
  const pool = planned.isKnown('pool') ? planned.string('pool') : null
  return {
    ...settingsOf(connection, planned, config),
    pool: pool ?? connection.defaultPool,
    owner: ownerOf(connection),
    filters: planned.strings('filters') ?? [],
    constraints: constraintsOf(planned.object('constraints')),
    antiAffinity: affinityOf(planned.object('anti_affinity')),
    machine: planned.string('machine') ?? undefined,
    workflow: planned.string('allocate_workflow') || undefined,
    bootEnv: planned.string('bootenv') ?? undefined,
    addProfiles: planned.strings('add_profiles') ?? [],
    addParameters: await parametersOf(connection, planned, 'add_parameters', limits),
    secretParameters: objectOf(config, 'secret_parameters_wo'),
  }
}

/**
 * Everything that decides which machine is claimed and what is put on it, except secrets; its hash is stored on the
 * machine.
 * @param claimKey the key that the user gave; null for a random one
 */
export function claimIdentity(request: Omit<ClaimRequest, 'claimKey'>, claimKey: string | null) {
  const { secretParameters: _secret, owner: _owner, ...rest } = request
  return [claimKey, rest] as const
}

/** Who claims. */
export function ownerOf({ claimOwner }: Connection): string {
  return claimOwner ?? usualOwner
}

/** The settings of a claim; what is not configured is undefined. */
export function settingsOf(
  { defaultMeta }: Connection,
  planned: ObjectView,
  config: ObjectView,
): MachineSettings {
  const meta = stringsOf(planned, 'meta')
  const all = { ...defaultMeta, ...meta }
  return {
    authorizedKeys: planned.strings('authorized_keys') ?? undefined,
    image: planned.string('image') ?? undefined,
    userData: config.string('user_data_wo') ?? planned.string('user_data') ?? undefined,
    networkData: jsonOf(planned, 'network_data'),
    metadata: jsonOf(planned, 'metadata'),
    hostname: planned.string('hostname') ?? undefined,
    description: planned.string('description') ?? undefined,
    meta: Object.keys(all).length > 0 ? all : undefined,
    expiresAt: planned.string('expires_at') ?? undefined,
  }
}

/** Parameters of an attribute that holds an object, or texts whose types the server's definitions tell. */
export async function parametersOf(
  connection: Connection,
  view: ObjectView,
  name: string,
  limits: CallLimits,
): Promise<JsonObject> {
  const written = view.json(name)
  if (!Array.isArray(written)) return objectOf(view, name) ?? {}
  const texts = written.map(String)
  return parametersOfTexts(texts, await typesOf(connection, texts, limits))
}

/** Names of the parameters of an attribute that holds an object or texts. */
export function parameterNames(view: ObjectView, name: string): readonly string[] {
  const written = view.json(name)
  if (Array.isArray(written)) return written.map((text) => splitText(String(text)).name)
  return Object.keys(objectOf(view, name) ?? {})
}

/** What tells one write-only text from another without telling it; null when there is none. */
export function digestOf(text: string | null, salt: string): string | null {
  return text === null ? null : createHash('sha256').update(`${salt}\n${text}`).digest('hex')
}

/** Members of an attribute that holds a map of texts. */
export function stringsOf(view: ObjectView, name: string): Record<string, string> {
  const members = Object.entries(objectOf(view, name) ?? {})
  return Object.fromEntries(members.flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])))
}

/** An attribute's JSON in the SDK's type; undefined when it is not set. */
function jsonOf(view: ObjectView, name: string): JsonValue | undefined {
  const value = view.json(name)
  return value === null ? undefined : JSON.parse(JSON.stringify(value))
}

function objectOf(view: ObjectView, name: string): JsonObject | undefined {
  const value = jsonOf(view, name)
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : undefined
}

function constraintsOf(view: ObjectView | null): Constraints | undefined {
  if (view === null) return undefined
  return {
    minCpu: view.number('min_cpu') ?? undefined,
    minMemoryGib: view.number('min_memory_gib') ?? undefined,
    minDiskGb: view.number('min_disk_gb') ?? undefined,
    minDisks: view.number('min_disks') ?? undefined,
    arch: view.string('arch') ?? undefined,
    tags: view.strings('tags') ?? undefined,
    profiles: view.strings('profiles') ?? undefined,
    zone: view.string('zone') ?? undefined,
    vendor: view.string('vendor') ?? undefined,
    model: view.string('model') ?? undefined,
    params: objectOf(view, 'params'),
  }
}

function affinityOf(view: ObjectView | null): AntiAffinity | undefined {
  const [param, group] = [view?.string('param') ?? '', view?.string('group') ?? '']
  return param === '' ? undefined : { param, group }
}

/** Types that the definitions on the server give params; a definition that cannot be read gives none. */
async function typesOf(
  connection: Connection,
  texts: readonly string[],
  limits: CallLimits,
): Promise<ParamTypes> {
  const objects = await connection.objects()
  const types = new Map<string, string>()
  await Promise.all(
    texts.map(async (text) => {
      const { name } = splitText(text)
      const definition = await objects.get('params', name, limits).catch(() => null)
      const schema = definition?.['Schema']
      const type =
        schema !== null && typeof schema === 'object' && !Array.isArray(schema) ? schema['type'] : null
      if (typeof type === 'string') types.set(name, type)
    }),
  )
  return (name) => types.get(name)
}
