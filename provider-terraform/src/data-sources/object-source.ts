import { membersOf, type ObjectKind } from '@metalwright/sdk/kinds'
import type { JsonObject } from '@metalwright/sdk/models'
import type { Connection } from '../connection.ts'
import { bool, list, string } from '../framework/attribute.ts'
import { DiagnosticError } from '../framework/diagnostic.ts'
import type { Changes, ObjectView } from '../framework/object-view.ts'
import type { DataSource, ValidateContext } from '../framework/resource.ts'
import { each } from '../framework/validator.ts'
import { addressToHex } from '../resources/objects/hex-address.ts'
import type { CallLimits, RemoteObjects } from '../resources/objects/remote-objects.ts'
import { filterText } from './filter-text.ts'
import type { SourceKind } from './source-kinds.ts'
import { readAttributes, readValues } from './source-values.ts'

/** The data source of one object of a kind: by its key, by another unique argument, or by filters. */
export function objectSource({ typeName, kind, lookups }: SourceKind): DataSource<Connection> {
  const { singular } = kind.model
  const key = keyAttribute(kind)
  const ways = [key, ...Object.keys(lookups), 'filters']
  const attributes = readAttributes(kind, false)
  const named = [key, ...Object.keys(lookups)].map((name) => [
    name,
    string({
      optional: true,
      computed: true,
      description: attributes[name]?.description ?? `MAC address of the ${singular} to look for.`,
    }),
  ])
  return {
    typeName,
    schema: {
      description: `Reads one ${singular}. ${kind.description} Name it by one of: ${ways.map((way) => `\`${way}\``).join(', ')}.`,
      attributes: {
        ...attributes,
        ...Object.fromEntries(named),
        filters: list('string', {
          optional: true,
          description: `DRP filters such as \`Description=Re(^web)\` that exactly one ${singular} matches.`,
          validators: [each(filterText)],
        }),
        optional: bool({
          optional: true,
          description: `Give nulls, and \`found\` false, instead of failing when there is no such ${singular}.`,
        }),
        found: bool({ computed: true, description: `Whether there is such a ${singular}.` }),
      },
    },
    validate: (context) => exactlyOne(context, ways),
    async read({ connection, config, signal }) {
      const remote = await connection.objects()
      const found = await find(remote, kind, lookups, config, { signal })
      const [object] = found
      if (object !== undefined && found.length === 1) {
        const own = 'mac' in lookups ? { mac: config.get('mac') } : {}
        return { ...readValues(kind, object, false), ...own, found: true }
      }
      if (object === undefined && config.bool('optional') === true) return missing(attributes, config)
      throw notOne(kind, found.length, connection.endpoint)
    },
  }
}

function missing(attributes: Readonly<Record<string, unknown>>, config: ObjectView): Changes {
  const nulls = Object.keys(attributes).map((name) => [name, config.get(name)])
  return { ...Object.fromEntries(nulls), found: false }
}

async function find(
  remote: RemoteObjects,
  kind: ObjectKind,
  lookups: Readonly<Record<string, string>>,
  config: ObjectView,
  limits: CallLimits,
): Promise<readonly JsonObject[]> {
  const { prefix, keyForm } = kind.model
  const key = config.string(keyAttribute(kind))
  if (key !== null) {
    const path = keyForm === 'hex-address' ? (addressToHex(key) ?? key) : key
    const object = await remote.get(prefix, path, limits)
    return object === null ? [] : [object]
  }
  const own = Object.entries(lookups).flatMap(([name, index]) => {
    const value = config.string(name)
    return value === null ? [] : [`${index}=Eq(${name === 'mac' ? value.toLowerCase() : value})`]
  })
  const filters = [...own, ...(config.strings('filters') ?? [])]
  return remote.list(prefix, { filters, limit: 2 }, limits)
}

function exactlyOne({ config, error }: ValidateContext, ways: readonly string[]): void {
  const given = ways.filter((name) => config.get(name) !== null)
  if (given.length === 1) return
  error('Exactly one way to name it is needed', `Set exactly one of: ${ways.join(', ')}.`)
}

function notOne({ model }: ObjectKind, count: number, endpoint: string): DiagnosticError {
  return count === 0
    ? new DiagnosticError(
        `There is no such ${model.singular}`,
        `No ${model.singular} at ${endpoint} is as asked for. Check the arguments and the rights of the user, or set optional = true.`,
      )
    : new DiagnosticError(
        `More than one ${model.singular} is there`,
        `Several objects of ${model.prefix} at ${endpoint} match. Narrow the filters, or use data source drp_${model.prefix}.`,
      )
}

function keyAttribute(kind: ObjectKind): string {
  return membersOf(kind).find(({ fieldName }) => fieldName === kind.model.key)?.attribute ?? 'id'
}
