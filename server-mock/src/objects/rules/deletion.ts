import type { JsonObject, Prefix } from '@metalwright/sdk/models'
import { namesIn, stillUses, type User, usersOfAny } from '../availability/references.ts'
import { preferencesFor } from '../preferences.ts'
import type { Session } from '../session.ts'
import { includedTemplates } from './templates.ts'

/** Words of DRP for the kinds that preferences name. */
const PREFERRED: { readonly [P in Prefix]?: string } = {
  bootenvs: 'BootEnv',
  stages: 'Stage',
  workflows: 'Workflow',
}

/**
 * Why objects cannot be deleted, by their key; those that can are left out.
 *
 * @param session of the transaction that deletes
 * @param outside reads without being part of the transaction: the whole fleet is searched for tasks, and would
 *   else keep every machine from changing meanwhile
 */
export async function deletionProblems(
  session: Session,
  outside: Session,
  prefix: Prefix,
  candidates: ReadonlySet<string>,
): Promise<Map<string, string[]>> {
  // A layer below may have the same object: then its users keep it.
  const keys = new Set([...candidates].filter((key) => session.layers.get(prefix, key) === undefined))
  const used = await usersOfAny(session, prefix, keys)
  const note = (key: string, user: User) => {
    const users = used.get(key) ?? []
    if (!users.some((one) => one.prefix === user.prefix && one.key === user.key))
      used.set(key, [...users, user])
  }
  if (prefix === 'tasks') await noteMachinesWith(outside, keys, note)
  if (prefix === 'templates') await noteIncluders(session, keys, note)
  if (prefix === 'subnets') await noteScopedReservations(session, keys, note)
  const problems = new Map<string, string[]>()
  for (const key of keys) {
    const reasons = reasonsOf(prefix, key, used.get(key) ?? [])
    const word = PREFERRED[prefix]
    if (word !== undefined) {
      for (const name of await preferencesFor(session, prefix, key)) {
        reasons.push(`${word} ${key} is the active ${name}, cannot remove it`)
      }
    }
    reasons.push(...ownReasons(prefix, key, await session.body(prefix, key)))
    if (reasons.length > 0) problems.set(key, reasons)
  }
  return problems
}

function reasonsOf(prefix: Prefix, key: string, users: readonly User[]): string[] {
  if (prefix !== 'templates' || users.length === 0) return users.map((user) => stillUses(user, key))
  return [`Template ${key} still required: ${users.map((user) => `${user.prefix}:${user.key}`).join(' ')}`]
}

function ownReasons(prefix: Prefix, key: string, body: JsonObject | undefined): string[] {
  if (prefix === 'profiles' && key === 'global') return ['Profile global cannot be deleted']
  if (prefix === 'pools' && key === 'default') return ['Pool default cannot be deleted']
  if (prefix !== 'tenants' || body === undefined) return []
  const users = namesIn(body, 'Users')
  return users.length === 0 ? [] : [`Constraining Users: [${users.join(' ')}]`]
}

type Note = (key: string, user: User) => void

async function noteMachinesWith(outside: Session, tasks: ReadonlySet<string>, note: Note): Promise<void> {
  const texts = [...tasks].map((task) => JSON.stringify(task))
  for await (const piece of outside.pieces('machines')) {
    for (const machine of piece) {
      if (!texts.some((text) => machine.text.includes(text))) continue
      for (const task of namesIn(machine.body, 'Tasks')) {
        if (tasks.has(task)) note(task, { prefix: 'machines', key: machine.key })
      }
    }
  }
}

async function noteIncluders(session: Session, templates: ReadonlySet<string>, note: Note): Promise<void> {
  for (const prefix of ['bootenvs', 'stages', 'tasks', 'templates'] as const) {
    for await (const piece of session.pieces(prefix)) {
      for (const { key, body } of piece) {
        for (const name of includedTemplates(body)) {
          if (templates.has(name) && (prefix !== 'templates' || key !== name)) note(name, { prefix, key })
        }
      }
    }
  }
}

async function noteScopedReservations(
  session: Session,
  subnets: ReadonlySet<string>,
  note: Note,
): Promise<void> {
  for await (const piece of session.pieces('reservations')) {
    for (const { key, body } of piece) {
      const subnet = String(body['Subnet'])
      if (body['Scoped'] === true && subnets.has(subnet)) note(subnet, { prefix: 'reservations', key })
    }
  }
}
