import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { BmcFailure } from '../bmc-failure.ts'
import { isObject, textAt } from '../members.ts'
import type { BmcAccess } from '../target.ts'
import { complaintOf, type RedfishAnswer, type RedfishCall, type RedfishHttp } from './redfish-http.ts'
import { resourcePath } from './resource-path.ts'

/** The only path of Redfish that is fixed. */
const ROOT = '/redfish/v1/'
/** Answers that mean that the BMC has no sessions, or none is left: basic authentication does without. */
const NO_SESSION = [404, 405, 501, 503]

/** A BMC that knows who asks: by a session's token, or with the password in every call. */
export class RedfishSession {
  readonly #http: RedfishHttp
  readonly #access: BmcAccess
  #headers: Readonly<Record<string, string>> = {}
  #session: string | undefined
  #root: JsonObject | undefined

  constructor(http: RedfishHttp, access: BmcAccess) {
    this.#http = http
    this.#access = access
  }

  /** The service root, logged in. @throws BmcFailure */
  async root(signal: AbortSignal): Promise<JsonObject> {
    if (this.#root !== undefined) return this.#root
    // It is open to everybody (DSP0266, section 13.2.3), and names the place of sessions.
    const answer = await this.#http.call({ method: 'GET', path: ROOT }, signal)
    const open = answer.status === 200 && isObject(answer.body) ? answer.body : undefined
    if (open === undefined && answer.status !== 401) throw this.#noRedfish(answer)
    const sessions = textAt(open, 'Links', 'Sessions', '@odata.id')
    if (sessions === '') this.#sendPassword()
    else await this.#logIn(resourcePath(sessions), signal)
    this.#root = open ?? (await this.get(ROOT, signal))
    return this.#root
  }

  /** A resource. @throws BmcFailure when the BMC does not give it, or something else */
  async get(path: string, signal: AbortSignal): Promise<JsonObject> {
    return (await this.read(path, signal)).body
  }

  /** A resource with its `ETag`; empty when it has none. @throws BmcFailure */
  async read(path: string, signal: AbortSignal): Promise<{ body: JsonObject; etag: string }> {
    const answer = await this.send({ method: 'GET', path }, signal)
    if (!isObject(answer.body)) throw this.#wrong(path, answer.body)
    return { body: answer.body, etag: answer.header('etag') || textAt(answer.body, '@odata.etag') }
  }

  /** Makes a call that has to go well. @throws BmcFailure */
  async send(call: RedfishCall, signal: AbortSignal): Promise<RedfishAnswer> {
    const answer = await this.try(call, signal)
    if (answer.status >= 200 && answer.status < 300) return answer
    throw this.failure(call, answer)
  }

  /** Makes a call, whatever comes of it. @throws BmcFailure when it is refused for who asks, or nothing comes of it */
  async try(call: RedfishCall, signal: AbortSignal): Promise<RedfishAnswer> {
    const headers = { ...call.headers, ...this.#headers }
    const answer = await this.#http.call({ ...call, headers }, signal)
    if (answer.status === 401) throw this.#hasToken() ? this.#ended(call) : this.#refused(answer)
    if (answer.status === 403) throw this.#forbidden(call, answer)
    return answer
  }

  /** Ends the session: BMCs have few. Never rejects. */
  async close(): Promise<void> {
    const path = this.#session
    this.#session = undefined
    try {
      const ending = AbortSignal.timeout(5000)
      if (path !== undefined)
        await this.#http.call({ method: 'DELETE', path, headers: this.#headers }, ending)
    } catch {
      // It ends by itself after some minutes.
    } finally {
      this.#http.close()
    }
  }

  /** The failure of a call that was refused for what it is. */
  failure({ method, path }: RedfishCall, answer: RedfishAnswer): BmcFailure {
    const { status } = answer
    const reason = `The BMC at ${this.#access.host} refuses ${method} ${path} (${this.#said(answer)})`
    if (status === 404 || status === 405 || status === 501)
      return new BmcFailure('bmc_not_supported', reason, 'update its firmware, or set ipmi/mode to ipmitool')
    if (status >= 300 && status < 400)
      return new BmcFailure(
        'bmc_answer',
        reason,
        'redirects are not followed; set ipmi/address to the BMC itself',
      )
    return new BmcFailure('bmc_refused', reason, 'look at the BMC’s own event log')
  }

  async #logIn(path: string, signal: AbortSignal): Promise<void> {
    const { username, password } = this.#access
    const body = { UserName: username, Password: password }
    const answer = await this.#http.call({ method: 'POST', path, body }, signal)
    const token = answer.header('x-auth-token')
    if (answer.status >= 200 && answer.status < 300 && token !== '') {
      this.#headers = { 'X-Auth-Token': token }
      const place = answer.header('location') || textAt(answer.body, '@odata.id')
      if (place !== '') this.#session = resourcePath(place)
      return
    }
    if (answer.status === 401 || (answer.status === 400 && isAboutCredentials(answer)))
      throw this.#refused(answer)
    if (answer.status === 403) throw this.#forbidden({ method: 'POST', path }, answer)
    const hasNone = NO_SESSION.includes(answer.status) || (answer.status < 300 && token === '')
    if (!hasNone) throw this.failure({ method: 'POST', path }, answer)
    this.#sendPassword()
  }

  /** Sends user name and password with every call from now on. */
  #sendPassword(): void {
    const { username, password } = this.#access
    this.#headers = { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` }
  }

