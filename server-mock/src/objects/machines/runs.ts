import type { Run, RunKind } from '@metalwright/sdk/models'
import { decode, Run as RunModel, ZERO_TIME } from '@metalwright/sdk/models'
import { SYSTEM } from '../../auth/principal.ts'
import type { Change } from '../../store/port.ts'
import type { Objects } from '../objects.ts'
import type { Edit } from '../session.ts'

/** By what a machine was recognised when it gave a sign. */
export type Sign = { readonly machine: string } | { readonly mac: string } | { readonly address: string }

/** Phases kept per run; a machine that boots in circles must not grow it for ever. */
const MAX_PHASES = 200
/** Runs kept per machine: each phase looks through them for the one that has not ended. */
const MAX_RUNS = 30
/** Signs after which the phases of a boot may come again. */
const RESTARTS = ['power', 'reboot', 'kexec', 'claimed', 'released']

/** Marks written by one commit at most. */
const BATCH = 256

/** Something to be noted of a machine, in the order it came. */
interface Note {
  readonly what: 'phase' | 'begin' | 'end'
  readonly sign: Sign
  readonly phase: string
  readonly detail: Readonly<Record<string, string>>
  /** Kind of the run that begins. */
  readonly kind: RunKind
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** A machine as runs know it: by what it was recognised, and who it is. */
interface Identity {
  readonly machine: string | undefined
  readonly mac: string | undefined
}

/** Keeps provisioning runs: when a machine reached which phase, as the server saw it. */
export class Runs {
  readonly #objects: Objects
  readonly #onError: (error: unknown) => void
  #waiting: Note[] = []
  /** The writing of everything noted so far. */
  #writing: Promise<void> = Promise.resolve()

  constructor(objects: Objects, onError: (error: unknown) => void) {
    this.#objects = objects
    this.#onError = onError
  }

  /** Notes a phase, now; resolves when it is stored. */
  mark(sign: Sign, phase: string, detail: Readonly<Record<string, string>> = {}): Promise<void> {
    return this.#note({ what: 'phase', sign, phase, detail, kind: 'boot' })
  }

  /** Resolves when everything noted is stored. */
  settled(): Promise<void> {
    return this.#writing
  }

