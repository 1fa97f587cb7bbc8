import { User, UserToken } from '../models/user.ts'
import { apiPath } from '../transport/index.ts'
import { ActingCollection } from './acting-collection.ts'
import type { Api, CallOptions } from './api.ts'

/** How a token is made. */
export interface TokenOptions extends CallOptions {
  /** Seconds it lives, 3600 by default. */
  readonly ttlSeconds?: number | undefined
  /** Roles it carries; all of the user by default. */
  readonly roles?: readonly string[] | undefined
}

/** Users, their passwords and tokens. */
export class Users extends ActingCollection<'users'> {
  constructor(api: Api) {
    super(api, 'users')
  }

  /** Makes a token for a user. */
  token(name: string, options: TokenOptions = {}): Promise<UserToken> {
    const query: [string, string][] = [['ttl', String(options.ttlSeconds ?? 3600)]]
    if (options.roles !== undefined) query.push(['roles', options.roles.join(',')])
    const path = apiPath('users', name, 'token')
    return this.api.one(UserToken, { method: 'GET', path, query, signal: options.signal })
  }

  /** Sets a user's password; all tokens of the user end with it. */
  setPassword(name: string, password: string, options: CallOptions = {}): Promise<User> {
    const path = apiPath('users', name, 'password')
    return this.api.one(User, { method: 'PUT', path, json: { Password: password }, ...options })
  }
}
