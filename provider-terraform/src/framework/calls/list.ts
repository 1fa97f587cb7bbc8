import type { Value, ValueMap } from '../../values/value.ts'
import { attributesType } from '../attribute.ts'
import { reportBreaches } from '../consistency/breach.ts'
import { finishState } from '../consistency/finish-state.ts'
import { soundIdentity } from '../consistency/identity.ts'
import { layOver } from '../consistency/lay-over.ts'
import { type Diagnostic, DiagnosticError, Diagnostics } from '../diagnostic.ts'
import { configuredView, diagnosticsFor, emptyObject, type Host } from '../host.ts'
import type { ListedResource } from '../list-resource.ts'
import { PrivateState } from '../private-state.ts'
import type { Resource } from '../resource.ts'

/** A query for objects that exist. */
export interface ListRequest {
  readonly typeName: string
  readonly config: Value
  /** Most results; zero or less means any number. */
  readonly limit: number
  readonly includeObject: boolean
}

/** One found object with what is to be said about it. Without identity it only carries diagnostics. */
export interface ListEvent {
  readonly identity: ValueMap | undefined
  readonly displayName: string
  readonly object: ValueMap | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Streams what a list resource finds. Terraform takes an event without identity only when it carries an
 * error, so each event is held until the next one is there, and the last one takes the warnings left over.
 */
export async function* listObjects<Connection>(
  host: Host<Connection>,
  request: ListRequest,
): AsyncGenerator<ListEvent> {
  const { typeName, config, includeObject } = request
  const source = host.listResource(typeName)
  const resource = host.resource(typeName)
  const redact = host.secrets(source.schema, config)
  const limit = request.limit > 0 ? request.limit : Number.POSITIVE_INFINITY
  let diagnostics = diagnosticsFor(redact)
  const context = host.context(PrivateState.of(), diagnostics)
  const found = source.list({
    ...context,
    warn: (summary, detail, path) => diagnostics.warn(summary, detail, path),
    config: configuredView(source.schema, config),
    limit,
    includeObject,
  })
  const iterator = found[Symbol.asyncIterator]()
  let held: ListEvent | undefined
  try {
    for (let count = 0; count < limit; count++) {
      const step = await host.attempt(`listing ${typeName}`, diagnostics, () => iterator.next())
      if (step === undefined || step.done) break
      if (held) yield held
      const event = eventOf(resource, step.value, includeObject, diagnostics)
      held = { ...event, diagnostics: diagnostics.list }
      diagnostics = diagnosticsFor(redact)
    }
  } finally {
    await host.attempt(`ending the list of ${typeName}`, new Diagnostics(), () => iterator.return?.())
  }
  const rest = diagnostics.list
  if (diagnostics.hasErrors) {
    if (held) yield held
    yield { identity: undefined, displayName: '', object: undefined, diagnostics: rest }
  } else if (held) yield { ...held, diagnostics: [...held.diagnostics, ...rest] }
  else for (const { summary, detail } of rest) host.log.debug(`${summary}: ${detail}`)
}

function eventOf<Connection>(
  resource: Resource<Connection>,
  listed: ListedResource,
  includeObject: boolean,
  diagnostics: Diagnostics,
): Omit<ListEvent, 'diagnostics'> {
  const { attributes } = resource.schema
  if (!resource.identity)
    throw new DiagnosticError('The list is not sound', `${resource.typeName} has no identity.`)
  const identity = soundIdentity(resource.identity, listed.identity, diagnostics)
  const type = attributesType(attributes)
  let object: ValueMap | undefined
  if (includeObject && listed.object !== undefined) {
    const { values, breaches } = layOver(type, emptyObject(type), listed.object)
    reportBreaches('An object was listed wrongly', breaches, diagnostics)
    object = finishState(attributes, values, diagnostics)
  }
  return { identity, displayName: String(listed.displayName), object }
}