  /** Draws the phases that follow from commits: claims, releases, tasks, the ends of runs. */
  follow(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.prefix === 'jobs') this.#jobChanged(change)
      if (change.prefix === 'machines' && change.action !== 'delete') this.#machineChanged(change)
    }
  }

  #jobChanged({ action, object, original }: Change): void {
    const sign = { machine: String(object['Machine']) }
    const task = String(object['Task'])
    if (action === 'create' && !task.includes(':')) void this.mark(sign, `task:${task}`)
    if (object['State'] === 'failed' && original !== undefined && original['State'] !== 'failed') {
      void this.mark(sign, 'failed', { task })
    }
  }

  #machineChanged({ key, action, object, original }: Change): void {
    const sign = { machine: key }
    if (action === 'create') void this.mark(sign, 'registered', { name: String(object['Name']) })
    const now = object['PoolStatus']
    const before = original?.['PoolStatus']
    const turn = (what: 'begin' | 'end', kind: RunKind, phase: string) =>
      void this.#note({ what, sign, phase, detail: {}, kind })
    if (now !== before && now === 'Building') turn('begin', 'claim', 'claimed')
    if (now !== before && now === 'Destroying') turn('begin', 'release', 'released')
    if (now !== before && now === 'InUse') turn('end', 'claim', 'in-use')
    if (now !== before && now === 'Free' && before !== undefined) turn('end', 'release', 'free')
    const complete = object['WorkflowComplete'] === true
    const wasComplete = original?.['WorkflowComplete'] === true
    if (now !== before || original === undefined) return
    if (complete && !wasComplete) turn('end', 'boot', 'ready')
    const begins = object['Workflow'] !== original['Workflow'] || (wasComplete && !complete)
    if (begins && object['Workflow'] !== '')
      void this.mark(sign, 'workflow', { name: String(object['Workflow']) })
  }

  /** Notes wait for the write before them, and are then written together: one commit whatever the fleet. */
  #note(note: Omit<Note, 'at'>): Promise<void> {
    this.#waiting.push({ ...note, at: this.#objects.ports.now() })
    this.#writing = this.#writing.then(() => this.#write()).catch(this.#onError)
    return this.#writing
  }

  async #write(): Promise<void> {
    const notes = this.#waiting.splice(0, BATCH)
    if (notes.length === 0) return
    const identities = await Promise.all(notes.map(({ sign }) => this.#identify(sign)))
    await this.#objects.edit(SYSTEM, async (edit) => {
      for (const [at, note] of notes.entries()) {
        const identity = identities[at]
        if (identity !== undefined) await this.#apply(edit, note, identity)
      }
    })
  }

  async #identify(sign: Sign): Promise<Identity> {
    const session = this.#objects.session()
    const [index, value] =
      'mac' in sign ? ['HardwareAddrs', sign.mac] : ['Address', 'address' in sign ? sign.address : '']
    const uuid = 'machine' in sign ? sign.machine : (await session.find('machines', index, value))[0]
    const machine = uuid === undefined ? undefined : await session.get('machines', uuid)
    return { machine: uuid, mac: 'mac' in sign ? sign.mac : machine?.HardwareAddrs[0] }
  }

  async #apply(edit: Edit, note: Note, identity: Identity): Promise<void> {
    const open = await openRun(edit, identity)
    if (note.what === 'phase') {
      const run = open ?? this.#newRun(note, identity)
      if (identity.machine !== undefined) run.Machine = identity.machine
      if (!addPhase(run, note)) return
      if (await isBackAsItWas(edit, run, note)) run.EndTime = timeText(note)
      if (open === undefined) await this.#add(edit, run)
      else edit.put('runs', run, 'update')
      return
    }
    if (note.what === 'begin') {
      if (open !== undefined) edit.put('runs', { ...open, EndTime: timeText(note) }, 'update')
      const run = this.#newRun(note, identity)
      addPhase(run, note)
      await this.#add(edit, run)
      return
    }
    if (open === undefined) return
    addPhase(open, note)
    edit.put('runs', { ...open, EndTime: timeText(note) }, 'update')
  }

  /** Writes a new run, and forgets the oldest of its machine. */
  async #add(edit: Edit, run: Run): Promise<void> {
    const keys = run.Machine === '' ? [] : await edit.find('runs', 'Machine', run.Machine)
    if (keys.length >= MAX_RUNS) {
      const runs = await Promise.all(keys.map((key) => edit.get('runs', key)))
      const oldest = runs
        .filter((one) => one !== undefined)
        .sort((a, b) => (a.StartTime < b.StartTime ? -1 : 1))
        .slice(0, keys.length - MAX_RUNS + 1)
      for (const { Uuid } of oldest) edit.remove('runs', Uuid)
    }
    edit.put('runs', run, 'create')
  }

  #newRun(note: Note, { machine = '', mac = '' }: Identity): Run {
    return decode(RunModel, {
      Uuid: this.#objects.ports.uuid(),
      Kind: note.kind,
      Machine: machine,
      HardwareAddr: mac,
      StartTime: timeText(note),
      Validated: true,
      Available: true,
    })
  }
}

/** Whether a machine that had nothing to do, such as one after a power cut, runs its own system again. */
async function isBackAsItWas(edit: Edit, run: Run, { phase }: Note): Promise<boolean> {
  if (phase !== 'up' || run.Kind !== 'boot' || run.Machine === '') return false
  const machine = await edit.get('machines', run.Machine)
  return machine !== undefined && (machine.WorkflowComplete || machine.Workflow === '')
}

function timeText({ at }: Note): string {
  return new Date(at).toISOString()
}

/** The run of the machine that has not ended, by the machine, or by the MAC address it was first seen with. */
async function openRun(edit: Edit, { machine, mac }: Identity): Promise<Run | undefined> {
  for (const [index, value] of [
    ['Machine', machine],
    ['HardwareAddr', mac],
  ] as const) {
    if (value === undefined || value === '') continue
    for (const key of await edit.find('runs', index, value)) {
      const run = await edit.get('runs', key)
      if (run?.EndTime === ZERO_TIME) return run
    }
  }
  return undefined
}

/** Adds a phase unless the run has it since its last restart; false when nothing changed. */
function addPhase(run: Run, { phase: Name, at, detail }: Note): boolean {
  if (run.Phases.length >= MAX_PHASES) return false
  for (const [back, phase] of [...run.Phases].reverse().entries()) {
    // A machine may go over to another kernel twice in a run, but tells of one only once.
    if (phase.Name === Name && (back === 0 || !RESTARTS.includes(Name))) return false
    if (RESTARTS.includes(phase.Name)) break
  }
  run.Phases.push({
    Name,
    At: Math.max(0, Math.round(at - Date.parse(run.StartTime))),
    Detail: { ...detail },
  })
  return true
}
