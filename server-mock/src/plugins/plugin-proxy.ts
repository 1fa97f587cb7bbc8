import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { pipeline, type Readable } from 'node:stream'
import { boundedStream } from './bounded-stream.ts'
import type { PluginLimits } from './limits.ts'
import { PluginFailure } from './plugin-failure.ts'

/** A call of a plugin's own API. */
export interface ProxyCall {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Readable | undefined
  /** Fires when the caller has gone. */
  readonly signal: AbortSignal
}

/** What the plugin answers; the stream must be read or destroyed. */
export interface ProxyAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly stream: Readable
}

/** Headers that end at each hop (RFC 9110 §7.6.1), and those that are between the caller and this server. */
const NOT_SENT = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'authorization',
  'cookie',
  'host',
  'expect',
])
/** Headers of an answer that only this server may set. */
const NOT_RETURNED = new Set([
  ...NOT_SENT,
  'set-cookie',
  'content-security-policy',
  'www-authenticate',
  'access-control-allow-origin',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-credentials',
  'access-control-expose-headers',
])

/**
 * Passes a call on to a unix socket, and the answer back, both as they come. Credentials stay here: the plugin has
 * a token of its own.
 *
 * @param principal who calls; the plugin reads it in `X-DRP-Principal`
 * @throws PluginFailure when the plugin does not answer
 */
export function proxy(
  socketPath: string,
  call: ProxyCall,
  principal: string,
  limits: Pick<PluginLimits, 'proxyBytes' | 'proxyIdleMs'>,
): Promise<ProxyAnswer> {
  const headers = { ...passedOn(call.headers, NOT_SENT), 'x-drp-principal': principal }
  return new Promise((resolve, reject) => {
    const { method, url, signal } = call
    const onward = request({ socketPath, method, path: url, headers, signal, timeout: limits.proxyIdleMs })
    onward.once('timeout', () => {
      onward.destroy(new PluginFailure([`it did not go on for ${limits.proxyIdleMs} ms`]))
    })
    onward.once('error', (error) =>
      reject(
        error instanceof PluginFailure
          ? error
          : new PluginFailure([`it cannot be reached: ${error.message}`], undefined, error),
      ),
    )
    onward.once('response', (answer) => resolve(returned(answer, limits.proxyBytes)))
    if (call.body === undefined) onward.end()
    else {
      const tooMuch = () => new PluginFailure([`a call may have ${limits.proxyBytes} bytes at most`], 413)
      pipeline(call.body, boundedStream(limits.proxyBytes, tooMuch), onward, () => {})
    }
  })
}

function returned(answer: IncomingMessage, maxBytes: number): ProxyAnswer {
  const tooMuch = () => new PluginFailure([`the plugin answered more than ${maxBytes} bytes`])
  const stream = boundedStream(maxBytes, tooMuch)
  // A cut answer is cut for the caller too.
  pipeline(answer, stream, () => {})
  return {
    status: answer.statusCode ?? 502,
    headers: {
      ...passedOn(answer.headers, NOT_RETURNED),
      // Pages of a plugin come from the address of the console: they run apart from it.
      'content-security-policy': 'sandbox allow-scripts allow-forms',
      'x-content-type-options': 'nosniff',
    },
    stream,
  }
}

function passedOn(
  headers: IncomingHttpHeaders | ProxyCall['headers'],
  without: ReadonlySet<string>,
): Record<string, string> {
  const named = String(headers['connection'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined || without.has(name) || named.includes(name)
        ? []
        : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
}
