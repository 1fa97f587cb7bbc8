import type { GRPCBrokerServer, GRPCControllerServer, GRPCStdioServer } from './generated/go_plugin.ts'
import { HealthCheckResponse_ServingStatus, type HealthServer } from './generated/health.ts'

/** Ends the process on request of the host, after the answer is on its way. */
export function controllerService(shutdown: () => void): GRPCControllerServer {
  return {
    shutdown(_call, callback) {
      callback(null, {})
      shutdown()
    },
  }
}

/**
 * The stream stays open and silent: what the plugin prints goes to the real standard error. Since the host
 * opens it at connect and keeps it, its end without a Shutdown before is the sign that the host has died.
 */
export function stdioService(hostGone: () => void): GRPCStdioServer {
  return {
    streamStdio(call) {
      call.on('cancelled', hostGone)
    },
  }
}

/** Terraform opens this stream at connect and never uses it for providers; it ends when the host ends it. */
export const brokerService: GRPCBrokerServer = {
  startStream(call) {
    call.on('end', () => call.end())
    call.on('data', () => undefined)
  },
}

/** The host asks once whether the plugin is ready; it is as soon as it can answer. */
export const healthService: HealthServer = {
  check(_call, callback) {
    callback(null, { status: HealthCheckResponse_ServingStatus.SERVING })
  },
}
