import { GRPCControllerDefinition } from './generated/go_plugin.ts'
import { HealthCheckResponse_ServingStatus, HealthDefinition } from './generated/health.ts'
import { held, type Route, unary } from './grpc/routes.ts'

/** What the host may ask of the process beside the provider's own calls. */
export interface HostEvents {
  /** The host asks the plugin to end. */
  shutdown(): void
  /** The host has gone without a word. */
  hostGone(): void
}

/**
 * The services that a go-plugin host expects of every plugin. The stream of standard output stays open and
 * silent: what the plugin prints goes to the real standard error. Since the host opens it at connect and
 * keeps it, its end without a Shutdown before is the sign that the host has died. The broker's stream is
 * opened at connect too, and is never used for providers.
 */
export function controlRoutes(events: HostEvents): readonly (readonly [path: string, route: Route])[] {
  let asked = false
  return [
    [
      '/plugin.GRPCController/Shutdown',
      unary(GRPCControllerDefinition.methods.shutdown, async () => {
        asked = true
        events.shutdown()
        return {}
      }),
    ],
    [
      '/plugin.GRPCStdio/StreamStdio',
      held(() => {
        if (!asked) events.hostGone()
      }),
    ],
    ['/plugin.GRPCBroker/StartStream', held(() => undefined, true)],
    [
      '/grpc.health.v1.Health/Check',
      unary(HealthDefinition.methods.check, async () => ({
        status: HealthCheckResponse_ServingStatus.SERVING,
      })),
    ],
  ]
}
