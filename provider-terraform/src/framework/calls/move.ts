import type { ValueMap } from '../../values/value.ts'
import { attributesType } from '../attribute.ts'
import { reportBreaches } from '../consistency/breach.ts'
import { finishState } from '../consistency/finish-state.ts'
import { identityAfter } from '../consistency/identity.ts'
import { layOver } from '../consistency/lay-over.ts'
import { type Diagnostic, DiagnosticError, Diagnostics } from '../diagnostic.ts'
import { diagnosticsFor, emptyObject, type Host } from '../host.ts'
import { PrivateState } from '../private-state.ts'
import { readStored } from './upgrade.ts'

/** An object of another type that a `moved` block turns into one of this provider. */
export interface MoveRequest {
  readonly providerAddress: string
  readonly sourceTypeName: string
  readonly schemaVersion: number
  readonly stateJson: string
  readonly privateBytes: Uint8Array
  /** Empty when the source has no identity. */
  readonly identityJson: string
  readonly targetTypeName: string
}

/** The object as one of the target type; no state after an error. */
export interface MoveAnswer {
  readonly state: ValueMap | undefined
  readonly privateBytes: Uint8Array
  readonly identity: ValueMap | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** Finds the move that fits the source and converts the state. Works on an unconfigured provider. */
export async function moveState<Connection>(
  host: Host<Connection>,
  request: MoveRequest,
): Promise<MoveAnswer> {
  const { sourceTypeName, targetTypeName, providerAddress, identityJson } = request
  const resource = host.resource(targetTypeName)
  const { attributes } = resource.schema
  const diagnostics = diagnosticsFor(host.secrets())
  const what = `moving a ${sourceTypeName} to ${targetTypeName}`
  const moved = await host.attempt(what, diagnostics, () => {
    const source = namespaceAndName(providerAddress)
    const way = resource.moves?.find((move) => move.provider === source && move.typeName === sourceTypeName)
    if (!way) throw noWay(sourceTypeName, targetTypeName, providerAddress, resource.moves ?? [])
    const { state, privateNotes } = way.move({
      providerAddress,
      typeName: sourceTypeName,
      schemaVersion: request.schemaVersion,
      state: readStored(`state of the ${sourceTypeName}`, request.stateJson),
      privateBytes: request.privateBytes,
      identity: identityJson === '' ? null : readStored(`identity of the ${sourceTypeName}`, identityJson),
    })
    const type = attributesType(attributes)
    const { values, breaches } = layOver(type, emptyObject(type), state)
    reportBreaches('The object was moved wrongly', breaches, diagnostics)
    return {
      state: finishState(attributes, values, diagnostics),
      privateBytes: PrivateState.of(privateNotes).encode(),
    }
  })
  if (moved === undefined || diagnostics.hasErrors) {
    return {
      state: undefined,
      privateBytes: new Uint8Array(),
      identity: undefined,
      diagnostics: diagnostics.list,
    }
  }
  // What the move leaves open is filled by the next read; so an identity that cannot be told yet is no fault.
  const identity = await identityAfter(host, resource, moved.state, null, new Diagnostics())
  return { ...moved, identity, diagnostics: diagnostics.list }
}

function namespaceAndName(address: string): string {
  return address.split('/').slice(-2).join('/')
}

function noWay(
  source: string,
  target: string,
  provider: string,
  moves: readonly { readonly provider: string; readonly typeName: string }[],
): DiagnosticError {
  const ways = moves.map((move) => `${move.typeName} of ${move.provider}`)
  return new DiagnosticError(
    'The move is not supported',
    `A ${source} of ${provider} cannot become a ${target}${ways.length > 0 ? `, only: ${ways.join(', ')}` : ''}. Use "removed" and "import" blocks instead.`,
  )
}
