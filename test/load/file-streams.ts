// Many slow readers of one file: `node file-streams.ts HOST PORT PATH STREAMS SECONDS`. Prints as JSON how many bytes
// each stream got in that time, which begins when all of them are being served.
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const [host = '', port = '', path = '', streams = '', seconds = ''] = process.argv.slice(2)
const bytes = new Array<number>(Number(streams)).fill(0)
let waiting = bytes.length
const all = Promise.withResolvers<void>()
const sockets = await Promise.all(
  bytes.map(async (_, at) => {
    const socket = connect(Number(port), host)
    await new Promise((resolve) => socket.once('connect', resolve))
    socket.once('data', () => {
      waiting -= 1
      if (waiting === 0) all.resolve()
    })
    socket.on('data', (chunk) => {
      bytes[at] = (bytes[at] ?? 0) + chunk.length
    })
    return socket
  }),
)
for (const socket of sockets) socket.write(`GET /${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
await all.promise
bytes.fill(0)
await sleep(Number(seconds) * 1000)
process.stdout.write(`${JSON.stringify(bytes)}\n`)
process.exit(0)
