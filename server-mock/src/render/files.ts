import type { BootEnv, Machine, Stage, TemplateInfo } from '@metalwright/sdk/models'
import type { Objects } from '../objects/objects.ts'
import { preference } from '../objects/preferences.ts'
import type { Session } from '../objects/session.ts'
import type { Change } from '../store/port.ts'
import type { Renderer } from './renderer.ts'
import type { Addresses, Deferred, Source } from './source.ts'

/** A file that is rendered when it is asked for. */
interface Entry {
  readonly info: TemplateInfo
  /** UUID of the machine; absent for files of the bootenv for unknown machines. */
  readonly machine: string | undefined
  /** Bootenv or stage it comes from. */
  readonly owner: string
  readonly mac: string | undefined
}

/** Makes what a rendering for one machine, or for none, asks for. */
export type DeferredFor = (machine: Machine | undefined) => Deferred

/** Where a template would be served before an asker is known; only paths are rendered with it. */
const NOWHERE: Addresses = { server: '0.0.0.0', apiPort: 0, filePort: 0 }

/**
 * The files rendered for machines, by path. A machine has those of its bootenv and its stage, exactly while it
 * is available and in them; machines nobody knows have those of the preference `unknownBootEnv`.
 */
export class RenderedFiles {
  readonly #objects: Objects
  readonly #renderer: Renderer
  readonly #deferred: DeferredFor
  readonly #entries = new Map<string, Entry>()
  readonly #pathsOf = new Map<string, readonly string[]>()
  #settled: Promise<void> = Promise.resolve()
  readonly #onError: (error: unknown) => void

  constructor(
    objects: Objects,
    renderer: Renderer,
    deferred: DeferredFor,
    onError: (error: unknown) => void,
  ) {
    this.#objects = objects
    this.#renderer = renderer
    this.#deferred = deferred
    this.#onError = onError
  }

  /** Registers the files of all machines; call once before serving, then `follow` the store. */
  async load(): Promise<void> {
    const session = this.#objects.session()
    await this.#registerUnknown()
    for (const body of await session.bodies('machines')) await this.#register(String(body['Uuid']))
  }

  /** Takes over all templates and registers all files again. */
  reload(): Promise<void> {
    return this.#then(async () => {
      await this.#renderer.load(this.#objects.session())
      await this.load()
    })
  }

  /** Resolves when everything noted so far is taken over. */
  settled(): Promise<void> {
    return this.#settled
  }

  /** Takes note of commits; what is asked for afterwards sees them. */
  follow(changes: readonly Change[]): void {
    const machines = new Set<string>()
    let everything = false
    for (const change of changes) {
      if (change.prefix === 'machines' && movesFiles(change)) machines.add(change.key)
      if (['bootenvs', 'stages', 'templates', 'prefs'].includes(change.prefix)) everything = true
    }
    if (everything) void this.reload()
    else if (machines.size > 0) {
      void this.#then(async () => {
        for (const uuid of machines) await this.#register(uuid)
      })
    }
  }

  /**
   * Text of the file at a path, made now; `undefined` when no machine has one there.
   *
   * @throws RenderError
   */
  async read(
    path: string,
    addresses: Addresses,
  ): Promise<{ text: string; machine: string | undefined } | undefined> {
    await this.#settled
    const entry = this.#entries.get(path)
    if (entry === undefined) return undefined
    const session = this.#objects.session()
    const machine = entry.machine === undefined ? undefined : await session.get('machines', entry.machine)
    const source =
      machine === undefined
        ? present('bootEnv', await session.get('bootenvs', entry.owner))
        : await sourceOf(session, machine)
    const here = { ...addresses, file: path, ...(entry.mac === undefined ? {} : { mac: entry.mac }) }
    const text = await this.#renderer.file(entry.info, source, here, this.#deferred(machine))
    return { text, machine: entry.machine }
  }

  #then(work: () => Promise<void>): Promise<void> {
    this.#settled = this.#settled.then(work).catch(this.#onError)
    return this.#settled
  }

  async #registerUnknown(): Promise<void> {
    const session = this.#objects.session()
    const name = await preference(this.#objects.store, 'unknownBootEnv')
    const bootEnv = await session.get('bootenvs', name)
    const entries = bootEnv === undefined ? [] : await this.#entriesOf({ bootEnv }, bootEnv)
    this.#replace('', entries)
  }

  async #register(uuid: string): Promise<void> {
    const session = this.#objects.session()
    const machine = await session.get('machines', uuid)
    const entries: [string, Entry][] = []
    if (machine?.Available) {
      const source = await sourceOf(session, machine)
      for (const owner of [source.bootEnv, source.stage]) {
        if (owner !== undefined) entries.push(...(await this.#entriesOf(source, owner)))
      }
    }
    this.#replace(uuid, entries)
  }

  async #entriesOf(source: Source, owner: BootEnv | Stage): Promise<[string, Entry][]> {
    const { machine } = source
    const entries: [string, Entry][] = []
    for (const info of owner.Templates) {
      // A path that names the MAC address is one file for each the machine has.
      const macs = info.Path.includes('.MacAddr') ? (machine?.HardwareAddrs ?? []) : [undefined]
      for (const mac of macs) {
        const addresses = mac === undefined ? NOWHERE : { ...NOWHERE, mac }
        const path = await this.#renderer.text(
          info.Name,
          info.Path,
          source,
          addresses,
          this.#deferred(machine),
        )
        const entry = { info, machine: machine?.Uuid, owner: owner.Name, mac }
        entries.push([cleanPath(path), entry])
      }
    }
    return entries
  }

  #replace(owner: string, entries: readonly (readonly [string, Entry])[]): void {
    const key = owner === '' ? undefined : owner
    for (const path of this.#pathsOf.get(owner) ?? []) {
      if (this.#entries.get(path)?.machine === key) this.#entries.delete(path)
    }
    for (const [path, entry] of entries) this.#entries.set(path, entry)
    if (entries.length === 0) this.#pathsOf.delete(owner)
    else
      this.#pathsOf.set(
        owner,
        entries.map(([path]) => path),
      )
  }
}

/** What the files of a machine are rendered from. */
async function sourceOf(session: Session, machine: Machine): Promise<Source> {
  return {
    machine,
    ...present('bootEnv', await session.get('bootenvs', machine.BootEnv)),
    ...present('stage', await session.get('stages', machine.Stage)),
  }
}

/** A path as files are looked up by it: no leading slash, no empty or dot parts. */
export function cleanPath(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}

const PLACE_FIELDS = ['Name', 'BootEnv', 'Stage', 'Address', 'Available', 'HardwareAddrs']

function movesFiles({ object, original, action }: Change): boolean {
  if (original === undefined || action === 'delete') return true
  return PLACE_FIELDS.some((field) => JSON.stringify(object[field]) !== JSON.stringify(original[field]))
}

function present<Name extends string, T>(name: Name, value: T | undefined): Partial<Record<Name, T>> {
  const result: Partial<Record<Name, T>> = {}
  if (value !== undefined) result[name] = value
  return result
}
