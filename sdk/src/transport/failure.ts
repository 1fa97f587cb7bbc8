import { ConnectionError, type ConnectionFault } from './connection-error.ts'
import { SdkError } from './sdk-error.ts'
import { TlsError } from './tls-error.ts'

const FAULTS: Readonly<Record<string, ConnectionFault>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'unresolved',
  EAI_AGAIN: 'unresolved',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'connect_timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
}

const EXPLANATIONS: Readonly<Record<ConnectionFault, string>> = {
  refused: 'nothing listens there. Start the server, or correct the endpoint (RS_ENDPOINT)',
  unresolved: 'the host name has no address. Correct the endpoint (RS_ENDPOINT) or the DNS',
  unreachable: 'there is no route to the host. Check the network and the endpoint (RS_ENDPOINT)',
  connect_timeout:
    'no connection came about in time. Check the network, firewalls and the endpoint (RS_ENDPOINT)',
  timeout: 'the answer did not come in time. Look at the load of the server, or raise the request time-out',
  lost: 'the connection was cut off. The server may have restarted; whether it did the work is not known',
}

/**
 * Turns whatever a connection threw into an error of the SDK; those pass unchanged.
 *
 * @param call what was tried, such as `GET https://…/machines`
 * @param requestId `X-Log-Token` of the call, for a look into the server's log
 */
export function connectionFailure(error: unknown, call: string, requestId = ''): SdkError {
  if (error instanceof SdkError) return error
  const code = codeOf(error)
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') {
    const message = `${call} failed: no TLS connection came about (${code}). Is it a plain http port?`
    return new TlsError('tls_failed', message, undefined, error)
  }
  const timedOut = error instanceof Error && error.name === 'TimeoutError'
  const fault = timedOut ? 'timeout' : (FAULTS[code] ?? 'lost')
  const message = `${call} failed: ${EXPLANATIONS[fault]}${code && ` (${code})`}.`
  return new ConnectionError(fault, `${message}${requestId && ` (request ${requestId})`}`, error)
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return ''
  return error.code
}
