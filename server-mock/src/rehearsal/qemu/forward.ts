/**
 * Joins two stream addresses, so that a program outside a lab's network can reach a server inside: path
 * sockets cross network namespaces.
 * Usage: node forward.ts LISTEN CONNECT, each `unix:/path` or `tcp:host:port`.
 */
import { rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'

/** A stream address: a path socket, or a TCP port (0 picks a free one when listening). */
export type StreamAddress = { path: string } | { host: string; port: number }

/** Reads `unix:/path` or `tcp:host:port`. @throws RangeError for anything else. */
export function parseStreamAddress(text: string): StreamAddress {
  const unix = /^unix:(\/.{1,100})$/.exec(text)
  if (unix?.[1] !== undefined) return { path: unix[1] }
  const tcp = /^tcp:([^\s]+):(\d{1,5})$/.exec(text)
  const port = Number(tcp?.[2])
  if (tcp?.[1] === undefined || port > 65_535)
    throw new RangeError(`"${text}" is not unix:/path or tcp:host:port`)
  return { host: tcp[1], port }
}

/**
 * Accepts connections at one address and joins each to a new connection to the other.
 * @returns the listening server; closing it ends the forwarding. A stale path socket is replaced.
 */
export async function forward(listen: StreamAddress, target: StreamAddress): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ ...target, allowHalfOpen: true })
    near.pipe(far)
    far.pipe(near)
    near.on('error', () => far.destroy())
    far.on('error', () => near.destroy())
  })
  if ('path' in listen) rmSync(listen.path, { force: true })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(listen, () => resolve())
  })
  return server
}

if (process.argv[1] === import.meta.filename) {
  const server = await forward(
    parseStreamAddress(process.argv[2] ?? ''),
    parseStreamAddress(process.argv[3] ?? ''),
  )
  console.log(JSON.stringify(server.address()))
}
