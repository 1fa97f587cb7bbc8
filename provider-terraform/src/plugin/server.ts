import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Certificate } from '@metalwright/sdk/certificate'
import type { Host } from '../framework/host.ts'
import { controlRoutes, type HostEvents } from './control-services.ts'
import { ProviderDefinition } from './generated/tfplugin6.ts'
import { serveRoutes } from './grpc/serve-routes.ts'
import { serviceRoutes } from './grpc/service-routes.ts'
import type { Address } from './handshake.ts'
import { providerService } from './provider-service.ts'

/** How to listen. */
export interface ListenOptions extends HostEvents {
  /** Own certificate and the host's one, which the client must show; null for an open socket. */
  readonly tls: { readonly own: Certificate; readonly host: string } | null
  readonly platform: NodeJS.Platform
}

/** A listening plugin. */
export interface Listening {
  readonly address: Address
  /** Ends all connections and removes the socket. Safe to call twice. */
  close(): void
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
  const routes = new Map([
    ...serviceRoutes(ProviderDefinition, providerService(host)),
    ...controlRoutes(listening),
  ])
  const { tls } = listening
  const keys = tls && {
    key: tls.own.keyPem,
    certificate: tls.own.certificatePem,
    clientCertificate: tls.host,
  }
  if (listening.platform === 'win32') {
    const { port, close } = await serveRoutes(routes, { port: 0 }, keys)
    return { address: { network: 'tcp', address: `127.0.0.1:${port}` }, close }
  }
  const folder = mkdtempSync(join(tmpdir(), 'tfp-'))
  const socket = join(folder, 's')
  const { close } = await serveRoutes(routes, { path: socket }, keys)
  return {
    address: { network: 'unix', address: socket },
    close: () => {
      close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
