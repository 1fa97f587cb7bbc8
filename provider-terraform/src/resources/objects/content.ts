import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import type { Connection } from '../../connection.ts'
import { dynamic, string } from '../../framework/attribute.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { Changes, ObjectView } from '../../framework/object-view.ts'
import type { CreateContext, Resource } from '../../framework/resource.ts'
import { path } from '../../values/path.ts'
import { fromJson } from '../../values/plain.ts'
import { memberOf } from './field-values.ts'
import { isObject } from './object-schema.ts'

/** `drp_content`: a content pack, loaded as one; a change replaces it in place. */
export const contentResource: Resource<Connection> = {
  typeName: 'drp_content',
  schema: {
    description:
      'A content pack: objects that are loaded together and cannot be changed one by one. A change loads it anew, in place.',
    attributes: {
      name: string({
        required: true,
        requiresReplace: true,
        description: 'Name of the pack, as in its `meta.Name`.',
      }),
      content: dynamic({
        required: true,
        description:
          'The pack: an object with `meta` and `sections`, such as `yamldecode(file("pack.yaml"))` gives. Another version on the server is a change.',
        validators: [isObject],
      }),
      id: string({ computed: true, keepPrior: true, description: 'Name of the pack.' }),
      version: string({ computed: true, description: 'Version of the pack on the server.' }),
    },
  },
  validate({ config, error }) {
    if (!config.isKnown('content') || !config.isKnown('name')) return
    const { content } = packOf(config)
    if (memberOf(memberOf(content, 'meta') ?? null, 'Name') === config.string('name')) return
    error('The names differ', 'meta.Name of content must be the same as name.', path('name'))
  },
  async create(context) {
    const { connection, planned, signal } = context
    const { name } = packOf(planned)
    if ((await (await connection.objects()).content(name, { signal })) !== null) {
      throw new DiagnosticError(
        'The content pack exists already',
        `Content pack "${name}" is at ${connection.endpoint} already. Import it: terraform import drp_content.NAME '${name}'.`,
      )
    }
    return load(context)
  },
  update: load,
  async read({ connection, state, signal }) {
    const name = state.string('id') ?? ''
    const found = await (await connection.objects()).content(name, { signal })
    if (found === null) return null
    const version = versionOf(found)
    if (state.get('content') === null) return { name, content: fromJson(found), version }
    const { content } = packOf(state)
    return versionOf(content) === version
      ? { name, version }
      : { name, version, content: withVersion(content, version) }
  },
  async delete({ connection, state, signal }) {
    await (await connection.objects()).removeContent(state.string('id') ?? '', { signal })
  },
  async import({ connection, id, signal }) {
    if ((await (await connection.objects()).content(id, { signal })) !== null) return { id }
    throw new DiagnosticError(
      'There is no such content pack',
      `No content pack "${id}" is loaded at ${connection.endpoint}.`,
    )
  },
}

async function load({ connection, planned, signal }: CreateContext<Connection>): Promise<Changes> {
  const { name, content } = packOf(planned)
  await (await connection.objects()).uploadContent(content, { signal })
  return { id: name, version: versionOf(content) }
}

function packOf(view: ObjectView): { readonly name: string; readonly content: JsonValue } {
  return { name: view.string('name') ?? '', content: JSON.parse(JSON.stringify(view.json('content'))) }
}

function versionOf(content: JsonValue): string {
  return String(memberOf(memberOf(content, 'meta') ?? null, 'Version') ?? '')
}

/** The pack with the version that the server has, so that a plan shows the difference. */
function withVersion(content: JsonValue, version: string) {
  const pack: JsonObject = Object(content)
  return fromJson({ ...pack, meta: { ...Object(pack['meta']), Version: version } })
}
