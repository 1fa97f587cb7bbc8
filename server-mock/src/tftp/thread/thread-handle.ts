import { Worker } from 'node:worker_threads'
import type { Descriptors } from '../../libc/descriptors.ts'
import type { ThreadNews, ThreadOrder, ThreadOutcome, ThreadStart } from './thread-messages.ts'

/** MiB: the thread holds two windows of each transfer, and rendered files; neither is in this memory. */
const LIMITS = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4, stackSizeMb: 1 }

/** What is told when a transfer is over. */
export type OnOutcome = (outcome: Omit<ThreadOutcome, 'transfer'>) => void

interface Job {
  readonly socket: number
  readonly onOutcome: OnOutcome
}

/** A thread that runs transfers, from its start to its end. */
export class ThreadHandle {
  readonly #descriptors: Descriptors
  readonly #bell: number
  readonly #poll: number
  readonly #worker: Worker
  readonly #jobs = new Map<number, Job>()
  readonly #exit: Promise<void>
  /** Resolves when it takes work, with whether it does: it may have failed to start. */
  readonly ready: Promise<boolean>
  #next = 0
  #ended = false

  constructor(descriptors: Descriptors) {
    this.#descriptors = descriptors
    this.#bell = descriptors.bell()
    this.#poll = descriptors.poll()
    const start: ThreadStart = { bell: this.#bell, poll: this.#poll }
    this.#worker = new Worker(new URL('transfer-thread.ts', import.meta.url), {
      workerData: start,
      resourceLimits: LIMITS,
    })
    this.#worker.unref()
    let begin = (_takesWork: boolean) => {}
    this.ready = new Promise((resolve) => {
      begin = resolve
    })
    this.#worker.on('message', (news: ThreadNews) => {
      if (news.kind === 'ready') return begin(true)
      const { kind, transfer, ...outcome } = news
      const job = this.#jobs.get(transfer)
      this.#jobs.delete(transfer)
      job?.onOutcome(outcome)
    })
    let error = new Error('the thread of the transfers has ended')
    this.#worker.on('error', (cause) => {
      error = new Error(error.message, { cause })
    })
    this.#exit = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        begin(false)
        this.#release(error)
        resolve()
      })
    })
  }

  /** Whether it runs no more. */
  get ended(): boolean {
    return this.#ended
  }

  /** Whether it has nothing to do. */
  get idle(): boolean {
    return this.#jobs.size === 0
  }

  /** Runs a transfer on a socket, which is the thread's from now on. @param onOutcome told once */
  run(work: Omit<ThreadOrder & { readonly kind: 'run' }, 'kind' | 'transfer'>, onOutcome: OnOutcome): void {
    const transfer = this.#next++
    this.#jobs.set(transfer, { socket: work.socket, onOutcome })
    this.#order({ kind: 'run', transfer, ...work })
  }

  /** Ends all transfers, telling their peers, and the thread. */
  end(): Promise<void> {
    this.#order({ kind: 'end' })
    return this.#exit
  }

  #order(order: ThreadOrder): void {
    if (this.#ended) return
    this.#worker.postMessage(order)
    this.#descriptors.ring(this.#bell)
  }

  #release(error: Error): void {
    this.#ended = true
    this.#descriptors.close(this.#bell)
    this.#descriptors.close(this.#poll)
    const result = { end: 'aborted', repeated: 0, dropped: 0, error } as const
    for (const { socket, onOutcome } of this.#jobs.values()) {
      this.#descriptors.close(socket)
      onOutcome({ result, requests: [] })
    }
    this.#jobs.clear()
  }
}
