import type { Job, JsonObject, Machine } from '@metalwright/sdk/models'
import { expect } from 'vitest'
import { stalledMachine } from '../../server-mock/src/engine/stalled-machine.ts'
import { situationOf } from '../../server-mock/src/objects/machines/stalled.ts'
import { Problem } from '../../server-mock/src/objects/problem.ts'
import { EngineWorld } from '../../server-mock/test/engine/engine-world.ts'
import type { EngineEvent } from './engine-event.ts'

const MINUTE = 60_000
const NIL = '00000000-0000-0000-0000-000000000000'
/** Machines that may run the workflow `capped` at once. */
const CAP = 1

/** An agent: of one boot of a machine, or of a context. It does what it is told to, when it is told to. */
interface Agent {
  readonly machine: string
  /** Empty for the machine's own agent. */
  readonly context: string
  /** Empty for agents of contexts, which no boot ends. */
  readonly boot: string
  job: Job | undefined
  running: boolean
  last: (() => Promise<unknown>) | undefined
}

/** Three machines, their agents and a rollout in any order of events, with what must hold after each of them. */
export class EngineHistory {
  readonly world: EngineWorld
  readonly #machines: string[] = []
  readonly #agents: Agent[] = []
  /** How often each job was begun, and how often it was left incomplete. */
  readonly #begun = new Map<string, number>()
  readonly #incomplete = new Map<string, number>()
  /** States of jobs that have ended, which nothing changes any more. */
  readonly #ended = new Map<string, string>()
  /** By machine: its list, and the last place of it that has come to its end, since somebody put it back. */
  readonly #floors = new Map<string, { readonly tasks: string; readonly index: number }>()
  /** Machines on which the task `risky` has failed when everything else works. */
  readonly #failed = new Set<string>()
  #boots = 0

  private constructor(world: EngineWorld) {
    this.world = world
  }

