import type { BootEnv, JsonValue, Machine, Stage, TemplateInfo } from '@metalwright/sdk/models'
import type { Objects } from '../objects/objects.ts'
import type { HeldValue } from '../objects/params/effective-params.ts'
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

/** What is served at a path. */
export interface RenderedFile {
  /** Text that was made now; absent when a file of the static tree stands there. */
  readonly text?: string
  /** Path of that file. */
  readonly link?: string
  /** UUID of the machine it belongs to; absent for files of machines nobody knows. */
  readonly machine: string | undefined
}

/** What a rendering sees of a param's value, which may be sealed. */
export type ShowParam = (name: string, held: HeldValue) => Promise<JsonValue>

/**
 * Makes what a rendering for one machine, or for none, asks for. Secure params stay sealed unless `show` opens
 * them.
 */
export type DeferredFor = (machine: Machine | undefined, show?: ShowParam) => Deferred

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
  /** Machines with a path that is made of more than what they are and where they are. */
  readonly #moving = new Set<string>()
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

  /** Resolves when everything noted so far is taken over. */
  settled(): Promise<void> {
    return this.#settled
  }

  /** Takes note of commits; what is asked for afterwards sees them. */
  follow(changes: readonly Change[]): void {
    const machines = new Set<string>()
    const owners: Change[] = []
    let templates = false
    for (const change of changes) {
      const { prefix, key } = change
      if (prefix === 'machines' && (this.#moving.has(key) || movesFiles(change))) machines.add(key)
      if (prefix === 'bootenvs' || prefix === 'stages') owners.push(change)
      if (prefix === 'bootenvs' || prefix === 'prefs') machines.add('')
      templates ||= prefix === 'templates'
      if (['profiles', 'params', 'templates'].includes(prefix)) {
        for (const uuid of this.#moving) machines.add(uuid)
      }
    }
    if (!templates && owners.length === 0 && machines.size === 0) return
    void this.#then(async () => {
      if (templates) await this.#loadTemplates()
      for (const { prefix, key } of owners) {
        const index = prefix === 'stages' ? 'Stage' : 'BootEnv'
        for (const uuid of await this.#objects.session().find('machines', index, key)) machines.add(uuid)
      }
      for (const uuid of machines) await (uuid === '' ? this.#registerUnknown() : this.#register(uuid))
    })
  }

  /**
   * What is served at a path, made now; `undefined` when no machine has a file there.
   *
   * @throws RenderError
   */
  async read(path: string, addresses: Addresses): Promise<RenderedFile | undefined> {
    await this.#settled
    const entry = this.#entries.get(path)
    if (entry === undefined) return undefined
    const { info } = entry
    const session = this.#objects.session()
    const machine = entry.machine === undefined ? undefined : await session.get('machines', entry.machine)
    const source =
      machine === undefined
        ? present('bootEnv', await session.get('bootenvs', entry.owner))
        : await sourceOf(session, machine)
    const here = { ...addresses, file: path, ...(entry.mac === undefined ? {} : { mac: entry.mac }) }
    const deferred = this.#deferred(machine)
    const content =
      info.Link === ''
        ? { text: await this.#renderer.file(info, source, here, deferred) }
        : { link: cleanPath(await this.#renderer.text(info.Name, info.Link, source, here, deferred)) }
    return { ...content, machine: entry.machine }
  }

  async #loadTemplates(): Promise<void> {
    const broken = await this.#renderer.load(this.#objects.session())
    for (const error of broken) this.#onError(error)
  }

  #then(work: () => Promise<void>): Promise<void> {
    this.#settled = this.#settled.then(work).catch(this.#onError)
    return this.#settled
  }

  async #registerUnknown(): Promise<void> {
    const session = this.#objects.session()
    const name = await preference(this.#objects.store, 'unknownBootEnv')
    const bootEnv = await session.get('bootenvs', name)
    const missing: string[] = []
    for (const param of bootEnv?.RequiredParams ?? []) {
      if ((await this.#deferred(undefined).param(param)) === undefined) missing.push(param)
    }
    if (missing.length > 0) {
      this.#onError(new Error(`Missing required parameter ${missing.join(', ')} for bootenvs ${name}`))
    }
    const entries =
      bootEnv === undefined || missing.length > 0 ? [] : await this.#entriesOf({ bootEnv }, bootEnv)
    this.#replace('', entries)
    // What is required may come or go by an edit of a profile.
    if (bootEnv !== undefined && bootEnv.RequiredParams.length > 0) this.#moving.add('')
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
    const deferred = this.#deferred(machine)
    const entries: [string, Entry][] = []
    for (const info of owner.Templates) {
      // A path that names the MAC address is one file for each the machine has.
      const macs = info.Path.includes('.MacAddr') ? (machine?.HardwareAddrs ?? []) : [undefined]
      for (const mac of macs) {
        const addresses = mac === undefined ? NOWHERE : { ...NOWHERE, mac }
        const entry = { info, machine: machine?.Uuid, owner: owner.Name, mac }
        // One path that cannot be made keeps back one file.
        await this.#renderer.text(info.Name, info.Path, source, addresses, deferred).then(
          (path) => entries.push([cleanPath(path), entry]),
          (error: unknown) => this.#onError(error),
        )
      }
    }
    return entries
  }

  #replace(owner: string, entries: readonly (readonly [string, Entry])[]): void {
    const key = owner === '' ? undefined : owner
    if (entries.some(([, { info }]) => moves(info.Path))) this.#moving.add(owner)
    else this.#moving.delete(owner)
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

/** What a path may be made of without another look when params or profiles change. */
const STEADY =
  /\{\{-? *\.Machine\.(Path|UUID|Uuid|Name|ShortName|Address|HexAddress|MacAddr( "\w+")?) *-?\}\}/g

function moves(path: string): boolean {
  return path.replace(STEADY, '').includes('{{')
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
