import {
  AuthenticationError,
  type Client,
  ConnectionError,
  ForbiddenError,
  SdkError,
  SettingsError,
  TlsError,
} from '@metalwright/sdk'
import type { Connection, ConnectionFault } from '../facts.ts'

/** Asks the API for the first time, as a user who may see everything has to be able to. */
export async function connect(client: Client, now: () => number): Promise<Connection> {
  try {
    const asked = now()
    const { headers } = await client.transport.send({ method: 'GET', path: '/info' })
    const middle = (asked + now()) / 2
    await client.prefs.get()
    const told = Date.parse(headers.get('date') ?? '')
    // The header has whole seconds, cut off: on average half a second is missing.
    return { kind: 'reached', skewMs: Number.isNaN(told) ? undefined : told + 500 - middle }
  } catch (error) {
    return failed(error)
  }
}

/** A failure of the SDK as a fact; anything else is thrown on. */
export function failed(error: unknown): Connection {
  if (!(error instanceof SdkError)) throw error
  return { kind: 'failed', fault: faultOf(error), message: error.message }
}

function faultOf(error: SdkError): ConnectionFault {
  if (error instanceof TlsError) return 'untrusted'
  if (error instanceof ConnectionError) return 'unreachable'
  if (error instanceof AuthenticationError) return 'credentials'
  if (error instanceof ForbiddenError) return 'rights'
  if (error instanceof SettingsError) return 'settings'
  return 'answer'
}
