import type { Job, JsonObject, JsonValue, Machine, Prefix, Rollout } from '@metalwright/sdk/models'
import { Layers } from '../../src/objects/content/layers.ts'
import { indexValues, STORED_INDEXES } from '../../src/objects/index-values.ts'
import { Boots } from '../../src/objects/machines/boots.ts'
import { createJob, type JobAnswer } from '../../src/objects/machines/jobs.ts'
import { Retries } from '../../src/objects/machines/retries.ts'
import { rolloutMachines } from '../../src/objects/machines/rollout-machines.ts'
import { Rollouts } from '../../src/objects/machines/rollouts.ts'
import { Objects } from '../../src/objects/objects.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/port.ts'

/** When every world begins, milliseconds since the epoch: a Thursday. */
export const BEGIN = Date.parse('2026-01-01T00:00:00Z')

interface Timer {
  readonly at: number
  readonly call: () => void
}

/** The engine over a store in memory, with a clock that only goes when it is told to, and restarts of the server. */
export class EngineWorld {
  readonly store: Store
  /** Milliseconds since the epoch. */
  now = BEGIN
  readonly errors: unknown[] = []
  #uuids = 0
  #timers: Timer[] = []
  readonly #others: { readonly rollouts: Rollouts; readonly stop: () => Promise<void> }[] = []
  #objects: Objects
  #retries: Retries
  #rollouts: Rollouts
  #boots: Boots
  #unsubscribe: () => void = () => {}

  private constructor(store: Store) {
    this.store = store
    this.#objects = this.#makeObjects()
    const { retries, rollouts } = this.#services()
    this.#retries = retries
    this.#rollouts = rollouts
    this.#boots = new Boots(this.#objects)
  }

  /** A world with what machines rest in: stage `none`, bootenvs `local` and `memory`, pool `default`. */
  static async make(): Promise<EngineWorld> {
    let world: EngineWorld | undefined
    const store = await openStore(
      { engine: 'memory' },
      { indexer: indexValues, indexes: STORED_INDEXES, now: () => world?.now ?? BEGIN, onLost: () => {} },
    )
    world = new EngineWorld(store)
    await world.#start()
    await world.create('bootenvs', { Name: 'local', OS: { Name: 'local' } })
    await world.create('bootenvs', { Name: 'memory', OS: { Name: 'memory' } })
    await world.create('stages', { Name: 'none' })
    await world.create('pools', { Id: 'default' })
    return world
  }

  get objects(): Objects {
    return this.#objects
  }

  get rollouts(): Rollouts {
    return this.#rollouts
  }

  get boots(): Boots {
    return this.#boots
  }

  /** The server dies and starts again: only what is stored is left. */
  async restart(): Promise<void> {
    await this.#end()
    this.#objects = this.#makeObjects()
    const { retries, rollouts } = this.#services()
    this.#retries = retries
    this.#rollouts = rollouts
    this.#boots = new Boots(this.#objects)
    await this.#start()
  }

  /** A second server on the same store, which does the same work. */
  async addServer(): Promise<void> {
    const { retries, rollouts } = this.#services()
    const unsubscribe = this.store.subscribe((changes) => {
      retries.follow(changes)
      rollouts.follow(changes)
    })
    await retries.load()
    await rollouts.load()
    const stop = async () => {
      unsubscribe()
      retries.stop()
      await rollouts.stop()
    }
    this.#others.push({ rollouts, stop })
  }

  async close(): Promise<void> {
    await this.#end()
    await this.store.close()
  }

