import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import type { Connection } from '../connection.ts'
import { list, map, number, string } from '../framework/attribute.ts'
import { DiagnosticError } from '../framework/diagnostic.ts'
import type { DataSource } from '../framework/resource.ts'
import { wholeBetween } from '../framework/validator.ts'
import { path } from '../values/path.ts'
import { machineAttribute, theMachine } from './the-machine.ts'

/** `drp_ssh_access`: how to log in to a machine. */
export const sshAccessSource: DataSource<Connection> = {
  typeName: 'drp_ssh_access',
  schema: {
    description:
      'How to log in to a machine over SSH: for `connection` blocks, and for output. Params of the machine, its profiles, its stage and `global` count.',
    attributes: {
      machine: machineAttribute,
      address_param: string({
        optional: true,
        description:
          'Param that holds the address, such as `cloud/public-ipv4`. Default: the address of the machine.',
      }),
      user: string({
        optional: true,
        computed: true,
        description: 'User. Default: param `ansible_user`, else `root`.',
      }),
      port: number({
        optional: true,
        computed: true,
        description: 'Port. Default: param `ansible_port`, else 22.',
        validators: [wholeBetween(1, 65_535)],
      }),
      uuid: string({ computed: true, description: 'UUID of the machine.' }),
      name: string({ computed: true, description: 'Name of the machine.' }),
      host: string({ computed: true, description: 'Address to connect to.' }),
      authorized_keys: map('string', {
        computed: true,
        description: 'Public keys that are let in, by name, from param `access-keys`.',
      }),
      arguments: list('string', { computed: true, description: 'Arguments for `ssh`.' }),
    },
  },
  async read({ connection, config, signal }) {
    const { uuid, machine } = await theMachine(connection, config, signal)
    const view = { aggregate: true, decode: false }
    const found = (await (await connection.objects()).params('machines', uuid, view, { signal })) ?? {}
    const param = (name: string) => (Object.hasOwn(found, name) ? found[name] : undefined)
    const host = hostOf(machine, config.string('address_param'), param)
    if (host === null) throw noAddress(uuid, config.string('address_param'), connection.endpoint)
    const user = config.string('user') ?? (textOf(param('ansible_user')) || 'root')
    const port = config.number('port') ?? (Number(textOf(param('ansible_port'))) || 22)
    return {
      uuid,
      name: String(machine['Name'] ?? ''),
      host,
      user,
      port,
      authorized_keys: keysOf(param('access-keys')),
      arguments: ['-p', String(port), '-l', user, '--', host],
    }
  },
}

/** A host that SSH could take for an option is none. */
function hostOf(
  machine: JsonObject,
  addressParam: string | null,
  param: (name: string) => JsonValue | undefined,
): string | null {
  const host = textOf(addressParam === null ? machine['Address'] : param(addressParam))
  return host === '' || host === '0.0.0.0' || host.startsWith('-') || /\s/.test(host) ? null : host
}

function keysOf(keys: JsonValue | undefined): ReadonlyMap<string, string> {
  if (keys === undefined || keys === null || typeof keys !== 'object' || Array.isArray(keys)) return new Map()
  const texts = Object.entries(keys).filter(([, key]) => typeof key === 'string')
  return new Map(texts.map(([name, key]) => [name, String(key).trim()]))
}

function noAddress(uuid: string, addressParam: string | null, endpoint: string): DiagnosticError {
  const what = addressParam === null ? 'no address' : `no usable address in param ${addressParam}`
  return new DiagnosticError(
    'The machine has no address',
    `Machine ${uuid} at ${endpoint} has ${what}. Wait until it has booted, or set address_param to the param that holds its address.`,
    { path: path(addressParam === null ? 'machine' : 'address_param') },
  )
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
