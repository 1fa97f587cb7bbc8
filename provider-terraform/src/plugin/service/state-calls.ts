import { generateConfig } from '../../framework/calls/generate-config.ts'
import { importResource } from '../../framework/calls/import.ts'
import { moveState } from '../../framework/calls/move.ts'
import { upgradeIdentity, upgradeState } from '../../framework/calls/upgrade.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { Host } from '../../framework/host.ts'
import { mayDefer, toWireDeferred } from '../convert/deferral.ts'
import { toWireDiagnostics } from '../convert/diagnostics.ts'
import { fromWire, identityFromWire, identityToWire, toWire } from '../convert/value.ts'
import { answering, type ProviderHandlers } from './answer.ts'

const nothing = Buffer.alloc(0)

/** Calls that bring objects into the state, lift stored ones, and describe them as configuration. */
export function stateCalls<Connection>(
  host: Host<Connection>,
): ProviderHandlers<
  | 'upgradeResourceState'
  | 'upgradeResourceIdentity'
  | 'importResourceState'
  | 'moveResourceState'
  | 'generateResourceConfig'
> {
  return {
    upgradeResourceState: answering(
      host,
      'UpgradeResourceState',
      async ({ typeName, version, rawState }) => {
        const json = rawState?.json.toString('utf8') ?? ''
        const { value, diagnostics } = await upgradeState(host, typeName, Number(version), json)
        return {
          upgradedState: value === undefined ? undefined : toWire(host.resource(typeName).schema, value),
          diagnostics: toWireDiagnostics(diagnostics),
        }
      },
      (diagnostics) => ({ upgradedState: undefined, diagnostics }),
    ),

    upgradeResourceIdentity: answering(
      host,
      'UpgradeResourceIdentity',
      async ({ typeName, version, rawIdentity }) => {
        const json = rawIdentity?.json.toString('utf8') ?? ''
        const { value, diagnostics } = await upgradeIdentity(host, typeName, Number(version), json)
        return {
          upgradedIdentity:
            value === undefined ? undefined : identityToWire(host.resource(typeName).identity, value),
          diagnostics: toWireDiagnostics(diagnostics),
        }
      },
      (diagnostics) => ({ upgradedIdentity: undefined, diagnostics }),
    ),

    importResourceState: answering(
      host,
      'ImportResourceState',
      async (request) => {
        const { typeName, id } = request
        const { schema, identity } = host.resource(typeName)
        if (request.identity && !identity) {
          throw new DiagnosticError('Import by identity is not supported', `A ${typeName} has no identity.`)
        }
        const answer = await importResource(host, {
          typeName,
          id,
          identity: identityFromWire(identity, request.identity),
          deferralAllowed: mayDefer(request.clientCapabilities),
        })
        const imported = {
          typeName,
          state: toWire(schema, answer.state),
          private: Buffer.from(answer.privateBytes),
          identity: identityToWire(identity, answer.identity),
        }
        return {
          importedResources: imported.state === undefined ? [] : [imported],
          diagnostics: toWireDiagnostics(answer.diagnostics),
          deferred: toWireDeferred(answer.deferred),
        }
      },
      (diagnostics) => ({ importedResources: [], diagnostics, deferred: undefined }),
    ),

    moveResourceState: answering(
      host,
      'MoveResourceState',
      async (request) => {
        const { schema, identity } = host.resource(request.targetTypeName)
        const answer = await moveState(host, {
          providerAddress: request.sourceProviderAddress,
          sourceTypeName: request.sourceTypeName,
          schemaVersion: Number(request.sourceSchemaVersion),
          stateJson: request.sourceState?.json.toString('utf8') ?? '',
          privateBytes: request.sourcePrivate,
          identityJson: request.sourceIdentity?.json.toString('utf8') ?? '',
          targetTypeName: request.targetTypeName,
        })
        return {
          targetState: toWire(schema, answer.state),
          diagnostics: toWireDiagnostics(answer.diagnostics),
          targetPrivate: Buffer.from(answer.privateBytes),
          targetIdentity: identityToWire(identity, answer.identity),
        }
      },
      (diagnostics) => ({
        targetState: undefined,
        diagnostics,
        targetPrivate: nothing,
        targetIdentity: undefined,
      }),
    ),

    generateResourceConfig: answering(
      host,
      'GenerateResourceConfig',
      async ({ typeName, state }) => {
        const { schema } = host.resource(typeName)
        const { config, diagnostics } = await generateConfig(host, typeName, fromWire(schema, state))
        return { config: toWire(schema, config), diagnostics: toWireDiagnostics(diagnostics) }
      },
      (diagnostics) => ({ config: undefined, diagnostics }),
    ),
  }
}
