import type { PrivateState } from '../../framework/private-state.ts'

/** Note: names of the secret parameters that were set, as JSON. Their values are nowhere. */
const secretNames = 'secret-parameters'
/** Note: salted digest of the write-only user data that was sent. */
const userData = 'user-data'
/** Note: what is still to be done on the machine. */
const unfinished = 'unfinished'

/** Note: the machine was imported, and not changed since. */
const imported = 'imported'

/** What an earlier run did not finish: waiting, or building the machine again. */
export type Unfinished = 'wait' | 'redeploy'

/** Names of the secret parameters that were set. */
export function secretNamesIn(notes: PrivateState): readonly string[] {
  const names: unknown = JSON.parse(notes.get(secretNames) ?? '[]')
  return Array.isArray(names) ? names.map(String) : []
}

/** Remembers which secret parameters were set. */
export function noteSecretNames(notes: PrivateState, names: readonly string[]): void {
  if (names.length > 0) notes.set(secretNames, JSON.stringify(names))
  else notes.delete(secretNames)
}

/** Digest of the write-only user data that was sent; null when none was. */
export function userDataIn(notes: PrivateState): string | null {
  return notes.get(userData) ?? null
}

/** Remembers which write-only user data was sent. */
export function noteUserData(notes: PrivateState, digest: string | null): void {
  if (digest === null) notes.delete(userData)
  else notes.set(userData, digest)
}

/** What an earlier run did not finish; undefined when nothing. */
export function unfinishedIn(notes: PrivateState): Unfinished | undefined {
  const note = notes.get(unfinished)
  return note === 'wait' || note === 'redeploy' ? note : undefined
}

/** Remembers what is still to be done; undefined when nothing. */
export function noteUnfinished(notes: PrivateState, what: Unfinished | undefined): void {
  if (what === undefined) notes.delete(unfinished)
  else notes.set(unfinished, what)
}

/** Whether the machine was imported and not changed since: what it was built from is not known then. */
export function isImported(notes: PrivateState): boolean {
  return notes.get(imported) !== undefined
}

/** Remembers that the machine was imported, or that it is known by now. */
export function noteImported(notes: PrivateState, is: boolean): void {
  if (is) notes.set(imported, 'yes')
  else notes.delete(imported)
}
