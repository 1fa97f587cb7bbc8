import { batch, type ReadonlySignal, signal } from '@preact/signals'
import type { ApiClient } from '../api/api-client.ts'
import { ApiError } from '../api/api-error.ts'
import type { EventStream } from '../api/event-stream.ts'
import type { ApiEvent } from '../objects/event.ts'
import { type Fields, flagField, isFields, objectField, textField } from '../objects/fields.ts'
import { type JobSummary, readJob } from '../objects/job.ts'
import { type MachineSummary, readMachine } from '../objects/machine.ts'
import { type RunSummary, readRun } from '../objects/run.ts'
import type { LogTail } from './log-tail.ts'
import { newestRuns, runsAfter } from './run-list.ts'

/** What is known of the machine of a page. */
export type MachineState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'here'; readonly machine: MachineSummary; readonly params: Fields }

/** Follows one machine with its params, its runs, and its newest job with the log. */
export class MachineWatch {
  readonly #uuid: string
  readonly #api: ApiClient
  readonly #log: LogTail
  readonly #state = signal<MachineState>({ kind: 'loading' })
  readonly #runs = signal<readonly RunSummary[]>([])
  readonly #job = signal<JobSummary | undefined>(undefined)
  readonly #secure = signal<ReadonlySet<string>>(new Set())

  constructor(uuid: string, api: ApiClient, log: LogTail) {
    this.#uuid = uuid
    this.#api = api
    this.#log = log
  }

  get state(): ReadonlySignal<MachineState> {
    return this.#state
  }

  /** Runs of the machine, newest first. */
  get runs(): ReadonlySignal<readonly RunSummary[]> {
    return this.#runs
  }

  /** Newest job; `undefined` while there is none. */
  get job(): ReadonlySignal<JobSummary | undefined> {
    return this.#job
  }

  /** Names of params whose values are secret. */
  get secureParams(): ReadonlySignal<ReadonlySet<string>> {
    return this.#secure
  }

  /** Starts to follow; returns how to stop. */
  start(stream: EventStream): () => void {
    const stops = [
      stream.watch('machines', {
        list: () => this.#loadMachine(),
        event: (event) => this.#machineEvent(event),
      }),
      stream.watch('runs', { list: () => this.#loadRuns(), event: (event) => this.#runEvent(event) }),
      stream.watch('jobs', { list: () => this.#loadJob(), event: (event) => this.#jobEvent(event) }),
    ]
    return () => {
      for (const stop of stops) stop()
      this.#log.stop()
    }
  }

  async #loadMachine(): Promise<void> {
    const secure = await this.#api.list('/params?slim=Meta', secureName)
    const body = await this.#api.get(`/machines/${this.#uuid}`).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 404) return undefined
      throw error
    })
    batch(() => {
      this.#secure.value = new Set(secure)
      this.#show(body)
    })
    await this.#loadJob()
  }

  async #loadRuns(): Promise<void> {
    this.#runs.value = newestRuns(await this.#api.list(`/runs?Machine=${this.#uuid}`, readRun))
  }

  /** The newest job by what the machine says, which may have none yet. */
  async #loadJob(): Promise<void> {
    const uuid = this.#currentJob()
    if (uuid === '') return
    const body = await this.#api.get(`/jobs/${uuid}`).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 404) return undefined
      throw error
    })
    if (this.#currentJob() === uuid) this.#showJob(readJob(body))
  }

  #machineEvent(event: ApiEvent): void {
    if (event.Key !== this.#uuid) return
    const before = this.#currentJob()
    this.#show(event.Action === 'delete' ? undefined : event.Object)
    // A job that cannot be loaded now comes with its own event, or with the next list.
    if (this.#currentJob() !== before) void this.#loadJob().catch(() => {})
    else this.#log.refresh()
  }

  #runEvent(event: ApiEvent): void {
    this.#runs.value = runsAfter(this.#runs.peek(), event, this.#uuid)
  }

  #jobEvent(event: ApiEvent): void {
    if (event.Key === this.#currentJob()) this.#showJob(readJob(event.Object))
  }

  #show(body: unknown): void {
    const machine = readMachine(body)
    this.#state.value =
      machine === undefined || !isFields(body)
        ? { kind: 'gone' }
        : { kind: 'here', machine, params: objectField(body, 'Params') }
    if (this.#currentJob() === '') this.#showJob(undefined)
  }

  #showJob(job: JobSummary | undefined): void {
    this.#job.value = job
    this.#log.follow(job?.Uuid ?? '', job?.State === 'created' || job?.State === 'running')
  }

  #currentJob(): string {
    const state = this.#state.peek()
    return state.kind === 'here' ? state.machine.CurrentJob : ''
  }
}

function secureName(value: unknown): string | undefined {
  return isFields(value) && flagField(value, 'Secure') ? textField(value, 'Name') : undefined
}
