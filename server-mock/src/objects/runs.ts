import type { Machine, Run, RunKind } from '@metalwright/sdk/models'
import { decode, Run as RunModel, ZERO_TIME } from '@metalwright/sdk/models'
import { SYSTEM } from '../auth/principal.ts'
import type { Change } from '../store/port.ts'
import type { Objects } from './objects.ts'
import { timestamp } from './ports.ts'
import type { Edit } from './session.ts'

/** By what a machine was recognised when it gave a sign. */
export type Sign = { readonly machine: string } | { readonly mac: string } | { readonly address: string }

/** Phases kept per run; a machine that boots in circles must not grow it for ever. */
const MAX_PHASES = 200
/** Signs after which the phases of a boot may come again. */
const RESTARTS = ['power', 'reboot', 'kexec', 'claimed', 'released']

/** Keeps provisioning runs: when a machine reached which phase, as the server saw it. */
export class Runs {
  readonly #objects: Objects
  readonly #onError: (error: unknown) => void
  /** Marks are written one after another: each builds on the one before. */
  #last: Promise<void> = Promise.resolve()

  constructor(objects: Objects, onError: (error: unknown) => void) {
    this.#objects = objects
    this.#onError = onError
  }

  /** Notes a phase, now; resolves when it is stored. */
  mark(sign: Sign, name: string, detail: Readonly<Record<string, string>> = {}): Promise<void> {
    const at = this.#objects.ports.now()
    this.#last = this.#last
      .then(() =>
        this.#objects.edit(SYSTEM, async (edit) => {
          const { run, isNew } = await this.#openRun(edit, sign, at, 'boot')
          if (addPhase(run, name, at, detail)) edit.put('runs', run, isNew ? 'create' : 'update')
        }),
      )
      .catch(this.#onError)
    return this.#last
  }

  /** Draws the phases that follow from commits: claims, releases, tasks, the ends of runs. */
  follow(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.prefix === 'jobs' && change.action === 'create') this.#jobCreated(change)
      if (
        change.prefix === 'jobs' &&
        change.object['State'] === 'failed' &&
        change.original?.['State'] !== 'failed'
      ) {
        const detail = { task: String(change.object['Task']) }
        void this.mark({ machine: String(change.object['Machine']) }, 'failed', detail)
      }
      if (change.prefix === 'machines' && change.action === 'create') {
        void this.mark({ machine: change.key }, 'registered', { name: String(change.object['Name']) })
      }
      if (change.prefix === 'machines' && change.action !== 'delete') this.#machineChanged(change)
    }
  }

  #jobCreated({ object }: Change): void {
    const task = String(object['Task'])
    if (!task.includes(':')) void this.mark({ machine: String(object['Machine']) }, `task:${task}`)
  }

  #machineChanged({ key, object, original }: Change): void {
    const now = object['PoolStatus']
    const before = original?.['PoolStatus']
    if (now !== before && now === 'Building') this.#begin(key, 'claim', 'claimed')
    if (now !== before && now === 'Destroying') this.#begin(key, 'release', 'released')
    if (now !== before && now === 'InUse') this.#end(key, 'in-use')
    if (now !== before && now === 'Free' && before !== undefined) this.#end(key, 'free')
    const complete = object['WorkflowComplete'] === true && original?.['WorkflowComplete'] !== true
    if (complete && now === before && now === 'Free') this.#end(key, 'ready')
  }

  #begin(machine: string, kind: RunKind, phase: string): void {
    const at = this.#objects.ports.now()
    this.#then(async (edit) => {
      const open = await this.#findOpen(edit, { machine })
      if (open !== undefined) edit.put('runs', { ...open, EndTime: timestamp(this.#objects.ports) }, 'update')
      const run = this.#newRun(kind, { machine }, at)
      addPhase(run, phase, at, {})
      edit.put('runs', run, 'create')
    })
  }

  #end(machine: string, phase: string): void {
    const at = this.#objects.ports.now()
    this.#then(async (edit) => {
      const open = await this.#findOpen(edit, { machine })
      if (open === undefined) return
      addPhase(open, phase, at, {})
      edit.put('runs', { ...open, EndTime: new Date(at).toISOString() }, 'update')
    })
  }

  #then(work: (edit: Edit) => Promise<void>): void {
    this.#last = this.#last.then(() => this.#objects.edit(SYSTEM, work)).catch(this.#onError)
  }

  async #openRun(edit: Edit, sign: Sign, at: number, kind: RunKind): Promise<{ run: Run; isNew: boolean }> {
    const known = await this.#machineOf(edit, sign)
    const open =
      (known === undefined ? undefined : await this.#findOpen(edit, { machine: known.Uuid })) ??
      (await this.#findOpen(edit, macOf(sign, known)))
    if (open === undefined) {
      const run = this.#newRun(kind, known === undefined ? sign : { machine: known.Uuid }, at)
      run.HardwareAddr = 'mac' in sign ? sign.mac : (known?.HardwareAddrs[0] ?? '')
      return { run, isNew: true }
    }
    if (known !== undefined) open.Machine = known.Uuid
    return { run: open, isNew: false }
  }

  async #machineOf(edit: Edit, sign: Sign): Promise<Machine | undefined> {
    if ('machine' in sign) return edit.get('machines', sign.machine)
    const [index, value] = 'mac' in sign ? ['HardwareAddrs', sign.mac] : ['Address', sign.address]
    const [uuid] = await edit.find('machines', index, value)
    return uuid === undefined ? undefined : edit.get('machines', uuid)
  }

  async #findOpen(edit: Edit, sign: Sign | undefined): Promise<Run | undefined> {
    if (sign === undefined || 'address' in sign) return undefined
    const [index, value] = 'machine' in sign ? ['Machine', sign.machine] : ['HardwareAddr', sign.mac]
    for (const key of await edit.find('runs', index, value)) {
      const run = await edit.get('runs', key)
      if (run?.EndTime === ZERO_TIME) return run
    }
    return undefined
  }

  #newRun(kind: RunKind, sign: Sign, at: number): Run {
    return decode(RunModel, {
      Uuid: this.#objects.ports.uuid(),
      Kind: kind,
      Machine: 'machine' in sign ? sign.machine : '',
      StartTime: new Date(at).toISOString(),
      Validated: true,
      Available: true,
    })
  }
}

function macOf(sign: Sign, machine: Machine | undefined): Sign | undefined {
  if ('mac' in sign) return sign
  const mac = machine?.HardwareAddrs[0]
  return mac === undefined ? undefined : { mac }
}

/** Adds a phase unless the run has it since its last restart; false when nothing changed. */
function addPhase(run: Run, name: string, at: number, detail: Readonly<Record<string, string>>): boolean {
  if (run.Phases.length >= MAX_PHASES) return false
  for (const phase of [...run.Phases].reverse()) {
    if (phase.Name === name) return false
    if (RESTARTS.includes(phase.Name)) break
  }
  run.Phases.push({
    Name: name,
    At: Math.max(0, Math.round(at - Date.parse(run.StartTime))),
    Detail: { ...detail },
  })
  return true
}
