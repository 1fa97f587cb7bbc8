import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { z } from 'zod'

/** A script or file of a task, as the agent gets it. */
export type StandInAction = { Name: string; Content: string; Path?: string; Meta?: Record<string, string> }
/** A task: its feature flags and what it does. */
export type StandInTask = { flags?: string; actions: readonly StandInAction[] }
/** A stage of a workflow. */
export type StandInStage = { name: string; bootenv?: string; tasks: readonly string[] }

const machineSchema = z.looseObject({
  Uuid: z.string(),
  Name: z.string(),
  BootEnv: z.string(),
  Stage: z.string(),
  Workflow: z.string(),
  Tasks: z.array(z.string()),
  CurrentTask: z.number(),
  CurrentJob: z.string(),
  Runnable: z.boolean(),
  Available: z.boolean(),
  HardwareAddrs: z.array(z.string()),
  Params: z.record(z.string(), z.unknown()),
  Meta: z.record(z.string(), z.string()),
})
const registrationSchema = z.object({
  Name: z.string(),
  Address: z.string(),
  HardwareAddrs: z.array(z.string()),
  Params: z.record(z.string(), z.unknown()),
})
const jobSchema = z.looseObject({
  Uuid: z.string(),
  Machine: z.string(),
  Task: z.string(),
  State: z.string(),
  ExitState: z.string(),
  CurrentIndex: z.number(),
})
const patchSchema = z.array(z.object({ op: z.string(), path: z.string(), value: z.unknown() }))
const phaseSchema = z.object({ Name: z.string(), Detail: z.record(z.string(), z.unknown()) })

/** Machine as the stand-in keeps it. */
export type StandInMachine = z.infer<typeof machineSchema>
/** Job as the stand-in keeps it. */
export type StandInJob = z.infer<typeof jobSchema>

/** What the stand-in answers, beside its objects. */
export type StandInOptions = {
  tasks?: Readonly<Record<string, StandInTask>>
  /** Rendered actions of a task for a machine, instead of those in `tasks`. */
  actionsOf?: (task: string, machine: StandInMachine) => Promise<readonly StandInAction[] | undefined>
  workflows?: Readonly<Record<string, readonly StandInStage[]>>
  /** Key and certificate; without them it speaks plain HTTP. */
  tls?: { key: string; cert: string }
  /** Whether the answer to a request is lost on its way, after the request was served. */
  loses?: (method: string, path: string) => boolean
  /** Whether the agent of a boot is fenced. */
  fences?: (boot: string) => boolean
  /** What it says about starts without firmware; without it, it is a server that has no plans. */
  kexecPlan?: (machine: StandInMachine) => object
  /** Files it serves beside the API, by path. */
  files?: Readonly<Record<string, string>>
  /** Workflow of machines that register themselves. */
  defaultWorkflow?: string
}

type Answer = { status: number; body?: unknown; headers?: Record<string, string> }
type Request = { method: string; path: string; body: Buffer; headers: IncomingMessage['headers'] }

const NO_JOB = '00000000-0000-0000-0000-000000000000'

/**
 * The part of the DRP API that an agent sees, with DRP's rules for jobs and boot environments, for tests of
 * the agent alone. Not a server: no rights, no storage, one process.
 */
export class StandInApi {
  readonly machines = new Map<string, StandInMachine>()
  readonly jobs = new Map<string, StandInJob>()
  readonly logs = new Map<string, string>()
  /** Phases in order of arrival, with the time of arrival in ms. */
  readonly phases: { name: string; detail: Record<string, unknown>; at: number }[] = []
  /** `METHOD path` of every request, in order. */
  readonly requests: string[] = []
  /** Paths of the requests that had a query, with it. */
  readonly queries: string[] = []
  readonly #options: StandInOptions
  readonly #waiting = new Set<() => void>()
  #server: Server | undefined

  constructor(options: StandInOptions = {}) {
    this.#options = options
  }

  /** Listens; port 0 picks a free one. Returns the port. */
  async listen(port = 0, host = '127.0.0.1'): Promise<number> {
    const handle = (request: IncomingMessage, response: ServerResponse) => void this.#serve(request, response)
    const server = this.#options.tls ? createSecureServer(this.#options.tls, handle) : createServer(handle)
    this.#server = server
    await new Promise<void>((resolve) => {
      server.listen(port, host, () => resolve())
    })
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  }

