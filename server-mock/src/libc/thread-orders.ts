import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import type { Descriptors } from './descriptors.ts'

/**
 * Orders that come to a thread. With nothing to do it sleeps in its event loop; at work it blocks in calls of the
 * system, and a bell that is rung after each order tells it to look.
 */
export class ThreadOrders<Order> {
  readonly #port: MessagePort
  readonly #descriptors: Descriptors
  readonly #bell: number
  #first: Order | undefined

  constructor(port: MessagePort, descriptors: Descriptors, bell: number) {
    this.#port = port
    this.#descriptors = descriptors
    this.#bell = bell
  }

  /** Orders that have come since, and silence for the bell. */
  take(): readonly Order[] {
    this.#descriptors.hush(this.#bell)
    const orders: Order[] = this.#first === undefined ? [] : [this.#first]
    this.#first = undefined
    for (;;) {
      const next = receiveMessageOnPort(this.#port)
      if (next === undefined) return orders
      orders.push(next.message)
    }
  }

  /** Works whenever an order comes to the sleeping thread, which ends when `work` says so. */
  wakeFor(work: () => boolean): void {
    this.#port.on('message', (order: Order) => {
      this.#first = order
      if (work()) this.#port.close()
    })
  }
}
