import type { ChildProcess } from 'node:child_process'
import type { PluginLimits } from './limits.ts'
import { readLines } from './line-reader.ts'
import { excerpt, PluginFailure } from './plugin-failure.ts'
import { type ProgramStart, signalGroup, spawnGroup } from './process-group.ts'
import type { PluginHost } from './provider.ts'

/** What a plugin prints once it can be called. */
const READY = 'READY!'

/** How a plugin's process is started. */
export interface ProcessStart extends ProgramStart {
  readonly limits: PluginLimits
  readonly log: PluginHost['log']
}

/** The process of a plugin, and everything it starts. */
export class PluginProcess {
  /** Resolves when it has said that it is ready. Rejects with PluginFailure when it ends before, or takes too long. */
  readonly ready: Promise<void>
  /** Resolves when it has ended, to how. */
  readonly ended: Promise<string>
  readonly #child: ChildProcess
  readonly #limits: PluginLimits
  readonly #log: PluginHost['log']
  #hasEnded = false
  #second = 0
  #lines = 0

  /** @throws PluginFailure when the file is no program */
  constructor(start: ProcessStart) {
    this.#limits = start.limits
    this.#log = start.log
    this.#child = spawnGroup(start)
    this.ended = new Promise((resolve) => {
      this.#child.once('error', (error) => resolve(`it cannot be run: ${error.message}`))
      this.#child.once('exit', (code, signal) => {
        // Nothing it has started outlives it.
        signalGroup(this.#child, 'SIGKILL')
        resolve(signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`)
      })
    })
    void this.ended.then(() => {
      this.#hasEnded = true
    })
    this.ready = this.#ready()
    // Whoever gave the start up does not wait for this any more.
    this.ready.catch(() => {})
  }

  /**
   * Ends it: by SIGTERM, then by SIGKILL.
   *
   * @param asked it was asked to end, and gets time to do so by itself
   */
  async end(asked: boolean): Promise<void> {
    if (asked && (await this.#endsWithin(this.#limits.stopMs))) return
    signalGroup(this.#child, 'SIGTERM')
    if (await this.#endsWithin(this.#limits.stopMs)) return
    this.kill()
    await this.ended
  }

  /** Ends it at once. */
  kill(): void {
    if (!this.#hasEnded) signalGroup(this.#child, 'SIGKILL')
  }

  #ready(): Promise<void> {
    const { readyMs } = this.#limits
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const timer = setTimeout(
      () => reject(new PluginFailure([`it did not say ${READY} within ${readyMs} ms`])),
      readyMs,
    )
    const { stdout, stderr } = this.#child
    if (stdout !== null) {
      readLines(stdout, (line) => {
        if (line.trim() === READY) resolve()
        else this.#note('info', line)
      })
    }
    if (stderr !== null) readLines(stderr, (line) => this.#note('warn', line))
    void this.ended.then((how) => reject(new PluginFailure([`${how} before it was ready`])))
    return promise.finally(() => clearTimeout(timer))
  }

  async #endsWithin(milliseconds: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), milliseconds)
    })
    const inTime = await Promise.race([this.ended.then(() => true), late])
    clearTimeout(timer)
    return inTime
  }

  /** Takes a line over into the log; a program that prints without end does not fill it. */
  #note(level: 'info' | 'warn', line: string): void {
    const second = Math.floor(performance.now() / 1000)
    if (second !== this.#second) {
      const left = this.#lines - this.#limits.linesPerSecond
      this.#second = second
      this.#lines = 0
      if (left > 0) this.#log({ Level: 'warn', Message: `${left} lines of its output were left out` })
    }
    this.#lines += 1
    const text = excerpt(line)
    if (this.#lines <= this.#limits.linesPerSecond && text !== '') this.#log({ Level: level, Message: text })
  }
}
