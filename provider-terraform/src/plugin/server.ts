import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Server, ServerCredentials, type ServerOptions } from '@grpc/grpc-js'
import type { Certificate } from '@metalwright/sdk/certificate'
import type { Host } from '../framework/host.ts'
import { brokerService, controllerService, healthService, stdioService } from './control-services.ts'
import { GRPCBrokerService, GRPCControllerService, GRPCStdioService } from './generated/go_plugin.ts'
import { HealthService } from './generated/health.ts'
import { ProviderService } from './generated/tfplugin6.ts'
import type { Address } from './handshake.ts'
import { providerService } from './provider-service.ts'

/** How to listen. */
export interface ListenOptions {
  /** Own certificate and the host's one, which the client must show; null for an open socket. */
  readonly tls: { readonly own: Certificate; readonly host: string } | null
  readonly platform: NodeJS.Platform
  /** Called when the host asks the plugin to end. */
  shutdown(): void
  /** Called when the host has gone without a word. */
  hostGone(): void
}

/** A listening plugin. */
export interface Listening {
  readonly address: Address
  /** Ends all connections and removes the socket. Safe to call twice. */
  close(): void
}

/** Terraform's own limit for a schema answer is 64 MiB; other messages have none. */
const options: ServerOptions = {
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
  'grpc.enable_channelz': 0,
}

/**
 * Serves a provider on a new Unix socket in a folder of its own that only this user can enter, or on
 * loopback TCP on Windows.
 * @throws Error when the socket cannot be opened.
 */
export async function listen<Connection>(
  host: Host<Connection>,
  listening: ListenOptions,
): Promise<Listening> {
  const server = new Server(options)
  server.addService(ProviderService, providerService(host))
  server.addService(GRPCControllerService, controllerService(listening.shutdown))
  server.addService(GRPCStdioService, stdioService(listening.hostGone))
  server.addService(GRPCBrokerService, brokerService)
  server.addService(HealthService, healthService)
  const { tls } = listening
  const credentials = tls
    ? ServerCredentials.createSsl(
        Buffer.from(tls.host),
        [{ private_key: Buffer.from(tls.own.keyPem), cert_chain: Buffer.from(tls.own.certificatePem) }],
        true,
      )
    : ServerCredentials.createInsecure()
  if (listening.platform === 'win32') {
    const port = await bind(server, '127.0.0.1:0', credentials)
    return { address: { network: 'tcp', address: `127.0.0.1:${port}` }, close: () => server.forceShutdown() }
  }
  const folder = mkdtempSync(join(tmpdir(), 'drp-'))
  const socket = join(folder, 's')
  await bind(server, `unix:${socket}`, credentials)
  return {
    address: { network: 'unix', address: socket },
    close: () => {
      server.forceShutdown()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function bind(server: Server, address: string, credentials: ServerCredentials): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, port) => (error ? reject(error) : resolve(port)))
  })
}
