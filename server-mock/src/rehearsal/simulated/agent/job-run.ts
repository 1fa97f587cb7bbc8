import type { JobAction, JsonObject, JsonValue } from '@metalwright/sdk/models'
import { KernelPanic } from '../boot/kernel-start.ts'
import type { Running } from '../hardware.ts'
import { type ApiAnswer, jsonOf, MachineApi, messagesOf, objectOf } from '../network/machine-api.ts'
import { behaviours } from '../tasks/behaviours.ts'
import type { TaskFault, TaskOutcome } from '../tasks/task-plan.ts'
import type { AgentSettings } from './agent-settings.ts'
import { type ExitRequest, readExitCode } from './exit-code.ts'
import { JobLog } from './job-log.ts'

/** Milliseconds between pieces of a log while a task runs. */
const BEAT = 500
const LAST_PAUSE = 15_000

/** What running a job led to. */
export type JobEnd =
  /** The job is another agent's. */
  { readonly kind: 'refused' } | { readonly kind: 'done'; readonly power: ExitRequest['power'] }

/** Runs one job as the agent does, with the outcome that the machine's plan or its own knowledge of the task gives. */
export class JobRun {
  readonly #running: Running
  readonly #settings: AgentSettings
  readonly #api: MachineApi
  readonly #job: string
  readonly #task: string
  readonly #log: JobLog
  readonly #outcome: TaskOutcome

  constructor(running: Running, settings: AgentSettings, api: MachineApi, job: JsonObject) {
    this.#running = running
    this.#settings = settings
    this.#api = api
    this.#job = String(job['Uuid'])
    this.#task = String(job['Task'])
    this.#log = new JobLog(api, this.#job)
    const { begun, plan } = running.hardware
    const before = begun.get(this.#task) ?? 0
    begun.set(this.#task, before + 1)
    this.#outcome = plan.outcome({ name: this.#task, system: settings.system, before }) ?? {}
  }

  /** @throws KernelPanic when a fault of the plan says so */
  async run(from: string): Promise<JobEnd> {
    const { say } = this.#running.hardware
    this.#loseAnswer('start')
    const taken = await this.#move('running', from)
    if (taken.status !== 200) {
      say(`job ${this.#job} is not to be run here: ${taken.status} ${messagesOf(taken)}`)
      return { kind: 'refused' }
    }
    say(`task ${this.#task} (job ${this.#job})`)
    if (from === 'incomplete') await this.#log.resume()
    const task = await this.#api.request('GET', `/tasks/${encodeURIComponent(this.#task)}`)
    this.#loseAnswer('log')
    const code = await this.#actions()
    await this.#finishLog()
    const request: ExitRequest =
      code === undefined
        ? { failed: true, incomplete: false, power: 'none' }
        : readExitCode(code, codesOf(task))
    await this.#end(request)
    return { kind: 'done', power: request.power }
  }

  /** Exit code of the task; `undefined` when the server could not prepare it. */
  async #actions(): Promise<number | undefined> {
    const answer = await this.#api.request('GET', `/jobs/${this.#job}/actions?os=linux`)
    const actions = answer.status === 200 ? actionsOf(jsonOf(answer)) : undefined
    if (actions === undefined) {
      this.#log.add(
        `The server could not prepare task ${this.#task} (${answer.status}): ${messagesOf(answer)}`,
      )
      return undefined
    }
    const files = new Map<string, string>()
    for (const { Path, Content } of actions) {
      if (Path === '') continue
      files.set(Path, Content)
      this.#log.add(`Wrote ${Path.startsWith('/') ? '' : './'}${Path}`)
    }
    const code = await this.#whileSending(this.#work(files))
    const script = actions.find(({ Path }) => Path === '')?.Name ?? this.#task
    if (code !== 0) this.#log.add(`Script ${script} of task ${this.#task} ended with code ${code}`)
    return code
  }

  async #work(files: ReadonlyMap<string, string>): Promise<number> {
    const { hardware, signal } = this.#running
    const { takes = hardware.pace.task, exitCode, log = [] } = this.#outcome
    for (const line of log) this.#log.add(line)
    const powerLoss = this.#fault('power-loss')
    await hardware.ports.sleep(takes, signal)
    const behaviour = exitCode === undefined ? behaviours.get(this.#task) : undefined
    const code = await behaviour?.({
      running: this.#running,
      settings: this.#settings,
      api: this.#api,
      files,
      log: (line) => this.#log.add(line),
      powerLossAfter: powerLoss?.afterBytes,
    })
    if (powerLoss !== undefined) {
      hardware.cutPower()
      signal.throwIfAborted()
    }
    if (this.#fault('crash') !== undefined) throw new KernelPanic(this.#task)
    return code ?? exitCode ?? 0
  }

  /** Sends the log, piece by piece, for as long as the work goes on. */
  async #whileSending<T>(work: Promise<T>): Promise<T> {
    const { hardware, signal } = this.#running
    const over = new AbortController()
    const either = AbortSignal.any([signal, over.signal])
    const sending = (async () => {
      while (!either.aborted) {
        await this.#log.send().catch(() => {})
        await hardware.ports.sleep(BEAT, either).catch(() => {})
      }
    })()
    try {
      return await work
    } finally {
      over.abort()
      await sending
    }
  }

