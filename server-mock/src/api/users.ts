import { User, UserPassword, UserToken } from '@metalwright/sdk/models'
import type { Authentication } from '../auth/authentication.ts'
import { Problem } from '../objects/problem.ts'
import type { InfoSource } from './info.ts'
import { needBody } from './objects.ts'
import { read } from './read.ts'
import type { Call, Route } from './route.ts'

/** Tokens and passwords of users. */
export function userRoutes(authentication: Authentication, info: InfoSource): Route[] {
  const specific = (call: Call) => [call.path['key'] ?? '']
  return [
    {
      method: 'GET',
      path: '/users/:key/token',
      access: { scope: 'users', action: 'token', specific },
      description: {
        summary: 'Make a token for a user',
        answer: UserToken,
        query: {
          ttl: 'Seconds it lives; 3600 when absent',
          roles: 'Comma list of roles; all of the user when absent',
        },
      },
      handle: async (call) => {
        const ttl = call.query.get('ttl') ?? '3600'
        if (!/^[1-9]\d{0,9}$/.test(ttl)) {
          throw new Problem(400, [`ttl ${ttl} is not a number of seconds above 0`], { model: 'users' })
        }
        const roles = call.query.get('roles')?.split(',')
        const name = call.path['key'] ?? ''
        const Token = await authentication.userToken(call.principal, name, Number(ttl), roles)
        return { status: 200, body: { Token, Info: await info(call.serverAddress) } }
      },
    },
    {
      method: 'PUT',
      path: '/users/:key/password',
      access: { scope: 'users', action: 'password', specific },
      description: {
        summary: 'Set the password of a user and revoke his tokens',
        body: UserPassword,
        answer: User,
      },
      handle: async (call) => {
        const { Password } = read(UserPassword, needBody(call), 'users')
        const user = await authentication.setPassword(call.principal.name, call.path['key'] ?? '', Password)
        const { PasswordHash: _hash, ...visible } = user
        return { status: 200, body: visible }
      },
    },
  ]
}
