import { isFields, numberField, textField } from '../objects/fields.ts'

/** A token and when it was obtained, milliseconds since the epoch. */
export interface KeptToken {
  readonly user: string
  readonly token: string
  readonly obtained: number
}

/** Where a token outlives a reload of the page. */
export interface TokenStore {
  load(): KeptToken | undefined
  save(kept: KeptToken): void
  clear(): void
}

/** The part of the browser's storage that is used. */
export interface TextStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

const KEY = 'metalwright.token'

/** Keeps the token in the storage of the tab. A browser that forbids storage costs a login per reload. */
export function tabTokenStore(storage: () => TextStorage): TokenStore {
  const attempt = <Result>(work: () => Result): Result | undefined => {
    try {
      return work()
    } catch {
      return undefined
    }
  }
  return {
    load: () => attempt(() => readKept(storage().getItem(KEY))),
    save: (kept) => void attempt(() => storage().setItem(KEY, JSON.stringify(kept))),
    clear: () => void attempt(() => storage().removeItem(KEY)),
  }
}

function readKept(text: string | null): KeptToken | undefined {
  const value: unknown = JSON.parse(text ?? 'null')
  if (!isFields(value)) return undefined
  const kept = {
    user: textField(value, 'user'),
    token: textField(value, 'token'),
    obtained: numberField(value, 'obtained', 0),
  }
  return kept.user === '' || kept.token === '' ? undefined : kept
}
