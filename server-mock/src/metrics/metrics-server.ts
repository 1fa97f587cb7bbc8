import { createServer, type Server } from 'node:http'
import type { Metrics } from './metrics.ts'

/**
 * Makes the HTTP server of the metrics, which has `GET /metrics` and nothing else; it does not listen yet. DRP
 * serves them so, without credentials, on a port of their own.
 */
export function makeMetricsServer(
  metrics: Pick<Metrics, 'text' | 'contentType'>,
  onFault: (error: unknown) => void,
): Server {
  return createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0]
    const refuse = (status: number, text: string) =>
      response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`)
    if (path !== '/metrics') return refuse(404, 'Metrics are at /metrics')
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Only GET and HEAD')
    metrics.text().then(
      (text) => response.writeHead(200, { 'Content-Type': metrics.contentType }).end(text),
      (error: unknown) => {
        onFault(error)
        refuse(500, 'The metrics could not be collected; the log of the server says more')
      },
    )
  })
}
