import { Client, type Settings } from '@metalwright/sdk'
import type { Connection, Facts, ServerFacts } from './facts.ts'
import { lookAtBaseRoot } from './gather/base-root.ts'
import { shownCertificate } from './gather/certificate.ts'
import { connect, failed } from './gather/connection.ts'
import { addressOf, isOurs, lookAtHost } from './gather/host.ts'
import { askServer } from './gather/server.ts'
import { askServices } from './gather/services.ts'

/** What is looked at, and how. */
export interface GatherOptions {
  /** How the API is asked. */
  readonly settings: Settings
  /** Folder of the server on this host; undefined to leave it out. */
  readonly baseRoot: string | undefined
  /** Told each step, one line. */
  readonly tell: (step: string) => void
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/**
 * Gathers what the checks judge; changes nothing.
 *
 * @throws SettingsError when the endpoint or the credentials are malformed
 */
export async function gather({ settings, baseRoot, tell, now }: GatherOptions): Promise<Facts> {
  const client = new Client(settings, { validate: true })
  try {
    const { origin, secure, hostname, port } = client.transport.endpoint
    tell(`asking ${origin}`)
    const address = await addressOf(hostname)
    const certificate = secure ? await shownCertificate(hostname, Number(port)) : undefined
    const first = await connect(client, now)
    const { connection, server } =
      first.kind === 'reached' ? await ask(client, first, tell) : { connection: first, server: undefined }
    if (server !== undefined) tell('looking for the services and the files that machines boot')
    const services = server === undefined ? undefined : await askServices(server, address ?? hostname)
    if (baseRoot !== undefined) tell(`looking into ${baseRoot}`)
    const local = address !== undefined && isOurs(address)
    return {
      endpoint: origin,
      now: now(),
      connection,
      certificate,
      server,
      services,
      host: local ? await lookAtHost() : undefined,
      baseRoot: baseRoot === undefined ? undefined : await lookAtBaseRoot(baseRoot),
    }
  } finally {
    await client.close()
  }
}

/** The answers of a server that was reached; it may be gone or refuse all the same. */
async function ask(
  client: Client,
  reached: Connection,
  tell: (step: string) => void,
): Promise<{ connection: Connection; server: ServerFacts | undefined }> {
  tell('asking for objects')
  try {
    return { connection: reached, server: await askServer(client) }
  } catch (error) {
    return { connection: failed(error), server: undefined }
  }
}
