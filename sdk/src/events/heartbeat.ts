import type { WebSocket } from 'ws'

/**
 * Sends a ping at each interval and cuts the connection when nothing has come since the one before.
 *
 * @returns a function that ends it
 */
export function heartbeat(socket: WebSocket, intervalMs: number): () => void {
  let alive = true
  const sign = () => {
    alive = true
  }
  socket.on('pong', sign)
  socket.on('message', sign)
  const timer = setInterval(() => {
    if (!alive) socket.terminate()
    alive = false
    if (socket.readyState === socket.OPEN) socket.ping()
  }, intervalMs)
  return () => clearInterval(timer)
}
