import { WebSocket } from 'ws'
import { ConnectionError, SdkError, type Transport } from '../transport/index.ts'

/** Largest frame that is taken: one object, before and after. */
const MAX_FRAME_BYTES = 32 * 1024 * 1024

/** A websocket that was opened, or that the server did not want to open with this authorisation. */
export type Opened =
  | { readonly kind: 'open'; readonly socket: WebSocket }
  | { readonly kind: 'refused'; readonly authorization: string | undefined }

/**
 * Opens the websocket of the API on a connection whose certificate was checked.
 *
 * @throws ConnectionError, TlsError, AuthenticationError
 * @throws SdkError `events_unavailable` when there is no event stream at that address
 */
export async function openSocket(transport: Transport, timeoutMs: number): Promise<Opened> {
  const authorization = await transport.authorization()
  const connection = await transport.connect()
  const { secure, origin, base } = transport.endpoint
  const url = `${secure ? 'wss' : 'ws'}://${new URL(origin).host}${base}/ws`
  const socket = new WebSocket(url, {
    createConnection: () => connection,
    headers: authorization === undefined ? {} : { authorization },
    handshakeTimeout: timeoutMs,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  })
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve({ kind: 'open', socket }))
    socket.once('unexpected-response', (request, response) => {
      const status = response.statusCode ?? 0
      request.destroy()
      if (status === 401 || status === 403) {
        resolve({ kind: 'refused', authorization })
        return
      }
      const message = `${url} answered ${status} instead of opening the event stream.`
      // A proxy whose server is away answers 5xx; anything else will not change by trying again.
      const passing = status >= 500 || status === 429
      const advice = 'Is there a proxy that passes no websockets?'
      reject(
        passing
          ? new ConnectionError('lost', message)
          : new SdkError('events_unavailable', `${message} ${advice}`),
      )
    })
    // Stays for the life of the socket: `close` follows each error and is what the stream acts on.
    socket.on('error', (error) => {
      reject(new ConnectionError('lost', `The event stream ${url} could not be opened or broke.`, error))
    })
  })
}
