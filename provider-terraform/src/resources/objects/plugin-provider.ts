import type { Connection } from '../../connection.ts'
import { bool, string } from '../../framework/attribute.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { Changes } from '../../framework/object-view.ts'
import type { CreateContext, Resource } from '../../framework/resource.ts'
import { keyIdentity } from '../identity.ts'
import { limited, workTimeouts } from '../limited-resource.ts'
import {
  plannedDigest,
  type SourceArgument,
  sourceAttributes,
  sourceOf,
  validateSource,
} from './byte-sources.ts'
import type { CallLimits } from './remote-objects.ts'

const sources: readonly SourceArgument[] = ['source', 'url']
/** What the server says of a provider once it has started it. */
const following = ['version', 'endpoint']

/** `drp_plugin_provider`: the program that plugins are made of. */
export const pluginProviderResource: Resource<Connection> = limited({
  typeName: 'drp_plugin_provider',
  subject: 'plugin provider',
  limits: workTimeouts,
  identity: keyIdentity,
  schema: {
    description:
      'The program of a plugin provider, with the content pack it brings. A change uploads it anew, in place; its plugins are started again. Plugins that it starts by itself go with it.',
    attributes: {
      name: string({
        required: true,
        requiresReplace: true,
        description: 'Name of the provider, as the program gives it.',
      }),
      ...sourceAttributes(sources),
      adopt_existing: bool({
        optional: true,
        description:
          'Upload over a provider of the name that is there already instead of failing. Default false.',
      }),
      sha256: string({
        computed: true,
        description:
          'SHA-256 of the program that was sent, in hex. The server does not tell that of the one it has.',
      }),
      version: string({
        computed: true,
        description: 'Version that the program gives itself. Another one on the server is a change.',
      }),
      endpoint: string({
        computed: true,
        description: 'Id of the endpoint that owns it, behind a manager; empty for the server itself.',
      }),
      id: string({ computed: true, keepPrior: true, description: 'Name of the provider.' }),
    },
  },
  validate: (context) => validateSource(context, sources),
  plan: ({ planned, prior, signal }) => plannedDigest(planned, prior, following, signal),
  async create(context, limits) {
    const { connection, planned } = context
    const name = planned.string('name') ?? ''
    const found = await (await connection.objects()).get('plugin_providers', name, limits)
    if (found !== null && planned.bool('adopt_existing') !== true) {
      throw new DiagnosticError(
        'The plugin provider exists already',
        `Plugin provider "${name}" is at ${connection.endpoint} already. Import it: terraform import drp_plugin_provider.NAME '${name}'. Or set adopt_existing = true.`,
      )
    }
    return upload(context, limits)
  },
  update: upload,
  async read({ connection, state }, limits): Promise<Changes | null> {
    const name = state.string('id') ?? ''
    const found = await (await connection.objects()).get('plugin_providers', name, limits)
    if (found === null) return null
    const own = { name, version: String(found['Version'] ?? ''), endpoint: String(found['Endpoint'] ?? '') }
    const before = state.string('version')
    return before === null || before === own.version ? own : { ...own, sha256: null, source: null, url: null }
  },
  async delete({ connection, state }, limits) {
    await (await connection.objects()).files.removeProvider(state.string('id') ?? '', limits)
  },
  async import({ connection, id, signal }) {
    if ((await (await connection.objects()).get('plugin_providers', id, { signal })) !== null) return { id }
    throw new DiagnosticError(
      'There is no such plugin provider',
      `No plugin provider "${id}" is at ${connection.endpoint}.`,
    )
  },
})

async function upload(
  { connection, planned, save }: CreateContext<Connection>,
  limits: CallLimits,
): Promise<Changes> {
  const remote = await connection.objects()
  const name = planned.string('name') ?? ''
  const sha256 = await remote.files.uploadProvider(name, sourceOf(planned), limits)
  save({ id: name, sha256 })
  if (planned.isKnown('sha256') && planned.string('sha256') !== sha256) {
    throw new DiagnosticError(
      'The program has changed since the plan',
      `The program of plugin provider "${name}" is not the one that was planned; it was uploaded. Plan and apply again.`,
    )
  }
  const found = (await remote.get('plugin_providers', name, limits)) ?? {}
  return {
    id: name,
    sha256,
    version: String(found['Version'] ?? ''),
    endpoint: String(found['Endpoint'] ?? ''),
  }
}
