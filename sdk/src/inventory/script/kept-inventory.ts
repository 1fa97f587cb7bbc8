import { createHash } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { credentialsOf } from '../../transport/credentials.ts'
import type { ScriptSettings } from './script-settings.ts'

/** Changes with the form of what is kept, and of inventories. */
const FORM = 1

/** What is known about a kept inventory. */
interface KeptFacts {
  readonly form: number
  /** Milliseconds since 1970 when it was made, or last found to be as the server has it. */
  readonly made: number
  /** Tags of the lists it was made of, by their paths; null when the server tells none. */
  readonly tags: Readonly<Record<string, string>> | null
}

/** An inventory that was kept. */
export interface Kept extends KeptFacts {
  /** The text that `--list` prints. */
  readonly text: Buffer
}

/**
 * Keeps the text of inventories in files that only the user can read: one for each server, user and settings. A file
 * that belongs to somebody else is not read, since what it says may make Ansible run code.
 */
export class KeptInventories {
  readonly #folder: string
  readonly #path: string

  constructor(folder: string, settings: ScriptSettings) {
    this.#folder = folder
    this.#path = join(folder, `${digestOf(settings)}.json`)
  }

  /** The kept inventory; undefined when there is none that can be used. */
  read(): Kept | undefined {
    let file: number
    try {
      file = openSync(this.#path, constants.O_RDONLY | constants.O_NOFOLLOW)
    } catch {
      return undefined
    }
    try {
      const { uid, mode } = fstatSync(file)
      if (uid !== process.getuid?.() || (mode & 0o022) !== 0) return undefined
      const bytes = readFileSync(file)
      const end = bytes.indexOf('\n')
      const facts = factsIn(bytes.toString('utf8', 0, Math.max(0, end)))
      return facts === undefined ? undefined : { ...facts, text: bytes.subarray(end + 1) }
    } catch {
      return undefined
    } finally {
      closeSync(file)
    }
  }

  /** Keeps an inventory in the place of the one before. @throws Error when it cannot be written */
  write(made: number, tags: Readonly<Record<string, string>> | undefined, text: Buffer): void {
    const facts: KeptFacts = { form: FORM, made, tags: tags ?? null }
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const fresh = `${this.#path}.${process.pid}.new`
    try {
      writeFileSync(fresh, Buffer.concat([Buffer.from(`${JSON.stringify(facts)}\n`), text]), {
        mode: 0o600,
        flag: 'wx',
      })
      renameSync(fresh, this.#path)
    } finally {
      rmSync(fresh, { force: true })
    }
  }
}

/** Everything that decides what an inventory says, but the server's own data. */
function digestOf({ connection, filters, inventory, compat }: ScriptSettings): string {
  const credentials = credentialsOf(connection)
  const who =
    credentials.kind === 'token' ? credentials.token : credentials.kind === 'password' ? credentials.user : ''
  const trust = [connection.endpoint, connection.fingerprint, connection.caCert, connection.insecure]
  const all = JSON.stringify([FORM, credentials.kind, who, trust, filters, inventory, compat])
  return createHash('sha256').update(all).digest('hex').slice(0, 32)
}

function factsIn(line: string): KeptFacts | undefined {
  const found: unknown = JSON.parse(line)
  if (found === null || typeof found !== 'object' || !('form' in found) || found.form !== FORM)
    return undefined
  if (!('made' in found) || typeof found.made !== 'number' || !('tags' in found)) return undefined
  const { made, tags } = found
  if (tags === null || typeof tags !== 'object') return { form: FORM, made, tags: null }
  const pairs = Object.entries(tags).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  return { form: FORM, made, tags: Object.fromEntries(pairs) }
}
