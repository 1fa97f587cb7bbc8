import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SettingsError } from '../settings.ts'

/** Listens; resolves with the port. @param address empty for all */
export function listen(server: Server, port: number, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, address === '' ? '0.0.0.0' : address, () => resolve(portOf(server)))
  })
}

/** What a port that cannot be had means to whoever started the server. @throws SettingsError */
export function taken(flag: string, port: number): (error: unknown) => never {
  return (error) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw new SettingsError(
      flag,
      String(port),
      `${reason}; choose another port, or end what holds this one`,
      error,
    )
  }
}

/** Port that a server listens on; 0 when it does not. */
export function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address()
  return address !== null && typeof address === 'object' ? address.port : 0
}

/** Stops a server and ends its connections. */
export function stopServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