  /** Stops listening and cuts all connections; the objects stay. */
  async close(): Promise<void> {
    const server = this.#server
    if (server === undefined) return
    server.closeAllConnections()
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
    })
  }

  /** Adds a machine with DRP's defaults. */
  addMachine(fields: Partial<StandInMachine> = {}): StandInMachine {
    const machine: StandInMachine = {
      Uuid: randomUUID(),
      Name: 'm1',
      BootEnv: 'discovery',
      Stage: 'none',
      Workflow: '',
      Tasks: [],
      CurrentTask: -1,
      CurrentJob: '',
      Runnable: true,
      Available: true,
      HardwareAddrs: [],
      Params: {},
      Meta: { 'feature-flags': 'change-stage-v2' },
      ...fields,
    }
    this.machines.set(machine.Uuid, machine)
    return machine
  }

  /** Puts a machine into a workflow as an API edit of its Workflow does. */
  setWorkflow(machine: StandInMachine, name: string): void {
    const stages = this.#options.workflows?.[name] ?? []
    let bootenv = ''
    machine.Tasks = stages.flatMap((stage) => {
      const change = stage.bootenv !== undefined && stage.bootenv !== bootenv
      if (stage.bootenv !== undefined) bootenv = stage.bootenv
      return [`stage:${stage.name}`, ...(change ? [`bootenv:${bootenv}`] : []), ...stage.tasks]
    })
    machine.Workflow = name
    machine.CurrentTask = -1
    machine.Stage = stages[0]?.name ?? 'none'
    this.setBootEnv(machine, stages[0]?.bootenv ?? machine.BootEnv)
    this.changed()
  }

  /** Changes the boot environment; the machine has to come back through it before it runs again. */
  setBootEnv(machine: StandInMachine, name: string): void {
    if (machine.BootEnv !== name) machine.Runnable = false
    machine.BootEnv = name
    this.changed()
  }

  /** Answers held requests: something changed. */
  changed(): void {
    for (const wake of [...this.#waiting]) wake()
  }

  /** Resolves when the condition holds. @throws Error after `timeoutMs`. */
  async until(condition: () => boolean, timeoutMs = 30_000): Promise<void> {
    const end = Date.now() + timeoutMs
    while (!condition()) {
      if (Date.now() > end) throw new Error(`not within ${timeoutMs} ms: ${condition.toString()}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const url = new URL(request.url ?? '/', 'http://x')
    const file = this.#options.files?.[url.pathname]
    if (file !== undefined) return void response.end(file)
    const path = url.pathname.replace('/api/v3', '')
    const method = request.method ?? 'GET'
    this.requests.push(`${method} ${path}`)
    if (url.search !== '') this.queries.push(`${path}${url.search}`)
    const answer = await this.#route({ method, path, body: Buffer.concat(chunks), headers: request.headers })
    if (this.#options.loses?.(method, path)) return void response.destroy()
    response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers })
    response.end(answer.body === undefined ? '' : JSON.stringify(answer.body))
  }

  async #route(request: Request): Promise<Answer> {
    const { method, path, body } = request
    if (method !== 'GET' && this.#options.fences?.(String(request.headers['x-boot-id']))) {
      return { status: 409, body: { Type: 'Fenced', Messages: ['a newer boot has taken over'] } }
    }
    const [, collection = '', key = '', sub = '', ...rest] = path.split('/').map(decodeURIComponent)
    const json: unknown =
      method === 'GET' || sub === 'log' || body.length === 0 ? undefined : JSON.parse(body.toString())
    if (collection === 'machines' && key === '') return this.#register(json)
    if (collection === 'machines') {
      const machine = key.startsWith('Name:')
        ? [...this.machines.values()].find((one) => one.Name === key.slice(5))
        : this.machines.get(key)
      if (machine === undefined) return missing
      if (sub === 'phases') return this.#phase(json)
      if (sub === 'kexec' && this.#options.kexecPlan !== undefined) {
        return { status: 200, body: this.#options.kexecPlan(machine) }
      }
      if (sub === 'params') return params(machine, method, rest.join('/'), json)
      if (sub !== '') return missing
      if (method === 'PATCH') return this.#patchMachine(machine, json)
      return await this.#getMachine(machine, request)
    }
    if (collection === 'tasks') {
      const task = this.#options.tasks?.[key]
      return { status: 200, body: { Name: key, Meta: { 'feature-flags': task?.flags ?? 'sane-exit-codes' } } }
    }
    if (collection !== 'jobs') return missing
    if (key === '') return this.#nextJob(json)
    const job = this.jobs.get(key)
    if (job === undefined) return missing
    if (sub === 'log') {
      const before = Buffer.from(this.logs.get(key) ?? '')
      if (method === 'HEAD') return { status: 200, headers: { 'Content-Length': String(before.length) } }
      const at = Number(request.headers['x-log-offset'])
      const size = { 'X-Log-Size': String(before.length) }
      if (at > before.length) return { status: 409, headers: size, body: {} }
      this.logs.set(key, Buffer.concat([before, body.subarray(before.length - at)]).toString('utf8'))
      return { status: 204 }
    }
    if (sub === 'actions') return await this.#actions(job)
    return method === 'PATCH' ? patch(job, json) : { status: 200, body: job }
  }

  async #getMachine(machine: StandInMachine, request: Request): Promise<Answer> {
    const tag = () => `"${createHash('sha1').update(JSON.stringify(machine)).digest('hex')}"`
    const seconds = Number(/wait=(\d+)s/.exec(String(request.headers['prefer']))?.[1] ?? 0)
    const wanted = request.headers['if-none-match']
    const end = Date.now() + seconds * 1000
    while (wanted === tag() && Date.now() < end) {
      await new Promise<void>((resolve) => {
        const wake = () => {
          clearTimeout(timer)
          this.#waiting.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, end - Date.now())
        this.#waiting.add(wake)
      })
    }
    if (wanted === tag()) return { status: 304 }
    return { status: 200, body: machine, headers: { ETag: tag() } }
  }

  #register(json: unknown): Answer {
    const fields = registrationSchema.parse(json)
    if ([...this.machines.values()].some((one) => one.Name === fields.Name)) return { status: 409, body: {} }
    const machine = this.addMachine({ ...fields, BootEnv: 'local' })
    this.setWorkflow(machine, this.#options.defaultWorkflow ?? '')
    machine.Runnable = true
    return { status: 201, body: machine }
  }

  #patchMachine(machine: StandInMachine, json: unknown): Answer {
    const before = machine.CurrentTask
    const answer = patch(machine, json)
    // Coming back does not start from the beginning, but from the earliest stage of this boot environment.
    if (answer.status === 200 && machine.CurrentTask === -1 && before > 0) {
      let index = Math.min(before, machine.Tasks.length - 1)
      for (; index >= 0; index -= 1) {
        const entry = machine.Tasks[index]
        if (entry?.startsWith('bootenv:') && entry !== `bootenv:${machine.BootEnv}`) break
        if (entry?.startsWith('stage:')) machine.CurrentTask = index
      }
    }
    this.changed()
    return answer
  }

  #phase(json: unknown): Answer {
    const phase = phaseSchema.parse(json)
    this.phases.push({ name: phase.Name, detail: phase.Detail, at: performance.now() })
    return { status: 201, body: {} }
  }

  async #actions(job: StandInJob): Promise<Answer> {
    const machine = this.machines.get(job.Machine)
    try {
      const rendered = machine && (await this.#options.actionsOf?.(job.Task, machine))
      const actions = rendered ?? this.#options.tasks?.[job.Task]?.actions ?? []
      return { status: 200, body: actions.map((one) => ({ Path: '', Meta: {}, ...one })) }
    } catch (error) {
      return { status: 422, body: { Messages: [String(error)] } }
    }
  }

  #nextJob(json: unknown): Answer {
    const machine = this.machines.get(z.object({ Machine: z.string() }).parse(json).Machine)
    if (machine === undefined) return { status: 422, body: { Messages: ['no machine'] } }
    if (!machine.Runnable || !machine.Available) return { status: 409, body: { Messages: ['not runnable'] } }
    const current = this.jobs.get(machine.CurrentJob)
    if (machine.CurrentTask >= machine.Tasks.length) return { status: 204 }
    let next = machine.CurrentTask
    if (current?.CurrentIndex === machine.CurrentTask) {
      if (current.State === 'incomplete') return { status: 202, body: current }
      if (current.State === 'created' || current.State === 'running') return { status: 409, body: {} }
      if (current.State === 'finished') next += 1
    }
    next = Math.max(next, 0)
    const bootenv = machine.BootEnv
    let moved = false
    while (!moved && /^(stage|bootenv):/.test(machine.Tasks[next] ?? '')) {
      const [kind = '', name = ''] = (machine.Tasks[next] ?? '').split(':')
      if (kind === 'stage' ? machine.Stage === name : bootenv === name) {
        next += 1
        continue
      }
      moved = true
      if (kind === 'stage') machine.Stage = name
      else this.setBootEnv(machine, name)
      machine.CurrentJob = this.#job(machine, `${kind}:${name}`, next, 'finished').Uuid
    }
    machine.CurrentTask = Math.min(next, machine.Tasks.length)
    this.changed()
    if (moved || next >= machine.Tasks.length) return { status: 204 }
    const job = this.#job(machine, machine.Tasks[next] ?? '', next, 'created')
    machine.CurrentJob = job.Uuid
    this.changed()
    return { status: 201, body: job }
  }

  #job(machine: StandInMachine, task: string, index: number, state: string): StandInJob {
    const job: StandInJob = {
      Uuid: randomUUID(),
      Previous: machine.CurrentJob === '' ? NO_JOB : machine.CurrentJob,
      Machine: machine.Uuid,
      Task: task,
      State: state,
      ExitState: '',
      CurrentIndex: index,
    }
    this.jobs.set(job.Uuid, job)
    return job
  }
}

const missing: Answer = { status: 404, body: { Messages: ['Not Found'] } }

const params = (machine: StandInMachine, method: string, name: string, json: unknown): Answer => {
  if (name === '' && method === 'PATCH') {
    for (const step of patchSchema.parse(json)) {
      machine.Params[step.path.slice(1).replaceAll('~1', '/')] = step.value
    }
    return { status: 200, body: machine.Params }
  }
  if (method === 'POST') machine.Params[name] = json
  return { status: 200, body: machine.Params[name] ?? null }
}

const patch = (object: Record<string, unknown>, json: unknown): Answer => {
  const steps = patchSchema.parse(json)
  for (const step of steps) {
    if (step.op === 'test' && object[step.path.slice(1)] !== step.value) {
      return { status: 409, body: { Messages: [`test of ${step.path} failed`] } }
    }
  }
  for (const step of steps) if (step.op === 'replace') object[step.path.slice(1)] = step.value
  return { status: 200, body: object }
}
