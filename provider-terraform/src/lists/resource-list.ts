import type { JsonObject, Prefix } from '@metalwright/sdk/models'
import type { Connection } from '../connection.ts'
import { filterText } from '../data-sources/filter-text.ts'
import { type Attributes, attributesType, list } from '../framework/attribute.ts'
import type { ListContext, ListedResource, ListResource } from '../framework/list-resource.ts'
import { type Changes, ObjectView } from '../framework/object-view.ts'
import type { Resource } from '../framework/resource.ts'
import { each } from '../framework/validator.ts'

/** How objects of a managed resource are listed. */
export interface ListedKind {
  readonly resource: Resource<Connection>
  readonly prefix: Prefix
  readonly description: string
  /** Arguments besides `filters`. */
  readonly attributes?: Attributes
  /** Filters that always apply, and those that the arguments stand for. */
  filters(context: ListContext<Connection>): readonly string[]
  /** As much of the state of an object as its identity needs. */
  stub(object: JsonObject): Changes
  /** The state of an object as it is after an import. */
  state(context: ListContext<Connection>, object: JsonObject): Promise<Changes>
  /** What a person calls it. */
  displayName(object: JsonObject): string
}

/** The list resource of a managed resource that has an identity: what is there and could be imported. */
export function resourceList(kind: ListedKind): ListResource<Connection> {
  const { resource, prefix, description, attributes = {} } = kind
  const { typeName, schema } = resource
  return {
    typeName,
    schema: {
      description,
      attributes: {
        ...attributes,
        filters: list('string', {
          optional: true,
          description: 'DRP filters such as `Available=true` that must match.',
          validators: [each(filterText)],
        }),
      },
    },
    async *list(context): AsyncGenerator<ListedResource> {
      const { connection, config, limit, includeObject, signal } = context
      const filters = [...kind.filters(context), ...(config.strings('filters') ?? [])]
      const selection = Number.isFinite(limit) ? { filters, limit } : { filters }
      const found = await (await connection.objects()).list(prefix, selection, { signal })
      const type = attributesType(schema.attributes)
      const empty = new ObjectView(type, new Map([...type.attributes.keys()].map((name) => [name, null])))
      for (const object of found) {
        const stub = new ObjectView(type, empty.with(kind.stub(object)))
        const listed = { identity: resource.identity?.of(stub) ?? {}, displayName: kind.displayName(object) }
        yield includeObject ? { ...listed, object: await kind.state(context, object) } : listed
      }
    },
  }
}