  /** Lets time pass; what is due on the way happens at its time. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds
    await this.settled()
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (due === undefined) break
      this.#timers.splice(this.#timers.indexOf(due), 1)
      this.now = Math.max(this.now, due.at)
      due.call()
      await this.settled()
    }
    this.now = end
  }

  /** Resolves when nothing is to be done now. */
  async settled(): Promise<void> {
    // A timer's call may begin a transaction that nobody else waits for.
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
    for (const { rollouts } of [{ rollouts: this.#rollouts }, ...this.#others]) await rollouts.settled()
    if (this.errors.length > 0) throw this.errors[0]
  }

  async create(prefix: Prefix, body: JsonObject): Promise<JsonObject> {
    return JSON.parse(JSON.stringify(await this.#objects.create('user:test', prefix, body)))
  }

  async patch(prefix: Prefix, key: string, patch: JsonValue): Promise<void> {
    await this.#objects.patch('user:test', prefix, key, patch, { force: false })
  }

  /** Sets fields of an object as a caller does. */
  set(prefix: Prefix, key: string, fields: JsonObject): Promise<void> {
    return this.patch(
      prefix,
      key,
      Object.entries(fields).map(([field, value]) => ({ op: 'replace', path: `/${field}`, value })),
    )
  }

  async machine(uuid: string): Promise<Machine> {
    const machine = await this.#objects.session().get('machines', uuid)
    if (machine === undefined) throw new Error(`there is no machine ${uuid}`)
    return structuredClone(machine)
  }

  async rollout(name: string): Promise<Rollout> {
    const rollout = await this.#objects.session().get('rollouts', name)
    if (rollout === undefined) throw new Error(`there is no rollout ${name}`)
    return structuredClone(rollout)
  }

  /** Names of a rollout's machines by how they stand: `done`, or `failed: reason`. */
  async standing(name: string): Promise<Record<string, string[]>> {
    const found: Record<string, string[]> = {}
    for (const { Name, State, Reason } of await rolloutMachines(
      this.#objects.session(),
      await this.rollout(name),
    )) {
      const word = Reason === '' || State === 'waiting' ? State : `${State}: ${Reason}`
      found[word] = [...(found[word] ?? []), Name].sort()
    }
    return found
  }

  /** Asks for a job as an agent does. */
  ask(uuid: string, context = ''): Promise<JobAnswer> {
    const request = { Machine: uuid, Uuid: '', Context: context }
    return this.#objects.edit(
      `machine:${uuid}`,
      (edit) => createJob(edit, this.#objects, request),
      `machines/${uuid}`,
    )
  }

  /** Does what a machine's agent does until it has nothing to do: its tasks end well, or the next one fails. */
  async work(uuid: string, how: 'well' | 'badly' = 'well'): Promise<void> {
    for (;;) {
      const { Runnable, WorkflowComplete } = await this.machine(uuid)
      // It has booted into the system it was to boot into.
      if (!Runnable) await this.set('machines', uuid, { Runnable: true, CurrentTask: -1 })
      const answer = await this.ask(uuid)
      if (answer.kind === 'in line' || (answer.kind === 'nothing' && WorkflowComplete)) return
      if (answer.kind !== 'created' && answer.kind !== 'rerun') {
        if ((await this.machine(uuid)).WorkflowComplete) return
        continue
      }
      await this.moveJob(answer.job.Uuid, 'created', 'running')
      if (how === 'badly') {
        await this.set('machines', uuid, { Runnable: false })
        await this.moveJob(answer.job.Uuid, 'running', 'failed', 'failed')
        return
      }
      await this.moveJob(answer.job.Uuid, 'running', 'finished', 'complete')
    }
  }

  /** Moves a job on if it is in the state it moves on from. @throws Problem 409 */
  moveJob(uuid: string, from: string, to: string, exit = ''): Promise<void> {
    const exits = exit === '' ? [] : [{ op: 'replace', path: '/ExitState', value: exit }]
    return this.patch('jobs', uuid, [
      { op: 'test', path: '/State', value: from },
      { op: 'replace', path: '/State', value: to },
      ...exits,
    ])
  }

  /** All jobs of a machine. */
  async jobs(uuid: string): Promise<readonly Job[]> {
    const session = this.#objects.session()
    const keys = await session.find('jobs', 'Machine', uuid)
    const jobs = await Promise.all(keys.map((key) => session.get('jobs', key)))
    return jobs.filter((job) => job !== undefined)
  }

  #makeObjects(): Objects {
    return new Objects({
      store: this.store,
      ports: {
        now: () => this.now,
        uuid: () => `00000000-0000-4000-8000-${String(++this.#uuids).padStart(12, '0')}`,
        secret: () => 'secret',
      },
      layers: () => NO_LAYERS,
      templateProblem: () => undefined,
    })
  }

  #services() {
    const after = (milliseconds: number, call: () => void) => {
      const timer = { at: this.now + milliseconds, call }
      this.#timers.push(timer)
      return () => {
        this.#timers = this.#timers.filter((one) => one !== timer)
      }
    }
    const onError = (error: unknown) => void this.errors.push(error)
    return {
      retries: new Retries(this.#objects, after, onError),
      rollouts: new Rollouts(this.#objects, after, onError),
    }
  }

  async #start(): Promise<void> {
    const [retries, rollouts] = [this.#retries, this.#rollouts]
    this.#unsubscribe = this.store.subscribe((changes) => {
      retries.follow(changes)
      rollouts.follow(changes)
    })
    await retries.load()
    await rollouts.load()
  }

  async #end(): Promise<void> {
    this.#unsubscribe()
    this.#retries.stop()
    await this.#rollouts.stop()
    for (const { stop } of this.#others.splice(0)) await stop()
    this.#timers = []
  }
}

const NO_LAYERS = new Layers([])
