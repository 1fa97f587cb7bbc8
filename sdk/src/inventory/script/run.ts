import { parseArgs } from 'node:util'
import type { JsonObject, JsonValue } from '../../models/json.ts'
import { readConfig } from './config-file.ts'
import { endpointOf, type Fetched, fetchInventory, type Ports } from './fetch-inventory.ts'
import { graphText } from './graph.ts'
import { helpText } from './help.ts'
import { InventoryError } from './inventory-error.ts'
import { scriptSettings } from './script-settings.ts'
import { VERSION } from './version.ts'

/** What a run is given, and where it writes. */
export interface Run extends Ports {
  /** Behind the name of the program. */
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Path of the script, beside which a configuration file may lie. */
  readonly script: string
  readonly out: (text: string | Buffer) => void
  readonly err: (line: string) => void
}

/** Runs the program. Returns its exit code; what went wrong is said on `err`. */
export async function run(given: Run): Promise<number> {
  try {
    return await perform(given)
  } catch (error) {
    if (!(error instanceof InventoryError)) throw error
    given.err(`metalwright-inventory: ${error.message}\n`)
    return error.exitCode
  }
}

async function perform(given: Run): Promise<number> {
  const flags = flagsOf(given.args)
  if (flags.help) {
    given.out(helpText())
    return 0
  }
  if (flags.version) {
    given.out(`metalwright-inventory ${VERSION}\n`)
    return 0
  }
  const modes = [flags.list, flags.host !== undefined, flags.graph, flags.check].filter(Boolean)
  if (modes.length !== 1) {
    throw new InventoryError(
      'settings',
      'Say one of --list, --host NAME, --graph and --check; --help tells more.',
    )
  }
  const config = flags.config ?? (given.environment['DRP_INVENTORY_CONFIG'] || undefined)
  const settings = scriptSettings(given.environment, await readConfig(config, given.script))
  const fetched = await fetchInventory(settings, given, flags.refresh)
  if (settings.strict && fetched.warnings.length > 0) {
    throw new InventoryError('strict', `${fetched.warnings.join(' ')} (strict is set)`)
  }
  if (settings.warnings)
    for (const warning of fetched.warnings) given.err(`metalwright-inventory: ${warning}\n`)
  if (flags.check) given.out(checkText(endpointOf(settings), fetched))
  else if (flags.graph) given.out(graphText(listIn(fetched)))
  else if (flags.host !== undefined) given.out(jsonText(variablesOf(fetched, flags.host), flags.pretty))
  else given.out(flags.pretty ? jsonText(listIn(fetched), true) : fetched.text)
  return 0
}

function flagsOf(args: readonly string[]) {
  const flag = { type: 'boolean', default: false } as const
  try {
    return parseArgs({
      args: [...args],
      options: {
        list: flag,
        host: { type: 'string' },
        graph: flag,
        check: flag,
        pretty: flag,
        refresh: flag,
        config: { type: 'string' },
        version: flag,
        help: { ...flag, short: 'h' },
      },
    }).values
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    throw new InventoryError('settings', `${problem} --help lists all flags.`, error)
  }
}

function listIn({ text }: Fetched): JsonObject {
  return JSON.parse(text.toString('utf8'))
}

/** @throws InventoryError when there is no such host */
function variablesOf(fetched: Fetched, host: string): JsonValue {
  const meta = listIn(fetched)['_meta']
  const hosts = isObject(meta) ? meta['hostvars'] : undefined
  const found = isObject(hosts) && Object.hasOwn(hosts, host) ? hosts[host] : undefined
  if (found !== undefined) return found
  throw new InventoryError('no_host', `There is no host \`${host}\` in the inventory; --graph shows all.`)
}

function checkText(endpoint: string, fetched: Fetched): string {
  const list = listIn(fetched)
  const meta = list['_meta']
  const hosts = isObject(meta) && isObject(meta['hostvars']) ? Object.keys(meta['hostvars']).length : 0
  const sources = {
    server: 'made now',
    kept: 'kept, and young enough not to ask the server',
    unchanged: 'kept, and as the server has it',
    stale: 'kept; the server does not answer',
  }
  const groups = Object.keys(list).length - 1
  return `${endpoint}: ${hosts} hosts, ${groups} groups, ${fetched.text.length} bytes; ${sources[fetched.origin]}\n`
}

function jsonText(value: JsonValue, pretty: boolean): string {
  return `${pretty ? JSON.stringify(value, null, 2) : JSON.stringify(value)}\n`
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