  async #finishLog(): Promise<void> {
    const { hardware, signal } = this.#running
    for (let pause = 1000; !(await this.#log.send()); pause = Math.min(LAST_PAUSE, pause * 2)) {
      await hardware.ports.sleep(pause, signal)
    }
  }

  /** The machine is stopped before the job ends: no other job may start in between. */
  async #end({ failed, incomplete, power }: ExitRequest): Promise<void> {
    const { uuid } = this.#settings
    if (failed || incomplete || power !== 'none') {
      const json = [{ op: 'replace', path: '/Runnable', value: false }]
      await this.#api.request('PATCH', `/machines/${uuid}`, { json })
    }
    const state = failed ? 'failed' : incomplete ? 'incomplete' : 'finished'
    const exit = power !== 'none' ? power : failed ? 'failed' : 'complete'
    this.#loseAnswer('result')
    const answer = await this.#move(state, 'running', exit)
    this.#running.hardware.say(`task ${this.#task}: ${state} (${exit}), told the server: ${answer.status}`)
    const duplicate = this.#fault('duplicate-result')
    if (duplicate !== undefined) this.#running.beside(this.#sendAgain(duplicate.after, state, exit))
  }

  async #sendAgain(after: number, state: string, exit: string): Promise<void> {
    const { hardware, signal } = this.#running
    const { ports, say } = hardware
    await ports.sleep(after, signal)
    const api = new MachineApi({ ...this.#settings, connections: 'fresh' }, { ports, signal, say })
    try {
      const answer = await api.call('PATCH', `/jobs/${this.#job}`, { json: moves(state, 'running', exit) })
      say(`fault: the result of job ${this.#job} was sent again: ${answer.status} ${messagesOf(answer)}`)
    } finally {
      api.close()
    }
  }

  #move(to: string, from: string, exit = ''): Promise<ApiAnswer> {
    return this.#api.request('PATCH', `/jobs/${this.#job}`, { json: moves(to, from, exit) })
  }

  #fault<Kind extends TaskFault['kind']>(kind: Kind): Extract<TaskFault, { kind: Kind }> | undefined {
    return this.#outcome.faults?.find(
      (fault): fault is Extract<TaskFault, { kind: Kind }> => fault.kind === kind,
    )
  }

  #loseAnswer(to: Extract<TaskFault, { kind: 'lose-answer' }>['to']): void {
    if (this.#fault('lose-answer')?.to !== to) return
    const place = to === 'log' ? `/jobs/${this.#job}/log` : `/jobs/${this.#job}`
    const verb = to === 'log' ? 'PUT' : 'PATCH'
    this.#api.loseAnswer((method, path) => method === verb && path === place)
  }
}

/** Patch that moves a job on when it is still in the state it is thought to be in. */
function moves(to: string, from: string, exit: string): JsonValue {
  return [
    { op: 'test', path: '/State', value: from },
    { op: 'replace', path: '/State', value: to },
    ...(exit === '' ? [] : [{ op: 'replace', path: '/ExitState', value: exit }]),
  ]
}

function actionsOf(value: JsonValue | undefined): Pick<JobAction, 'Name' | 'Path' | 'Content'>[] | undefined {
  if (!Array.isArray(value)) return undefined
  return value.flatMap((action) => {
    if (action === null || typeof action !== 'object' || Array.isArray(action)) return []
    const text = (name: string) => (typeof action[name] === 'string' ? action[name] : '')
    const meta = action['Meta']
    const os = meta !== null && typeof meta === 'object' && !Array.isArray(meta) ? meta['OS'] : ''
    const systems = String(os ?? '')
      .split(',')
      .map((one) => one.trim())
    if (!systems.some((one) => ['', 'any', 'linux'].includes(one))) return []
    return [{ Name: text('Name'), Path: text('Path'), Content: text('Content') }]
  })
}

function codesOf(task: ApiAnswer): 'sane' | 'original' {
  const meta = task.status === 200 ? objectOf(task)['Meta'] : null
  if (meta === null || typeof meta !== 'object' || Array.isArray(meta)) return 'sane'
  const flags = String(meta['feature-flags'] ?? '').split(',')
  return flags.some((flag) => flag.trim() === 'original-exit-codes') ? 'original' : 'sane'
}
