import { Job, type JsonValue, Machine } from '@metalwright/sdk/models'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../server-mock/test/api/test-server.ts'

/** Thirty histories each; METALWRIGHT_CHAOS_ROUNDS for more. */
const ROUNDS = Number(process.env['METALWRIGHT_CHAOS_ROUNDS'] ?? 4)
const SEED = process.env['METALWRIGHT_CHAOS_SEED']
const NIL = '00000000-0000-0000-0000-000000000000'
const stages = [
  { Name: 'first', Tasks: ['t1', 't2'] },
  { Name: 'second', Tasks: ['t3'] },
  { Name: 'third', Tasks: ['t4', 't5'] },
]
const outcomes = ['finished', 'failed', 'incomplete', 'reboot'] as const

/** Which agent does something: mostly the newest, sometimes one that was left behind. */
const who = fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.nat(3))

/** What happens next: to the machine, to one of its agents, or by somebody else. */
const event = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ kind: 'boot' as const }) },
  { weight: 16, arbitrary: fc.record({ kind: fc.constant('step' as const), agent: who }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      agent: who,
      outcome: fc.oneof(
        { weight: 3, arbitrary: fc.constant('finished' as const) },
        fc.constantFrom(...outcomes),
      ),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('repeat' as const), agent: who }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'let run' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('edit' as const), at: fc.nat(8) }) },
  { weight: 1, arbitrary: fc.constantFrom({ kind: 'workflow' as const }, { kind: 'no workflow' as const }) },
)
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never

/** A request that an agent makes, to be made again later. */
interface Sent {
  readonly method: string
  readonly path: string
  readonly body: JsonValue
}

/** An agent, one per boot: it does what metalwright-agent does, but only when it is told to. */
interface Agent {
  readonly boot: string
  /** The job it has, and whether it has begun with it. */
  job: Job | undefined
  running: boolean
  last: Sent | undefined
}

describe('agents of one machine in any order of events', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer()
    for (const Name of ['t1', 't2', 't3', 't4', 't5', 'extra']) await server.json('POST', '/tasks', { Name })
    for (const stage of stages) await server.json('POST', '/stages', stage)
    await server.json('POST', '/workflows', { Name: 'all', Stages: stages.map(({ Name }) => Name) })
  })
  afterAll(() => server.close())

  it('do each job once, in order, and none that was left behind changes anything', async () => {
    let number = 0
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 10, maxLength: 60 }), async (events) => {
        const history = await History.begin(server, `machine-${number++}`)
        await history.apply({ kind: 'boot' })
        for (const one of events) {
          await history.apply(one)
          await history.check()
        }
      }),
      { numRuns: 30 * ROUNDS, ...(SEED === undefined ? {} : { seed: Number(SEED) }) },
    )
  }, 120_000)
})

class History {
  readonly #server: TestServer
  readonly #uuid: string
  readonly #authorization: string
  readonly #agents: Agent[] = []
  /** How often each job was handed out, and how often it was begun. */
  readonly #given = new Map<string, number>()
  readonly #begun = new Map<string, number>()
  /** States of jobs that have ended, which nothing changes any more. */
  readonly #ended = new Map<string, string>()
  #before: Machine

  constructor(server: TestServer, machine: Machine, token: string) {
    this.#server = server
    this.#uuid = machine.Uuid
    this.#authorization = `Bearer ${token}`
    this.#before = machine
  }

  static async begin(server: TestServer, name: string): Promise<History> {
    const machine = Machine.parse(await server.json('POST', '/machines', { Name: name, Workflow: 'all' }))
    const { Token } = JSON.parse((await server.call('GET', `/machines/${machine.Uuid}/token`)).text)
    return new History(server, machine, Token)
  }

  async apply(event: Event): Promise<void> {
    switch (event.kind) {
      case 'boot':
        return this.#boot()
      case 'step':
        return this.#step(this.#agent(event.agent))
      case 'end':
        return this.#end(this.#agent(event.agent), event.outcome)
      case 'repeat': {
        const agent = this.#agent(event.agent)
        if (agent?.last !== undefined) await this.#send(agent, agent.last)
        return
      }
      case 'let run':
        return this.#edit([{ op: 'replace', path: '/Runnable', value: true }])
      case 'workflow':
        return this.#edit([{ op: 'replace', path: '/Workflow', value: 'all' }])
      case 'no workflow':
        return this.#edit([{ op: 'replace', path: '/Workflow', value: '' }])
      case 'edit':
        return this.#insert(event.at)
    }
  }

  /** What must hold after every event. */
  async check(): Promise<void> {
    const machine = await this.#machine()
    expect(machine.CurrentTask).toBeGreaterThanOrEqual(-1)
    expect(machine.CurrentTask).toBeLessThanOrEqual(machine.Tasks.length)
    expect(machine.WorkflowComplete).toBe(
      machine.Tasks.length > 0 && machine.CurrentTask === machine.Tasks.length,
    )
    const answer = await this.#server.call('GET', `/jobs?Machine=${this.#uuid}`)
    const jobs: Job[] = JSON.parse(answer.text).map((job: unknown) => Job.parse(job))
    const open = jobs.filter(({ State }) => State === 'created' || State === 'running')
    expect(open.length).toBeLessThanOrEqual(1)
    expect(jobs.filter(({ Current }) => Current).length).toBeLessThanOrEqual(1)
    if (machine.CurrentJob !== '' && machine.CurrentJob !== NIL) {
      expect(jobs.find(({ Uuid }) => Uuid === machine.CurrentJob)?.Current).toBe(true)
    }
    for (const { Uuid, State } of jobs) {
      const ended = this.#ended.get(Uuid)
      if (ended !== undefined) expect(State).toBe(ended)
      if (State === 'finished' || State === 'failed') this.#ended.set(Uuid, State)
      expect(this.#begun.get(Uuid) ?? 0).toBeLessThanOrEqual(this.#given.get(Uuid) ?? 0)
    }
    this.#before = machine
  }

  #agent(number: number): Agent | undefined {
    return this.#agents.at(-1 - number)
  }

