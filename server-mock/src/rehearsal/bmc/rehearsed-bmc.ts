import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import { fingerprintOf, makeCertificate } from '@metalwright/sdk/certificate'
import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { BMC_MAKES, type BmcMake, type BmcMakeName } from './bmc-make.ts'
import type { MachineSwitch, StartDevice } from './machine-switch.ts'
import {
  BOOT_TARGETS,
  BOOT_TIMES,
  type ResourcePaths,
  resourcePaths,
  resources,
} from './redfish-resources.ts'

/** How a rehearsed BMC is made. */
export interface RehearsedBmcOptions {
  /** The switch it works. */
  readonly machine: MachineSwitch
  readonly username: string
  readonly password: string
  /** Default `openbmc`. */
  readonly make?: BmcMakeName
  /** Address to listen on; default 127.0.0.1. */
  readonly host?: string
  /** Default 0: a free one. */
  readonly port?: number
}

/** An answer. */
interface Answer {
  readonly status: number
  readonly body?: JsonObject
  readonly headers?: Readonly<Record<string, string>>
}

/** Bytes of a call's body. */
const MAX_BODY = 64 * 1024
const DEVICES: Readonly<Record<string, StartDevice>> = { Pxe: 'network', Hdd: 'disk' }

/**
 * The BMC of a rehearsed machine: Redfish over TLS with a certificate of its own, working the machine's switch. Boot
 * override, sessions and resets are as DSP0266 has them, with the ways of a make.
 */
export class RehearsedBmc {
  /** Its certificate, PEM. */
  readonly certificate: string
  /** SHA-256 of its certificate, hex. */
  readonly fingerprint: string
  /** Calls so far, such as `POST /redfish/v1/…`. */
  readonly calls: string[] = []
  /** How its light was switched so far. */
  readonly lights: boolean[] = []
  readonly #options: RehearsedBmcOptions
  readonly #make: BmcMake
  readonly #paths: ResourcePaths
  readonly #server: Server
  readonly #sessions = new Map<string, string>()
  readonly #tasks = new Map<string, number>()
  #target = 'None'
  #enabled = 'Disabled'
  #wrong = 0

