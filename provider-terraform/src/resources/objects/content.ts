import type { JsonObject } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import { bool, dynamic, string } from '../../framework/attribute.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { Changes } from '../../framework/object-view.ts'
import type { CreateContext, PlanContext, Resource } from '../../framework/resource.ts'
import { path } from '../../values/path.ts'
import { fromJson } from '../../values/plain.ts'
import { unknown } from '../../values/value.ts'
import { keyIdentity } from '../identity.ts'
import { limited, workTimeouts } from '../limited-resource.ts'
import { plannedDigest, sourceAttributes } from './byte-sources.ts'
import { isObject } from './object-schema.ts'
import { isLoaded, nameOf, packDigest, versionOf, type WantedPack, wantedPack } from './pack.ts'
import type { CallLimits } from './remote-objects.ts'

const sources = ['content', 'source', 'url']

/** `drp_content`: a content pack, loaded as one; a change replaces it in place. */
export const contentResource: Resource<Connection> = limited({
  typeName: 'drp_content',
  subject: 'content pack',
  limits: workTimeouts,
  identity: keyIdentity,
  schema: {
    description:
      'A content pack: objects that are loaded together and cannot be changed one by one. A change loads it anew, in place.',
    attributes: {
      name: string({
        optional: true,
        computed: true,
        keepPrior: true,
        requiresReplace: true,
        description: 'Name of the pack, as in its `meta.Name`; when given, both must be the same.',
      }),
      content: dynamic({
        optional: true,
        description:
          'The pack: an object with `meta` and `sections`, such as `yamldecode(file("pack.yaml"))` gives.',
        validators: [isObject],
      }),
      ...sourceAttributes(['source', 'url']),
      adopt_existing: bool({
        optional: true,
        description: 'Load over a pack of the name that is there already instead of failing. Default false.',
      }),
      id: string({ computed: true, keepPrior: true, description: 'Name of the pack.' }),
      version: string({ computed: true, description: 'Version of the pack on the server.' }),
      sha256: string({ computed: true, description: 'SHA-256 of what the pack was read from, in hex.' }),
      pack_sha256: string({
        computed: true,
        description:
          'SHA-256 of the pack as the server gives it, in hex. Another one on the server is a change.',
      }),
    },
  },
  validate({ config, error }) {
    if (sources.filter((name) => config.get(name) !== null).length !== 1) {
      error('Exactly one source is needed', `Set one of ${sources.join(', ')}.`)
    }
    const name = config.isKnown('name') ? config.string('name') : null
    if (name === null || config.get('content') === null || !config.isKnown('content')) return
    if (nameOf(JSON.parse(JSON.stringify(config.json('content')))) === name) return
    error('The names differ', 'meta.Name of content must be the same as name.', path('name'))
  },
  plan: planPack,
  async create(context, limits) {
    const { connection, planned } = context
    const remote = await connection.objects()
    const wanted = await wantedPack(connection, planned, limits)
    refuseName(wanted, planned.isKnown('name') ? planned.string('name') : null)
    const found = await remote.content(wanted.name, limits)
    // It may be what an earlier attempt has loaded.
    if (found !== null && planned.bool('adopt_existing') !== true && !isLoaded(found, wanted.content)) {
      throw new DiagnosticError(
        'The content pack exists already',
        `Content pack "${wanted.name}" is at ${connection.endpoint} already. Import it: terraform import drp_content.NAME '${wanted.name}'. Or set adopt_existing = true.`,
      )
    }
    return load(context, wanted, found, limits)
  },
  async update(context, limits) {
    const { connection, planned, prior } = context
    const wanted = await wantedPack(connection, planned, limits)
    const name = prior.string('id') ?? ''
    refuseName(wanted, name)
    return load(context, wanted, await (await connection.objects()).content(name, limits), limits)
  },
  async read({ connection, state }, limits) {
    const name = state.string('id') ?? ''
    const found = await (await connection.objects()).content(name, limits)
    if (found === null) return null
    const own = { name, version: versionOf(found), pack_sha256: packDigest(found) }
    const before = state.string('pack_sha256')
    const imported = before === null && state.get('source') === null && state.get('url') === null
    if (!imported && before === own.pack_sha256) return own
    const content = imported || state.get('content') !== null ? fromJson(found) : null
    return { ...own, sha256: null, source: null, url: null, content }
  },
  async delete({ connection, state }, limits) {
    await (await connection.objects()).removeContent(state.string('id') ?? '', limits)
  },
  async import({ connection, id, signal }) {
    if ((await (await connection.objects()).content(id, { signal })) !== null) return { id }
    throw new DiagnosticError(
      'There is no such content pack',
      `No content pack "${id}" is loaded at ${connection.endpoint}.`,
    )
  },
})

async function planPack({ planned, prior, signal, replace }: PlanContext<Connection>): Promise<Changes> {
  const following = ['version', 'pack_sha256']
  if (planned.get('content') === null) return plannedDigest(planned, prior, following, signal)
  if (!planned.isKnown('content')) return {}
  const content: JsonObject = JSON.parse(JSON.stringify(planned.json('content')))
  const name = nameOf(content)
  if (prior !== null && prior.string('name') !== name) replace(path('name'))
  const sha256 = packDigest(content)
  if (prior?.string('sha256') === sha256) return { name, sha256 }
  return { name, sha256, ...Object.fromEntries(following.map((attribute) => [attribute, unknown])) }
}

async function load(
  { connection, planned }: CreateContext<Connection>,
  wanted: WantedPack,
  found: JsonObject | null,
  limits: CallLimits,
): Promise<Changes> {
  const remote = await connection.objects()
  if (planned.isKnown('sha256') && planned.string('sha256') !== wanted.sha256) {
    throw new DiagnosticError(
      'The pack has changed since the plan',
      `Content pack "${wanted.name}" is not what was planned. Plan and apply again.`,
    )
  }
  if (found === null || !isLoaded(found, wanted.content)) await remote.uploadContent(wanted.content, limits)
  const now = (await remote.content(wanted.name, limits)) ?? wanted.content
  return {
    id: wanted.name,
    name: wanted.name,
    version: versionOf(now),
    sha256: wanted.sha256,
    pack_sha256: packDigest(now),
  }
}

/** A pack of another name would be loaded beside the one that is there. */
function refuseName({ name }: WantedPack, wanted: string | null): void {
  if (wanted === null || wanted === name) return
  throw new DiagnosticError(
    'The pack has another name',
    `The pack is called "${name}", not "${wanted}". Set name to what meta.Name of the pack says, which replaces it.`,
    { path: path('name') },
  )
}
