import { homedir } from 'node:os'
import { join } from 'node:path'
import { Option } from 'commander'

/** Folder of everything the server keeps, when none is given. */
export const BASE_ROOT = join(homedir(), '.metalwright')

/** An option with its variable in the environment: `--api-port` is also METALWRIGHT_API_PORT. */
export function option(flags: string, description: string): Option {
  const made = new Option(flags, description)
  return made.env(`METALWRIGHT_${made.long?.slice(2).replaceAll('-', '_').toUpperCase()}`)
}