  static async begin(): Promise<EngineHistory> {
    const world = await EngineWorld.make()
    const task = (Name: string, Meta: JsonObject = {}, fields: JsonObject = {}) =>
      world.create('tasks', { Name, Meta, ...fields })
    for (const name of ['one', 'two', 'elsewhere', 'collect', 'report', 'extra']) await task(name)
    await task('needed')
    await task('needs', {}, { Prerequisites: ['needed'] })
    await task('again', { 'retry-attempts': '2', 'retry-back-off': '60' })
    await task('risky', { 'on-error': 'collect,report' })
    const stage = (Name: string, BootEnv: string, Tasks: string[]) =>
      world.create('stages', { Name, BootEnv, Tasks })
    await stage('first', 'memory', ['one', 'needs'])
    await stage('mixed', '', ['context:runner', 'elsewhere', 'context:', 'two'])
    await stage('hard', 'memory', ['again', 'risky'])
    await stage('last', 'local', ['two'])
    await stage('quick', 'memory', ['again', 'risky'])
    await world.create('contexts', { Name: 'runner' })
    await world.create('workflows', { Name: 'all', Stages: ['first', 'mixed', 'hard', 'last'] })
    await world.create('workflows', {
      Name: 'capped',
      Stages: ['quick'],
      Meta: { 'max-concurrent': String(CAP) },
    })
    const history = new EngineHistory(world)
    for (const Name of ['node-0', 'node-1', 'node-2']) {
      const Workflow = Name === 'node-0' ? 'all' : 'capped'
      const { Uuid } = await world.create('machines', { Name, Workflow })
      history.#machines.push(String(Uuid))
      await history.apply({ kind: 'boot', machine: history.#machines.length - 1 })
    }
    await history.apply({ kind: 'rollout', verb: 'create', workflow: '' })
    return history
  }

  async apply(event: EngineEvent): Promise<void> {
    const { world } = this
    switch (event.kind) {
      case 'boot':
        await this.#boot(this.#uuid(event.machine))
        break
      case 'context agent':
        this.#agents.push(newAgent(this.#uuid(event.machine), 'runner', ''))
        break
      case 'step':
        await this.#step(this.#agent(event.agent))
        break
      case 'end':
        await this.#end(this.#agent(event.agent), event.outcome)
        break
      case 'repeat': {
        const agent = this.#agent(event.agent)
        if (agent?.last !== undefined) await this.#send(agent, agent.last)
        break
      }
      case 'set':
        await refusable(() => world.set('machines', this.#uuid(event.machine), event.fields))
        break
      case 'insert': {
        const uuid = this.#uuid(event.machine)
        const { Tasks } = await world.machine(uuid)
        const tasks = [...Tasks.slice(0, event.at), 'extra', ...Tasks.slice(event.at)]
        await refusable(() => world.set('machines', uuid, { Tasks: tasks }))
        break
      }
      case 'rollout':
        await refusable(() =>
          event.verb === 'create'
            ? world.create('rollouts', {
                Name: 'roll',
                Workflow: event.workflow,
                WaveSize: '1',
                MaxFailures: '1',
              })
            : world.rollouts.control('user:test', 'roll', event.verb),
        )
        break
      case 'restart':
        await world.restart()
        break
      case 'pass':
        await world.pass(event.minutes * MINUTE)
    }
    await world.settled()
    await this.check()
  }

  /** What must hold at any time. */
  async check(): Promise<void> {
    const machines = await Promise.all(this.#machines.map((uuid) => this.world.machine(uuid)))
    for (const machine of machines) await this.#checkMachine(machine)
    const session = this.world.objects.session()
    let capped = 0
    for (const { Workflow, CurrentTask, CurrentJob } of machines) {
      const job = Workflow === 'capped' ? await session.get('jobs', CurrentJob) : undefined
      if ((job?.State === 'created' || job?.State === 'running') && job.CurrentIndex === CurrentTask) capped++
    }
    expect(capped, 'machines at work in the workflow with a cap').toBeLessThanOrEqual(CAP)
    for (const { body } of await session.internals('retries')) {
      expect(Date.parse(String(body['At'])), 'a retry is missed').toBeGreaterThan(this.world.now)
    }
    for (const { body } of await session.internals('slots')) {
      const [running, waiting] = [body['Running'], body['Waiting']].map((list) =>
        Array.isArray(list) ? list.length : 0,
      )
      if ((running ?? 0) < CAP) expect(waiting, 'a turn is free, and somebody waits').toBe(0)
    }
    const rollout = await session.get('rollouts', 'roll')
    if (rollout === undefined) return
    if (rollout.State === 'running' && rollout.Waiting > 0) {
      expect(rollout.Running, 'a rollout could go on').toBeGreaterThan(0)
    }
    const { Total, Waiting, Running, Done, Failed } = rollout
    expect(Math.min(Waiting, Running, Done, Failed)).toBeGreaterThanOrEqual(0)
    expect(Waiting + Running + Done + Failed).toBeLessThanOrEqual(Total)
    expect(rollout.WaveBegun).toBeLessThanOrEqual(1)
  }

  /** Long after anybody did anything, everything that is not done is told of, with a reason and a next step. */
  async expectStuckTold(): Promise<void> {
    await this.world.pass(26 * 60 * MINUTE)
    const session = this.world.objects.session()
    for (const uuid of this.#machines) {
      const machine = await this.world.machine(uuid)
      const nothing = machine.Tasks.length === 0 || machine.WorkflowComplete
      if (nothing && !machine.PoolStatus.startsWith('Hold')) continue
      const situation = await situationOf(session, { lastSign: async () => undefined }, machine, undefined)
      const stalled = stalledMachine(situation, this.world.now)
      expect(stalled, JSON.stringify(situation)).toBeDefined()
      expect(stalled?.next).not.toBe('')
    }
  }

  /** When nearly everything works from now on, and somebody lets held machines try again, every workflow comes to its end. */
  async expectAllEnd(): Promise<void> {
    for (let round = 0; round < 60; round++) {
      const machines = await Promise.all(this.#machines.map((uuid) => this.world.machine(uuid)))
      const left = machines.filter(({ Tasks, WorkflowComplete }) => Tasks.length > 0 && !WorkflowComplete)
      if (left.length === 0) {
        const rollout = await this.world.objects.session().get('rollouts', 'roll')
        expect(rollout?.Running ?? 0, 'machines that nobody waits for any more').toBe(0)
        return
      }
      for (const { Uuid, Runnable, CurrentJob } of left) {
        const job = await this.world.objects.session().get('jobs', CurrentJob)
        const busy = job?.State === 'created' || job?.State === 'running'
        if (!Runnable || busy) await this.#boot(Uuid)
        await this.#bury(Uuid)
        const own = this.#agents.findLast(({ machine, boot }) => machine === Uuid && boot !== '')
        const other = newAgent(Uuid, 'runner', '')
        this.#agents.push(other)
        for (let revision = -1; revision !== this.world.store.revision(); ) {
          revision = this.world.store.revision()
          for (const agent of [own, other]) {
            await this.#step(agent)
            await this.#step(agent)
            await this.#end(agent, this.#failsNow(agent) ? 'failed' : 'finished')
          }
        }
      }
      await this.world.pass(20 * MINUTE)
      await this.check()
    }
    const machines = await Promise.all(this.#machines.map((uuid) => this.world.machine(uuid)))
    throw new Error(`no end: ${JSON.stringify(machines, undefined, 1)}`)
  }

  /** After a power cut all machines boot at once, and their agents ask at once. */
  async powerCut(): Promise<void> {
    const first = this.#agents.length
    for (const machine of this.#machines) await this.#boot(machine)
    for (const agent of this.#agents.slice(first)) {
      for (let turn = 0; turn < 4; turn++) await this.#step(agent)
      await this.check()
    }
  }

  async #checkMachine(machine: Machine): Promise<void> {
    const { Uuid, CurrentTask, Tasks, WorkflowComplete, CurrentJob, TaskErrorStacks } = machine
    if (WorkflowComplete) expect(TaskErrorStacks).toEqual([])
    expect(CurrentTask).toBeGreaterThanOrEqual(-1)
    expect(CurrentTask).toBeLessThanOrEqual(Tasks.length)
    expect(WorkflowComplete).toBe(Tasks.length > 0 && CurrentTask === Tasks.length)
    const jobs = await this.world.jobs(Uuid)
    const open = jobs.filter(({ State }) => State === 'created' || State === 'running')
    expect(open.length).toBeLessThanOrEqual(1)
    expect(jobs.filter(({ Current }) => Current).length).toBeLessThanOrEqual(1)
    if (CurrentJob !== '') expect(jobs.find((job) => job.Uuid === CurrentJob)?.Current).toBe(true)
    for (const { Uuid: job, State } of jobs) {
      const ended = this.#ended.get(job)
      if (ended !== undefined) expect(State).toBe(ended)
      if (State === 'finished' || State === 'failed') this.#ended.set(job, State)
      expect(this.#begun.get(job) ?? 0).toBeLessThanOrEqual(1 + (this.#incomplete.get(job) ?? 0))
    }
    this.#lowerFloor(machine)
  }

  /** Whoever put the machine back, or gave it another list, wants tasks done again. */
  #lowerFloor({ Uuid, Tasks, CurrentTask }: Machine): void {
    const floor = this.#floors.get(Uuid)
    const same = floor?.tasks === JSON.stringify(Tasks)
    if (floor !== undefined && (!same || CurrentTask < floor.index)) this.#floors.delete(Uuid)
  }

  /** A task that has come to its end is not given out again, unless somebody put the machine back. */
  #given({ Machine, CurrentIndex }: Job, tasks: readonly string[]): void {
    const floor = this.#floors.get(Machine)
    if (floor?.tasks === JSON.stringify(tasks)) expect(CurrentIndex).toBeGreaterThan(floor.index)
  }

  /** The task with tasks for its failure fails once on each machine. */
  #failsNow(agent: Agent | undefined): boolean {
    if (agent?.job?.Task !== 'risky' || !agent.running || this.#failed.has(agent.machine)) return false
    this.#failed.add(agent.machine)
    return true
  }

  #uuid(number: number): string {
    return this.#machines[number % this.#machines.length] ?? ''
  }

  #agent(number: number): Agent | undefined {
    return this.#agents.at(-1 - (number % Math.max(1, this.#agents.length)))
  }

  /** The machine starts again, maybe while its old agents go on: they do not know yet. */
  async #boot(machine: string): Promise<void> {
    const boot = `b0000000-0000-4000-8000-${String(++this.#boots).padStart(12, '0')}`
    const agent = newAgent(machine, '', boot)
    this.#agents.push(agent)
    await this.#send(agent, async () => {})
    const { CurrentJob } = await this.world.machine(machine)
    const job = await this.world.objects.session().get('jobs', CurrentJob || NIL)
    if (job?.Context === '' && (job.State === 'created' || job.State === 'running')) {
      const { Uuid, State } = job
      await this.#send(agent, () => this.world.moveJob(Uuid, State, 'failed', 'failed'))
    }
    await this.#send(agent, () => this.world.set('machines', machine, { Runnable: true, CurrentTask: -1 }))
    this.#lowerFloor(await this.world.machine(machine))
  }

  /** A new agent of a context buries the job of the one before it. */
  async #bury(machine: string): Promise<void> {
    const { CurrentJob } = await this.world.machine(machine)
    const job = await this.world.objects.session().get('jobs', CurrentJob || NIL)
    if (job === undefined || job.Context === '' || (job.State !== 'created' && job.State !== 'running'))
      return
    await this.world.moveJob(job.Uuid, job.State, 'failed', 'failed')
  }

  /** An agent without a job asks for one, one with a job begins with it. */
  async #step(agent: Agent | undefined): Promise<void> {
    if (agent === undefined || agent.running) return
    const { world } = this
    if (agent.job === undefined) {
      const { Tasks } = await world.machine(agent.machine)
      await this.#send(agent, async () => {
        const before = await world.machine(agent.machine)
        this.#lowerFloor(before)
        const answer = await world.ask(agent.machine, agent.context)
        if (answer.kind !== 'created' && answer.kind !== 'rerun') return
        expect(answer.job.Context).toBe(agent.context)
        expect(before.Context).toBe(agent.context)
        if (answer.kind === 'created') this.#given(answer.job, Tasks)
        agent.job = answer.job
      })
      return
    }
    const { Uuid, State } = agent.job
    const begun = await this.#send(agent, () => world.moveJob(Uuid, State, 'running'))
    if (begun) this.#begun.set(Uuid, (this.#begun.get(Uuid) ?? 0) + 1)
    if (begun) agent.running = true
    else agent.job = undefined
  }

  async #end(
    agent: Agent | undefined,
    outcome: 'finished' | 'failed' | 'incomplete' | 'reboot',
  ): Promise<void> {
    if (agent?.job === undefined || !agent.running) return
    const { job, machine } = agent
    const { world } = this
    agent.job = undefined
    agent.running = false
    const { Tasks } = await world.machine(machine)
    if (outcome !== 'finished')
      await this.#send(agent, () => world.set('machines', machine, { Runnable: false }))
    const state = outcome === 'reboot' ? 'finished' : outcome
    const exit =
      outcome === 'finished'
        ? 'complete'
        : outcome === 'reboot'
          ? 'reboot'
          : outcome === 'failed'
            ? 'failed'
            : ''
    const told = await this.#send(agent, () => world.moveJob(job.Uuid, 'running', state, exit))
    if (!told) return
    if (state === 'incomplete') this.#incomplete.set(job.Uuid, (this.#incomplete.get(job.Uuid) ?? 0) + 1)
    if (state === 'finished')
      this.#floors.set(machine, { tasks: JSON.stringify(Tasks), index: job.CurrentIndex })
  }

  /** @returns false when the server refused it; it must refuse whatever an agent of an earlier boot sends */
  async #send(agent: Agent, call: () => Promise<unknown>): Promise<boolean> {
    agent.last = call
    const newest = this.#agents.findLast(({ machine, boot }) => machine === agent.machine && boot !== '')
    const late = agent.boot !== '' && agent !== newest
    const before = this.world.store.revision()
    try {
      if (agent.boot !== '') await this.world.boots.admit(agent.machine, agent.boot, undefined)
      expect(late).toBe(false)
      await call()
      return true
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      expect([404, 409, 422]).toContain(error.status)
      if (late) {
        expect(error.messages.join()).toContain('newer boot')
        expect(this.world.store.revision()).toBe(before)
      }
      return false
    }
  }
}

function newAgent(machine: string, context: string, boot: string): Agent {
  return { machine, context, boot, job: undefined, running: false, last: undefined }
}

async function refusable(call: () => Promise<unknown>): Promise<void> {
  try {
    await call()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    expect([404, 409, 422]).toContain(error.status)
  }
}