  #hasToken(): boolean {
    return Object.hasOwn(this.#headers, 'X-Auth-Token')
  }

  /** What a refusal says; some repeat what they do not like. */
  #said(answer: RedfishAnswer): string {
    const sent = [
      this.#access.password,
      ...Object.values(this.#headers).map((value) => value.replace(/^Basic /, '')),
    ]
    const secrets = sent.filter((secret) => secret !== '')
    return secrets.reduce((said, secret) => said.replaceAll(secret, '[secure]'), complaintOf(answer))
  }

  #ended({ method, path }: RedfishCall): BmcFailure {
    const reason = `The BMC at ${this.#access.host} ended the session before ${method} ${path}`
    return new BmcFailure('bmc_refused', reason, 'run the action again')
  }

  #refused(answer: RedfishAnswer): BmcFailure {
    const reason = `The BMC at ${this.#access.host} refuses the credentials (${this.#said(answer)})`
    return new BmcFailure('bmc_credentials_refused', reason, 'correct ipmi/username and ipmi/password')
  }

  #forbidden({ method, path }: Pick<RedfishCall, 'method' | 'path'>, answer: RedfishAnswer): BmcFailure {
    const reason = `The BMC at ${this.#access.host} does not let this user ${method} ${path} (${this.#said(answer)})`
    return new BmcFailure(
      'bmc_forbidden',
      reason,
      'give the user the role Operator or Administrator there, and unlock it',
    )
  }

  #noRedfish(answer: RedfishAnswer): BmcFailure {
    const reason = `What answers at ${this.#access.host} has no Redfish service (${this.#said(answer)})`
    return new BmcFailure(
      'bmc_not_supported',
      reason,
      'set ipmi/mode to ipmitool, or switch Redfish on there',
    )
  }

  #wrong(path: string, body: JsonValue | undefined): BmcFailure {
    const found = body === undefined ? 'nothing' : Array.isArray(body) ? 'a list' : typeof body
    const reason = `The BMC at ${this.#access.host} answers GET ${path} with ${found}, not an object`
    return new BmcFailure('bmc_answer', reason, 'update its firmware')
  }
}

/** Some answer 400 to a wrong password; the message's id tells it from other faults of the call. */
function isAboutCredentials(answer: RedfishAnswer): boolean {
  return /ResourceAtUriUnauthorized|InsufficientPrivilege|AccessDenied|NoValidSession|password|unauthori[sz]ed|credential|login/i.test(
    JSON.stringify(answer.body ?? ''),
  )
}
