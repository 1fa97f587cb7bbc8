import type { Connection } from '../connection.ts'
import { attributesType } from '../framework/attribute.ts'
import { defer } from '../framework/deferral.ts'
import { type Changes, ObjectView } from '../framework/object-view.ts'
import { PrivateState } from '../framework/private-state.ts'
import type { CallContext, Resource } from '../framework/resource.ts'

/** The state that importing an object would give. Only for resources whose import and read change nothing. */
export async function asImported(
  resource: Resource<Connection>,
  context: CallContext<Connection>,
  id: string,
): Promise<Changes> {
  const type = attributesType(resource.schema.attributes)
  const empty = new ObjectView(type, new Map([...type.attributes.keys()].map((name) => [name, null])))
  const own = { ...context, privateState: PrivateState.of(), defer }
  const imported = (await resource.import?.({ ...own, id, identity: null, empty })) ?? {}
  const state = new ObjectView(type, empty.with(imported))
  return { ...imported, ...(await resource.read({ ...own, state })) }
}
