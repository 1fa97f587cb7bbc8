import type { Claim, User } from '@metalwright/sdk/models'
import type { Objects } from '../objects/objects.ts'
import { preference } from '../objects/preferences.ts'
import { notFound, Problem } from '../objects/problem.ts'
import { BadCredentials } from './bad-credentials.ts'
import { knownMachineClaims, profileClaims, unknownMachineClaims } from './machine-claims.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { pluginClaims } from './plugin-claims.ts'
import { type Principal, SYSTEM, type TokenIssue } from './principal.ts'
import { contains } from './rights.ts'
import { type Tenancy, tenancyOf } from './tenancy.ts'
import { secretDigest, type TokenContent, Tokens } from './tokens.ts'

/** Seconds a token lives when the caller names no time. */
const DEFAULT_TTL = 3600
/** Seconds of an "infinite" token: three years. */
const INFINITE_TTL = 3 * 365 * 24 * 3600
/** Password checks that may run at one time; more wait, so that guessing cannot take all cores. */
const PASSWORD_CHECKS = 4
/** Milliseconds for which a checked password need not be hashed again. */
const PASSWORD_REMEMBERED = 60_000

/** Turns credentials into principals, and makes tokens. */
export class Authentication {
  readonly #objects: Objects
  readonly #tokens: Tokens
  readonly #checked = new Map<string, { hash: string; until: number }>()
  readonly #tenancies = new Map<string, { revision: number; tenancy: Tenancy }>()
  readonly #pluginSecrets = new Map<string, string>()
  #checks: Promise<unknown>[] = []

  constructor(objects: Objects) {
    this.#objects = objects
    this.#tokens = new Tokens(objects.store, objects.ports.now)
  }

  /**
   * Who the credentials belong to.
   *
   * @param authorization value of the `Authorization` header
   * @param token value of `?token=`: `user:password` or a token
   * @throws BadCredentials 401 without credentials, 403 for wrong ones
   * @throws Problem 403 when a secret the token was made under has changed
   */
  async authenticate(authorization: string | undefined, token: string | undefined): Promise<Principal> {
    if (authorization !== undefined) {
      const [scheme = '', value = ''] = authorization.split(' ', 2)
      if (scheme.toLowerCase() === 'bearer') return this.#bearer(value)
      if (scheme.toLowerCase() === 'basic') return this.#basic(Buffer.from(value, 'base64').toString('utf8'))
    } else if (token !== undefined) {
      return token.includes(':') ? this.#basic(token) : this.#bearer(token)
    }
    throw new BadCredentials(401, 'send an Authorization header, Basic or Bearer', true)
  }

