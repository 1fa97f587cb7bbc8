import type { Connection } from '../../connection.ts'
import { bool, number, string } from '../../framework/attribute.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { Changes } from '../../framework/object-view.ts'
import type { CreateContext, Resource } from '../../framework/resource.ts'
import { matches } from '../../framework/validator.ts'
import { keyIdentity } from '../identity.ts'
import { limited, workTimeouts } from '../limited-resource.ts'
import {
  plannedDigest,
  type SourceArgument,
  sourceAttributes,
  sourceOf,
  validateSource,
} from './byte-sources.ts'
import type { FileStoreName } from './remote-files.ts'
import type { CallLimits } from './remote-objects.ts'

const sources: readonly SourceArgument[] = ['source', 'url', 'content']

/** A file, or an ISO image, on the server: streamed there, and compared by its digest. */
export function fileResource(typeName: string, store: FileStoreName, what: string): Resource<Connection> {
  async function upload(context: CreateContext<Connection>, limits: CallLimits): Promise<Changes> {
    const { connection, planned } = context
    const { files } = await connection.objects()
    const path = planned.string('path') ?? ''
    const from = sourceOf(planned)
    const wanted = planned.isKnown('sha256') ? planned.string('sha256') : null
    const { size, sha256 } = await files.upload(store, path, { from, sha256: wanted }, limits)
    return { id: path, size, ...(wanted === null ? { sha256 } : {}) }
  }

  return limited({
    typeName,
    subject: store === 'isos' ? 'ISO image' : 'file',
    limits: workTimeouts,
    identity: keyIdentity,
    schema: {
      description: `${what} on the server. It is streamed there, and sent again when its digest is another one.`,
      attributes: {
        path: string({
          required: true,
          requiresReplace: true,
          description: `Path below \`${store}\` on the server.`,
          validators: [matches(/^[^/].*$/, 'a path that does not begin with a slash')],
        }),
        ...sourceAttributes(sources),
        sha256: string({
          optional: true,
          computed: true,
          description:
            'SHA-256 in hex. When given, nothing else is stored; without it, a change of `source` is noticed by reading the file.',
          validators: [matches(/^[0-9a-fA-F]{64}$/, 'a SHA-256 in 64 hexadecimal digits')],
        }),
        adopt_existing: bool({
          optional: true,
          description: 'Write over a file that is there already instead of failing. Default false.',
        }),
        size: number({ computed: true, description: 'Bytes.' }),
        id: string({ computed: true, keepPrior: true, description: 'The path.' }),
      },
    },
    validate: (context) => validateSource(context, sources),
    plan: ({ planned, prior, config, signal }) =>
      config.get('sha256') === null ? plannedDigest(planned, prior, ['size'], signal) : {},
    async create(context, limits) {
      const { connection, planned } = context
      const { files } = await connection.objects()
      const path = planned.string('path') ?? ''
      const found = await files.stat(store, path, limits)
      if (found === null || planned.bool('adopt_existing') === true) return upload(context, limits)
      // It may be what an earlier attempt has sent.
      const same = found.sha256 !== null && found.sha256 === (await digestOf(context, limits))
      if (!same) throw taken(typeName, path, connection.endpoint)
      return { id: path, size: found.size, ...(planned.isKnown('sha256') ? {} : { sha256: found.sha256 }) }
    },
    async update(context, limits) {
      const { connection, planned } = context
      const { files } = await connection.objects()
      const path = planned.string('path') ?? ''
      const found = await files.stat(store, path, limits)
      if (found === null || found.sha256 === null) return upload(context, limits)
      if (found.sha256 !== (await digestOf(context, limits))) return upload(context, limits)
      return { size: found.size, ...(planned.isKnown('sha256') ? {} : { sha256: found.sha256 }) }
    },
    async read({ connection, state }, limits) {
      const path = state.string('id') ?? ''
      const found = await (await connection.objects()).files.stat(store, path, limits)
      if (found === null) return null
      const before = state.string('sha256')
      const { size } = found
      // A server that knows no digest tells a change only by the size.
      const same =
        found.sha256 === null ? size === state.number('size') : found.sha256 === before?.toLowerCase()
      if (same) return { path, size }
      return { path, size, sha256: found.sha256, source: null, content: null, url: null }
    },
    async delete({ connection, state }, limits) {
      await (await connection.objects()).files.remove(store, state.string('id') ?? '', limits)
    },
    async import({ connection, id, signal }) {
      if ((await (await connection.objects()).files.stat(store, id, { signal })) !== null) return { id }
      throw new DiagnosticError(
        'There is no such file',
        `No file "${id}" is below ${store} at ${connection.endpoint}.`,
      )
    },
  })
}

/** The digest of what shall be on the server. */
async function digestOf(
  { connection, planned }: CreateContext<Connection>,
  limits: CallLimits,
): Promise<string> {
  const given = planned.isKnown('sha256') ? planned.string('sha256')?.toLowerCase() : undefined
  return given ?? (await connection.objects()).files.digest(sourceOf(planned), limits)
}

function taken(typeName: string, path: string, endpoint: string): DiagnosticError {
  return new DiagnosticError(
    'The file exists already',
    `"${path}" is at ${endpoint} already, with other contents. Import it: terraform import ${typeName}.NAME '${path}'. Or set adopt_existing = true, or choose another path.`,
  )
}
