import type { Claim, User } from '@metalwright/sdk/models'
import type { Objects } from '../objects/objects.ts'
import { preference } from '../objects/preferences.ts'
import { notFound, Problem } from '../objects/problem.ts'
import { knownMachineClaims, profileClaims, unknownMachineClaims } from './machine-claims.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { type Principal, SYSTEM } from './principal.ts'
import { contains } from './rights.ts'
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
   * @throws Problem 401 without credentials, 403 for wrong ones
   */
  async authenticate(authorization: string | undefined, token: string | undefined): Promise<Principal> {
    if (authorization !== undefined) {
      const [scheme = '', value = ''] = authorization.split(' ', 2)
      if (scheme.toLowerCase() === 'bearer') return this.#bearer(value)
      if (scheme.toLowerCase() === 'basic') return this.#basic(Buffer.from(value, 'base64').toString('utf8'))
    } else if (token !== undefined) {
      return token.includes(':') ? this.#basic(token) : this.#bearer(token)
    }
    throw new Problem(401, ['Send credentials: Authorization: Basic or Bearer'], { type: 'AUTH' })
  }

  async #basic(credentials: string): Promise<Principal> {
    const colon = credentials.indexOf(':')
    const name = credentials.slice(0, Math.max(colon, 0))
    const password = credentials.slice(colon + 1)
    const user = await this.#objects.session().get('users', name)
    const hash = String((await this.#objects.store.get('credentials', name))?.body['Hash'] ?? '')
    if (colon === -1 || user === undefined || !(await this.#check(credentials, password, hash))) {
      throw new Problem(403, ['Wrong user name or password'], { type: 'AUTH' })
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
    if (content === undefined)
      throw new Problem(403, ['The token is not valid, or has expired'], { type: 'AUTH' })
    const session = this.#objects.session()
    const present: Record<string, string | undefined> = {}
    for (const holder of Object.keys(content.secrets)) present[holder] = await this.#secret(holder)
    for (const [holder, digest] of Object.entries(content.secrets)) {
      const secret = present[holder]
      if (secret === undefined || secretDigest(secret) !== digest) {
        throw new Problem(403, ['Validation failed'], { type: 'AUTH' })
      }
    }
    if (content.user !== undefined) {
      const user = await session.get('users', content.user)
      if (user !== undefined) return this.#user(user, content.roles, content.claims)
    }
    const name = content.machine === undefined ? SYSTEM : `machine:${content.machine}`
    return { name, user: undefined, claims: content.claims }
  }

  /** Secret of `user:name`, `machine:uuid` or `system`. */
  async #secret(holder: string): Promise<string | undefined> {
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
    return { name: `user:${user.Name}`, user: user.Name, claims: own }
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

  /** Token of a known machine, revoked by a change of its `Secret`. `infinite` gives it three years. */
  async machineToken(uuid: string, secret: string, infinite = false): Promise<string> {
    const ttl = infinite ? INFINITE_TTL : Number(await preference(this.#objects.store, 'knownTokenTimeout'))
    const secrets = { [`machine:${uuid}`]: secretDigest(secret) }
    return this.#grant({ roles: [], claims: knownMachineClaims(uuid), machine: uuid, secrets }, ttl)
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