  async #basic(credentials: string): Promise<Principal> {
    const colon = credentials.indexOf(':')
    const name = credentials.slice(0, Math.max(colon, 0))
    const password = credentials.slice(colon + 1)
    const user = await this.#objects.session().get('users', name)
    const hash = String((await this.#objects.store.get('credentials', name))?.body['Hash'] ?? '')
    if (colon === -1 || user === undefined || !(await this.#check(credentials, password, hash))) {
      throw new BadCredentials(403, 'wrong user name or password', false)
    }
    return this.#user(user, user.Roles, [])
  }

  async #check(credentials: string, password: string, hash: string): Promise<boolean> {
    const now = this.#objects.ports.now()
    const memo = secretDigest(credentials)
    const known = this.#checked.get(memo)
    if (known !== undefined && known.hash === hash && known.until > now) return true
    while (this.#checks.length >= PASSWORD_CHECKS) await Promise.race(this.#checks)
    const check = verifyPassword(password, hash)
    this.#checks.push(check)
    const right = await check.finally(() => {
      this.#checks = this.#checks.filter((one) => one !== check)
    })
    if (right) {
      if (this.#checked.size > 1000) this.#checked.clear()
      this.#checked.set(memo, { hash, until: now + PASSWORD_REMEMBERED })
    }
    return right
  }

  async #bearer(token: string): Promise<Principal> {
    const content = await this.#tokens.verify(token)
    if (content === undefined) throw new BadCredentials(403, 'the token is not valid, or has expired', true)
    for (const [holder, digest] of Object.entries(content.secrets)) {
      const secret = await this.#secret(holder)
      if (secret === undefined || secretDigest(secret) !== digest) {
        throw new Problem(403, ['Validation failed'], { type: 'AUTH' })
      }
    }
    if (content.user !== undefined) {
      const user = await this.#objects.session().get('users', content.user)
      if (user !== undefined) return this.#user(user, content.roles, content.claims)
    }
    const principal = { name: holderName(content), user: undefined, claims: content.claims }
    return content.issue === undefined ? principal : { ...principal, issue: content.issue }
  }

  /** Secret of `user:name`, `machine:uuid`, `plugin:` and the id of one start, or `system`. */
  async #secret(holder: string): Promise<string | undefined> {
    if (holder.startsWith('plugin:')) return this.#pluginSecrets.get(holder)
    if (holder === SYSTEM) return preference(this.#objects.store, 'systemGrantorSecret')
    const colon = holder.indexOf(':')
    const prefix = holder.slice(0, colon) === 'user' ? 'users' : 'machines'
    const secret = (await this.#objects.session().body(prefix, holder.slice(colon + 1)))?.['Secret']
    return typeof secret === 'string' ? secret : undefined
  }

  async #user(user: User, roles: readonly string[], claims: readonly Claim[]): Promise<Principal> {
    const own: Claim[] = [
      { scope: 'users', action: 'token,password,get', specific: user.Name },
      { scope: 'info', action: 'get', specific: '*' },
      ...claims,
    ]
    for (const name of roles) own.push(...((await this.#objects.session().get('roles', name))?.Claims ?? []))
    const tenancy = await this.#tenancy(user.Name)
    const principal = { name: `user:${user.Name}`, user: user.Name, claims: own }
    return tenancy === undefined ? principal : { ...principal, tenancy }
  }

  async #tenancy(user: string): Promise<Tenancy | undefined> {
    const session = this.#objects.session()
    const [name] = await session.find('tenants', 'Users', user)
    const stored = name === undefined ? undefined : await this.#objects.store.get('tenants', name)
    if (name === undefined || stored === undefined) return undefined
    const known = this.#tenancies.get(name)
    if (known?.revision === stored.revision) return known.tenancy
    const tenant = await session.get('tenants', name)
    if (tenant === undefined) return undefined
    const tenancy = tenancyOf(tenant)
    this.#tenancies.set(name, { revision: stored.revision, tenancy })
    return tenancy
  }

  /**
   * Token of a user (`GET /users/{name}/token`). Wanted roles that none of the user's own contains are dropped.
   *
   * @param ttl seconds
   * @throws Problem 404 when the user, or the calling user, does not exist
   */
  async userToken(
    caller: Principal,
    name: string,
    ttl = DEFAULT_TTL,
    wanted?: readonly string[],
  ): Promise<string> {
    const session = this.#objects.session()
    const user = await session.get('users', name)
    const grantor = caller.user === undefined ? undefined : await session.get('users', caller.user)
    if (user === undefined || grantor === undefined) throw notFound('users', name)
    const roles = wanted === undefined ? user.Roles : await this.#containedRoles(user, wanted)
    const secrets = {
      [`user:${user.Name}`]: secretDigest(user.Secret),
      [`user:${grantor.Name}`]: secretDigest(grantor.Secret),
    }
    return this.#tokens.sign({ roles, claims: [], user: user.Name, secrets }, ttl)
  }

  async #containedRoles(user: User, wanted: readonly string[]): Promise<string[]> {
    const session = this.#objects.session()
    const kept: string[] = []
    for (const name of wanted) {
      const role = await session.get('roles', name)
      if (role === undefined) continue
      for (const own of user.Roles) {
        const claims = (await session.get('roles', own))?.Claims ?? []
        if (own === name || role.Claims.every((claim) => contains(claims, claim))) {
          kept.push(name)
          break
        }
      }
    }
    return kept
  }

  /**
   * Token of a known machine, revoked by a change of its `Secret`.
   *
   * @param span what it ends with: the next `boot` of the machine; the next `system` that is put on its disk, for
   *   which it gets three years; without it, its time
   */
  async machineToken(uuid: string, secret: string, span?: TokenIssue['span']): Promise<string> {
    const { store } = this.#objects
    const ttl = span === 'system' ? INFINITE_TTL : Number(await preference(store, 'knownTokenTimeout'))
    const secrets = { [`machine:${uuid}`]: secretDigest(secret) }
    const content = { roles: [], claims: knownMachineClaims(uuid), machine: uuid, secrets }
    const issue = span === undefined ? undefined : { revision: store.revision(), span }
    return this.#grant(issue === undefined ? content : { ...content, issue }, ttl)
  }

  /** Token of a machine that nobody knows. */
  async unknownMachineToken(): Promise<string> {
    const ttl = Number(await preference(this.#objects.store, 'unknownTokenTimeout'))
    return this.#grant({ roles: [], claims: unknownMachineClaims(), secrets: {} }, ttl)
  }

  /** Token over one profile. @param ttl seconds; 0 and less mean for ever, about 63 years */
  async profileToken(profile: string, ttl: number): Promise<string> {
    return this.#grant(
      { roles: [], claims: profileClaims(profile), secrets: {} },
      ttl <= 0 ? 2_000_000_000 : ttl,
    )
  }

  /** Token of one start of a plugin; it ends with `end`, or with the server. */
  async pluginToken(plugin: string): Promise<{ readonly token: string; readonly end: () => void }> {
    const { uuid, secret } = this.#objects.ports
    const holder = `plugin:${uuid()}`
    const value = secret()
    this.#pluginSecrets.set(holder, value)
    const secrets = { [holder]: secretDigest(value) }
    const content = { roles: [], claims: pluginClaims(plugin), plugin, secrets }
    const token = await this.#grant(content, INFINITE_TTL)
    return { token, end: () => void this.#pluginSecrets.delete(holder) }
  }

  async #grant(content: TokenContent, ttl: number): Promise<string> {
    const system = secretDigest(await preference(this.#objects.store, 'systemGrantorSecret'))
    return this.#tokens.sign({ ...content, secrets: { ...content.secrets, [SYSTEM]: system } }, ttl)
  }

  /** Sets a password and revokes the user's tokens. @throws Problem 404 */
  async setPassword(principal: string, name: string, password: string): Promise<User> {
    const hash = await hashPassword(password)
    return this.#objects.edit(principal, async (edit) => {
      const user = await edit.get('users', name)
      if (user === undefined) throw notFound('users', name)
      user.Secret = this.#objects.ports.secret()
      edit.putInternal('credentials', name, { Hash: hash })
      edit.put('users', user, 'update')
      return user
    })
  }
}

function holderName({ machine, plugin }: TokenContent): string {
  if (plugin !== undefined) return `plugin:${plugin}`
  return machine === undefined ? SYSTEM : `machine:${machine}`
}
