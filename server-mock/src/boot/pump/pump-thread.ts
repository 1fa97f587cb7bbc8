// The thread that sends files: started by the pump, with a PumpStart as its data.
import { parentPort, workerData } from 'node:worker_threads'
import { Descriptors } from '../../libc/descriptors.ts'
import { loadLibc } from '../../libc/libc.ts'
import { Readiness } from '../../libc/readiness.ts'
import { ThreadOrders } from '../../libc/thread-orders.ts'
import { PumpLoop } from './pump-loop.ts'
import type { PumpOrder, PumpOutcome, PumpStart } from './pump-messages.ts'

const port = parentPort
if (port === null) throw new Error('the pump is a thread of the server')
const { bell, poll, idle }: PumpStart = workerData
const libc = await loadLibc()
const descriptors = new Descriptors(libc)
const readiness = new Readiness(libc, poll)
readiness.add(bell, 'readable')

const orders = new ThreadOrders<PumpOrder>(port, descriptors, bell)
const loop = new PumpLoop({
  orders: () => orders.take(),
  tell: (outcome: PumpOutcome) => port.postMessage(outcome),
  // Turns end anywhere: without the cork each would end with a segment that is not full.
  watch: (socket) => {
    descriptors.cork(socket, true)
    readiness.add(socket, 'writable')
  },
  forget: (socket) => {
    readiness.remove(socket)
    descriptors.cork(socket, false)
  },
  wait: (milliseconds) => readiness.wait(milliseconds),
  send: (socket, file, offset, length) => descriptors.sendFile(socket, file, offset, length),
  bell,
  now: () => performance.now(),
  idle,
})
// Without streams the thread sleeps here; with some the loop reads the orders itself.
orders.wakeFor(() => loop.run())
