import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { MachineState } from '@metalwright/server/rehearsal'
import type { MachinesOrder, MachinesReport, MachinesTick } from './fleet-messages.ts'

/** A process of simulated machines, as its parent has it. */
export class MachinesProcess {
  readonly #child: ChildProcess
  readonly #report: Promise<MachinesReport>
  #states: Readonly<Partial<Record<MachineState, number>>> = {}

  /** Starts the process, and with it the machines. */
  constructor(order: MachinesOrder) {
    const script = join(import.meta.dirname, 'fleet-machines.ts')
    this.#child = fork(script, [JSON.stringify(order)], { execArgv: ['--max-semi-space-size=16'] })
    const { promise, resolve, reject } = Promise.withResolvers<MachinesReport>()
    this.#report = promise
    promise.catch(() => {})
    this.#child.on('message', (message: MachinesTick | MachinesReport) => {
      if (message.kind === 'tick') this.#states = message.states
      else resolve(message)
    })
    // All messages are there before this; the end of the process may come earlier.
    this.#child.once('disconnect', () => reject(new Error('the process of the machines ended early')))
  }

  /** How many machines are in which state, as of a second ago. */
  get states(): Readonly<Partial<Record<MachineState, number>>> {
    return this.#states
  }

  /** Rejects when the process ends before its time. */
  get failure(): Promise<MachinesReport> {
    return this.#report
  }

  /** Switches all machines off; resolves with what became of them when the process has ended. */
  async finish(): Promise<MachinesReport> {
    const ended = once(this.#child, 'exit')
    this.#child.send('finish')
    const report = await this.#report
    await ended
    return report
  }

  /** Ends the process at once. */
  abort(): void {
    if (this.#child.exitCode === null) this.#child.kill('SIGKILL')
  }
}