  private constructor(options: RehearsedBmcOptions) {
    this.#options = options
    this.#make = BMC_MAKES[options.make ?? 'openbmc']
    this.#paths = resourcePaths(this.#make)
    const host = options.host ?? '127.0.0.1'
    const made = makeCertificate({ names: ['bmc'], addresses: [host], days: 30 }, new Date())
    this.certificate = made.certificatePem
    this.fingerprint = fingerprintOf(made.certificatePem)
    this.#server = createServer({ cert: made.certificatePem, key: made.keyPem }, (call, answer) => {
      void this.#serve(call, answer)
    })
  }

  /** Starts one. @throws the error of a port that cannot be bound */
  static async start(options: RehearsedBmcOptions): Promise<RehearsedBmc> {
    const bmc = new RehearsedBmc(options)
    await new Promise<void>((resolve, reject) => {
      bmc.#server.once('error', reject)
      bmc.#server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve)
    })
    return bmc
  }

  /** Port it listens on. */
  get port(): number {
    const address = this.#server.address()
    return address === null || typeof address === 'string' ? 0 : address.port
  }

  /** How often somebody gave a wrong password. */
  get wrongPasswords(): number {
    return this.#wrong
  }

  /** Sessions that are open. */
  get sessions(): number {
    return this.#sessions.size
  }

  /** The boot device that was chosen, and for how long. */
  get override(): { readonly target: string; readonly enabled: string } {
    return { target: this.#target, enabled: this.#enabled }
  }

  /** Stops listening. */
  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #serve(call: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body, headers } = await this.#answer(call).catch(
      (error: unknown): Answer => refusal(500, error instanceof Error ? error.message : String(error)),
    )
    const text = body === undefined ? '' : JSON.stringify(body)
    const type = text === '' ? {} : { 'Content-Type': 'application/json; charset=utf-8' }
    response.writeHead(status, { 'OData-Version': '4.0', ...type, ...headers }).end(text)
  }

  async #answer(call: IncomingMessage): Promise<Answer> {
    const { method = '', url = '' } = call
    const path = this.#known(url)
    this.calls.push(`${method} ${path}`)
    const { sessions, root, reset, system } = this.#paths
    const body = method === 'GET' || method === 'DELETE' ? {} : await bodyOf(call)
    if (method === 'POST' && path === sessions && this.#make.sessions !== undefined)
      return this.#logIn(body, call)
    // The root is open to everybody.
    if (!(method === 'GET' && path === root) && !this.#isAllowed(call)) return refusal(401, 'Not logged in')
    if (method === 'DELETE' && path.startsWith(sessions)) return this.#logOut(path)
    if (method === 'POST' && path === reset) return this.#reset(body)
    if (method === 'PATCH' && path === system) return this.#change(body, call)
    if (method !== 'GET') return refusal(405, 'Not allowed here')
    if (path.startsWith(this.#paths.tasks)) return this.#task(path)
    const found = this.#resources().get(path)
    if (found === undefined) return refusal(404, `There is no ${path}`)
    return { status: 200, body: found, headers: { ETag: this.#tag(found) } }
  }

  /** A path with or without its last slash is the same resource, as most makes have it. */
  #known(url: string): string {
    const all = [...this.#resources().keys(), this.#paths.sessions, this.#paths.reset]
    return all.find((path) => path === url || path === `${url}/` || `${path}/` === url) ?? url
  }

  #resources(): ReadonlyMap<string, JsonObject> {
    const state = {
      power: this.#options.machine.power(),
      target: this.#target,
      enabled: this.#enabled,
      light: this.lights.at(-1) ?? false,
    }
    return resources(this.#make, this.#paths, state)
  }

  #tag(body: JsonObject): string {
    const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 8)
    return `${this.#make.weakTags ? 'W/' : ''}"${digest}"`
  }

  #logIn(body: JsonObject, call: IncomingMessage): Answer {
    const { username, password } = this.#options
    if (body['UserName'] !== username || body['Password'] !== password) {
      this.#wrong += 1
      const said = this.#make.wrongPassword === 400 ? 'Unauthorized login attempt' : 'Wrong name or password'
      return refusal(this.#make.wrongPassword, said)
    }
    const token = randomBytes(16).toString('hex')
    const id = randomBytes(4).toString('hex')
    this.#sessions.set(token, id)
    const path = `${this.#paths.sessions.replace(/\/$/, '')}/${id}`
    const Location = this.#make.sessions === 'url' ? `https://${call.headers.host}${path}` : path
    return { status: 201, headers: { 'X-Auth-Token': token, Location }, body: { '@odata.id': path, Id: id } }
  }

  #logOut(path: string): Answer {
    const id = path.split('/').at(-1)
    for (const [token, session] of this.#sessions) if (session === id) this.#sessions.delete(token)
    return { status: 204 }
  }

  #isAllowed({ headers }: IncomingMessage): boolean {
    const token = headers['x-auth-token']
    if (typeof token === 'string' && this.#sessions.has(token)) return true
    const { username, password } = this.#options
    const wanted = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
    if (headers.authorization === wanted) return true
    if (headers.authorization !== undefined) this.#wrong += 1
    return false
  }

  async #reset(body: JsonObject): Promise<Answer> {
    const { machine } = this.#options
    const type = String(body['ResetType'])
    if (!this.#make.resetTypes.includes(type)) return refusal(400, `ResetType ${type} is not allowed`)
    const isOn = machine.power() === 'on'
    const wantsOn = type === 'On' || type === 'ForceOn'
    const isNeedless = type === 'PushPowerButton' ? false : wantsOn === isOn
    if (isNeedless && this.#make.refusesNeedless)
      return refusal(409, `The system is ${machine.power()} already: ${type} is not possible`)
    if (isNeedless) return { status: 204 }
    if (!isOn) await machine.powerOn(this.#start())
    else if (type === 'ForceOff') await machine.powerOff()
    else if (type === 'GracefulShutdown' || type === 'PushPowerButton') await machine.shutDown()
    else if (type === 'PowerCycle') {
      await machine.powerOff()
      await machine.powerOn(this.#start())
    } else if (type !== 'Nmi') await machine.reset(this.#start())
    return { status: 204 }
  }

  /** Device of a start; a choice for one start is used up. */
  #start(): StartDevice | undefined {
    const device = this.#enabled === 'Disabled' ? undefined : DEVICES[this.#target]
    if (this.#enabled === 'Once') [this.#target, this.#enabled] = ['None', 'Disabled']
    return device
  }

  #change(body: JsonObject, { headers }: IncomingMessage): Answer {
    const now = this.#resources().get(this.#paths.system) ?? {}
    const given = headers['if-match']
    if (given === undefined && this.#make.match === 'demanded') return refusal(428, 'If-Match is required')
    const strong = this.#tag(now).replace(/^W\//, '')
    if (
      given !== undefined &&
      given !== '*' &&
      given !== strong &&
      !(given === `W/${strong}` && this.#takesWeak())
    )
      return refusal(412, 'If-Match does not match')
    const boot = memberOf(body, 'Boot')
    const target = boot['BootSourceOverrideTarget'] ?? this.#target
    const enabled = boot['BootSourceOverrideEnabled'] ?? this.#enabled
    if (!BOOT_TARGETS.includes(String(target)) || !BOOT_TIMES.includes(String(enabled)))
      return refusal(400, 'This boot override is not allowed')
    ;[this.#target, this.#enabled] = [String(target), String(enabled)]
    const light = body[this.#make.light]
    if (light !== undefined) this.lights.push(light === true || light === 'Blinking' || light === 'Lit')
    if (!this.#make.tasks) return { status: 200, body: this.#resources().get(this.#paths.system) ?? {} }
    const task = `${this.#paths.tasks}JID_${randomBytes(4).toString('hex')}`
    this.#tasks.set(task, 0)
    return { status: 202, headers: { Location: task } }
  }

  #takesWeak(): boolean {
    return this.#make.match === 'optional'
  }

  /** A task runs when it is looked at first, and has ended the next time. */
  #task(path: string): Answer {
    const looks = this.#tasks.get(path)
    if (looks === undefined) return refusal(404, 'There is no such task')
    this.#tasks.set(path, looks + 1)
    return { status: 200, body: { '@odata.id': path, TaskState: looks === 0 ? 'Running' : 'Completed' } }
  }
}

/** @throws Error for what is no JSON object of a bearable size */
async function bodyOf(call: IncomingMessage): Promise<JsonObject> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of call) {
    size += chunk.length
    if (size > MAX_BODY) throw new Error('the body is too large')
    chunks.push(chunk)
  }
  const value: JsonValue = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}')
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new Error('the body is no object')
  return value
}

function memberOf(body: JsonObject, name: string): JsonObject {
  const value = body[name]
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}
}

function refusal(status: number, Message: string): Answer {
  const info = { '@odata.type': '#Message.v1_1_1.Message', MessageId: 'Base.1.8.GeneralError', Message }
  return {
    status,
    body: { error: { code: 'Base.1.8.GeneralError', message: Message, '@Message.ExtendedInfo': [info] } },
  }
}
