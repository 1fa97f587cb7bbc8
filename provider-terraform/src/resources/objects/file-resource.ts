import type { Connection } from '../../connection.ts'
import { number, string } from '../../framework/attribute.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { Changes } from '../../framework/object-view.ts'
import type { CreateContext, Resource } from '../../framework/resource.ts'
import { type TimeoutDefaults, timeoutOf, timeouts } from '../../framework/timeouts.ts'
import { matches } from '../../framework/validator.ts'
import type { FileStoreName } from './remote-objects.ts'

const minute = 60_000
const limits: TimeoutDefaults = {
  create: 60 * minute,
  read: 5 * minute,
  update: 60 * minute,
  delete: 5 * minute,
}

/** A file, or an ISO image, on the server: streamed there, and compared by its digest. */
export function fileResource(typeName: string, store: FileStoreName, what: string): Resource<Connection> {
  async function upload(
    context: CreateContext<Connection>,
    operation: 'create' | 'update',
  ): Promise<Changes> {
    const { connection, planned, config } = context
    const limit = AbortSignal.timeout(timeoutOf(planned, operation, limits))
    const signal = AbortSignal.any([context.signal, limit])
    const path = planned.string('path') ?? ''
    const source = planned.string('source')
    const from = source === null ? (planned.string('content') ?? '') : { file: source }
    const wanted = { from, sha256: config.string('sha256')?.toLowerCase() ?? null }
    const { size, sha256 } = await (await connection.objects()).uploadFile(store, path, wanted, { signal })
    return { id: path, size, ...(planned.isKnown('sha256') ? {} : { sha256 }) }
  }

  return {
    typeName,
    schema: {
      description: `${what} on the server. It is streamed there, and sent again when its digest is another one.`,
      attributes: {
        path: string({
          required: true,
          requiresReplace: true,
          description: `Path below \`${store}\` on the server.`,
          validators: [matches(/^[^/].*$/, 'a path that does not begin with a slash')],
        }),
        source: string({
          optional: true,
          description:
            'File of this computer to send. Set `sha256` to `filesha256` of it, so that a change of the file is noticed.',
        }),
        content: string({ optional: true, description: 'Text to send, instead of a file.' }),
        sha256: string({
          optional: true,
          computed: true,
          description: 'SHA-256 in hex. When given, nothing else is stored.',
          validators: [matches(/^[0-9a-fA-F]{64}$/, 'a SHA-256 in 64 hexadecimal digits')],
        }),
        timeouts: timeouts(limits),
        size: number({ computed: true, description: 'Bytes.' }),
        id: string({ computed: true, keepPrior: true, description: 'The path.' }),
      },
    },
    validate({ config, error }) {
      if ((config.get('source') === null) === (config.get('content') === null)) {
        error('Exactly one source is needed', 'Set either source or content.')
      }
    },
    create: (context) => upload(context, 'create'),
    update: (context) => upload(context, 'update'),
    async read({ connection, state, signal }) {
      const path = state.string('id') ?? ''
      const found = await (await connection.objects()).file(store, path, { signal })
      if (found === null) return null
      const before = state.string('sha256')
      const { size } = found
      // A server that knows no digest tells a change only by the size.
      const same =
        found.sha256 === null ? size === state.number('size') : found.sha256 === before?.toLowerCase()
      if (same) return { path }
      return { path, size, sha256: found.sha256, source: null, content: null }
    },
    async delete({ connection, state, signal }) {
      await (await connection.objects()).removeFile(store, state.string('id') ?? '', { signal })
    },
    async import({ connection, id, signal }) {
      if ((await (await connection.objects()).file(store, id, { signal })) !== null) return { id }
      throw new DiagnosticError(
        'There is no such file',
        `No file "${id}" is below ${store} at ${connection.endpoint}.`,
      )
    },
  }
}
