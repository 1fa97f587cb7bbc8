// The thread that runs transfers: started by ThreadTransfers, with a ThreadStart as its data.
import { parentPort, workerData } from 'node:worker_threads'
import { Descriptors } from '../../libc/descriptors.ts'
import { loadLibc } from '../../libc/libc.ts'
import { Readiness } from '../../libc/readiness.ts'
import { ThreadOrders } from '../../libc/thread-orders.ts'
import { UdpSockets } from '../../libc/udp-sockets.ts'
import { readNow } from '../tftp-file.ts'
import type { ThreadNews, ThreadOrder, ThreadStart } from './thread-messages.ts'
import { TransferLoop } from './transfer-loop.ts'

const port = parentPort
if (port === null) throw new Error('transfers run in a thread of the server')
const { bell, poll }: ThreadStart = workerData
const tell = (news: ThreadNews) => port.postMessage(news)
const libc = await loadLibc()
const descriptors = new Descriptors(libc)
const sockets = new UdpSockets(libc)
const readiness = new Readiness(libc, poll)
readiness.add(bell, 'readable')

const orders = new ThreadOrders<ThreadOrder>(port, descriptors, bell)
const loop = new TransferLoop({
  bell,
  orders: () => orders.take(),
  tell: (outcome) => tell({ kind: 'outcome', ...outcome }),
  watch: (socket) => readiness.add(socket, 'readable'),
  forget: (socket) => readiness.remove(socket),
  wait: (milliseconds) => readiness.wait(milliseconds),
  segment: (socket, size) => sockets.segment(socket, size),
  send: (socket, bytes) => sockets.send(socket, bytes),
  receive: (socket, into) => sockets.receive(socket, into),
  close: (socket) => sockets.close(socket),
  // The page cache has what was read a moment ago; for the rest only other transfers wait, never the server.
  read: readNow,
  now: () => performance.now(),
})
// Without transfers the thread sleeps here; with some the loop reads the orders itself.
orders.wakeFor(() => loop.run())
tell({ kind: 'ready' })