  /** The machine starts again, maybe while its old agents go on: they do not know yet. */
  async #boot(): Promise<void> {
    const digits = String(this.#agents.length).padStart(12, '0')
    const agent: Agent = {
      boot: `b0000000-0000-4000-8000-${digits}`,
      job: undefined,
      running: false,
      last: undefined,
    }
    this.#agents.push(agent)
    await this.#send(agent, {
      method: 'POST',
      path: `/machines/${this.#uuid}/phases`,
      body: { Name: 'agent' },
    })
    const { CurrentJob } = await this.#machine()
    const found = await this.#server.call('GET', `/jobs/${CurrentJob || NIL}`)
    if (found.status === 200) {
      const job = Job.parse(JSON.parse(found.text))
      if (job.State === 'created' || job.State === 'running') {
        await this.#move(agent, job, job.State, 'failed', 'failed')
      }
    }
    await this.#send(agent, {
      method: 'PATCH',
      path: `/machines/${this.#uuid}`,
      body: [
        { op: 'replace', path: '/Runnable', value: true },
        { op: 'replace', path: '/CurrentTask', value: -1 },
      ],
    })
  }

  /** An agent without a job asks for one, one with a job begins with it. */
  async #step(agent: Agent | undefined): Promise<void> {
    if (agent === undefined) return
    if (agent.job === undefined) {
      const answer = await this.#send(agent, { method: 'POST', path: '/jobs', body: { Machine: this.#uuid } })
      if (answer.status !== 201 && answer.status !== 202) return
      const job = Job.parse(JSON.parse(answer.text))
      await this.#expectInTurn(job)
      this.#given.set(job.Uuid, (this.#given.get(job.Uuid) ?? 0) + 1)
      agent.job = job
      agent.running = false
      return
    }
    if (agent.running) return
    const begun = await this.#move(agent, agent.job, agent.job.State, 'running')
    if (begun) this.#begun.set(agent.job.Uuid, (this.#begun.get(agent.job.Uuid) ?? 0) + 1)
    if (begun) agent.running = true
    else agent.job = undefined
  }

  /** A job is that of the present task, and every task before it has come to its end. */
  async #expectInTurn(job: Job): Promise<void> {
    const { CurrentTask, Tasks } = await this.#machine()
    expect(job.CurrentIndex).toBe(CurrentTask)
    const before = Tasks.slice(0, CurrentTask).filter((task) => !task.includes(':'))
    const jobs = JSON.parse(
      (await this.#server.call('GET', `/jobs?Machine=${this.#uuid}&State=finished`)).text,
    )
    const finished = new Set(jobs.map((one: unknown) => Job.parse(one).Task))
    expect(before.filter((task) => !finished.has(task))).toEqual([])
  }

  async #end(agent: Agent | undefined, outcome: (typeof outcomes)[number]): Promise<void> {
    if (agent?.job === undefined || !agent.running) return
    if (outcome !== 'finished') {
      await this.#send(agent, {
        method: 'PATCH',
        path: `/machines/${this.#uuid}`,
        body: [{ op: 'replace', path: '/Runnable', value: false }],
      })
    }
    const state = outcome === 'reboot' ? 'finished' : outcome
    await this.#move(agent, agent.job, 'running', state, outcome === 'finished' ? 'complete' : 'failed')
    agent.job = undefined
    agent.running = false
  }

  /** Somebody puts a task into the list: what has run, and what is behind the next stage, stays as it is. */
  async #insert(at: number): Promise<void> {
    const { Tasks } = await this.#machine()
    const tasks = [...Tasks.slice(0, at), 'extra', ...Tasks.slice(at)]
    await this.#edit([{ op: 'replace', path: '/Tasks', value: tasks }])
    const after = await this.#machine()
    const done = Math.max(0, this.#before.CurrentTask + 1)
    expect(after.Tasks.slice(0, done)).toEqual(this.#before.Tasks.slice(0, done))
  }

  async #edit(body: JsonValue): Promise<void> {
    const { status } = await this.#server.call('PATCH', `/machines/${this.#uuid}`, body)
    expect([200, 422]).toContain(status)
  }

  async #move(agent: Agent, job: Job, from: string, to: string, exit?: string): Promise<boolean> {
    const body = [
      { op: 'test', path: '/State', value: from },
      { op: 'replace', path: '/State', value: to },
      ...(exit === undefined ? [] : [{ op: 'replace', path: '/ExitState', value: exit }]),
    ]
    return (await this.#send(agent, { method: 'PATCH', path: `/jobs/${job.Uuid}`, body })).status === 200
  }

  async #send(agent: Agent, sent: Sent): Promise<{ status: number; text: string }> {
    agent.last = sent
    const { status, text } = await this.#server.call(sent.method, sent.path, sent.body, {
      authorization: this.#authorization,
      headers: { 'X-Boot-Id': agent.boot },
    })
    const newest = this.#agents.at(-1)
    if (agent !== newest)
      expect({ status, text }).toMatchObject({ status: 409, text: expect.stringContaining('Fenced') })
    return { status, text }
  }

  async #machine(): Promise<Machine> {
    return Machine.parse(await this.#server.json('GET', `/machines/${this.#uuid}`))
  }
}
