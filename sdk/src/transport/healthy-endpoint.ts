import { unlessAborted } from './abort.ts'
import { ApiError } from './api-error.ts'
import { AuthenticationError } from './authentication-error.ts'
import { SdkError } from './sdk-error.ts'
import type { Settings } from './settings.ts'
import { SettingsError } from './settings-error.ts'
import { Transport, type TransportPorts } from './transport.ts'

/** Milliseconds that a server may take to show that it is there. */
const PATIENCE_MS = 5_000

/**
 * The first of several servers that is there, in the order given; all are asked at the same time. One that answers
 * at all is there, also when it does not let us in, so that a wrong password is told and not passed over; one whose
 * certificate is not trusted, or that answers 5xx, is not.
 *
 * @throws SettingsError when a setting is malformed
 * @throws SdkError `no_endpoint` naming every server with the reason why it cannot be used
 */
export async function firstHealthyEndpoint(
  endpoints: readonly string[],
  settings: Settings,
  ports: TransportPorts & { readonly signal?: AbortSignal | undefined } = {},
): Promise<string> {
  const looks = endpoints.map((endpoint) => faultOf(endpoint, settings, ports))
  const reasons: string[] = []
  for (const [index, endpoint] of endpoints.entries()) {
    const fault = await looks[index]
    if (fault === undefined) return endpoint
    if (fault instanceof SettingsError) throw fault
    reasons.push(fault.message)
  }
  throw new SdkError('no_endpoint', `None of the servers can be used. ${reasons.join(' ')}`)
}

/** Why a server cannot be used; undefined when it can. Never rejects. */
async function faultOf(
  endpoint: string,
  settings: Settings,
  ports: TransportPorts & { readonly signal?: AbortSignal | undefined },
): Promise<Error | undefined> {
  let transport: Transport | undefined
  try {
    const once = { requestTimeoutMs: PATIENCE_MS, connectTimeoutMs: PATIENCE_MS, maxRetries: 0 }
    transport = new Transport({ ...settings, ...once, endpoint }, ports)
    await unlessAborted(transport.send({ method: 'GET', path: '/info' }), ports.signal)
    return undefined
  } catch (error) {
    if (error instanceof AuthenticationError) return undefined
    if (error instanceof ApiError && error.status < 500) return undefined
    return error instanceof Error ? error : new Error(String(error))
  } finally {
    await transport?.close()
  }
}
