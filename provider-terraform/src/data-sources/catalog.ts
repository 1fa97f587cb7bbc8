import type { JsonObject } from '@metalwright/sdk/models'
import type { Connection } from '../connection.ts'
import { bool, list, listOf, map, string } from '../framework/attribute.ts'
import type { DataSource } from '../framework/resource.ts'
import type { Value, ValueMap } from '../values/value.ts'
import { compareVersions } from './version-order.ts'

/** `drp_catalog`: what can be installed, with the newest version of each. */
export const catalogSource: DataSource<Connection> = {
  typeName: 'drp_catalog',
  schema: {
    description:
      'What the catalog of the server offers for installation, item by item with its versions. `drp_catalog_items` lists the same version by version.',
    attributes: {
      name: string({ optional: true, description: 'Only the item of this name.' }),
      content_type: string({
        optional: true,
        description: 'Only items of this kind, such as `ContentPackage` or `PluginProvider`.',
      }),
      include_tip: bool({
        optional: true,
        description: 'Let builds that are not released (`tip`) count as the newest. Default false.',
      }),
      latest: map('string', { computed: true, description: 'The newest version of each item, by name.' }),
      items: listOf(
        {
          name: string({ computed: true, description: 'Name.' }),
          content_type: string({ computed: true, description: 'Kind of the newest version.' }),
          version: string({ computed: true, description: 'The newest version.' }),
          source: string({ computed: true, description: 'Where the newest version is loaded from.' }),
          sha256: map('string', { computed: true, description: 'Its SHA-256 by system and architecture.' }),
          versions: list('string', { computed: true, description: 'All versions, the newest first.' }),
        },
        { computed: true, description: 'Each item, by name.' },
      ),
    },
  },
  async read({ connection, config, signal }) {
    const name = config.string('name')
    const kind = config.string('content_type')
    const all = await (await connection.objects()).list('catalog_items', { filters: [] }, { signal })
    const chosen = all.filter(
      (item) =>
        (name === null || item['Name'] === name) &&
        (kind === null || item['ContentType'] === kind) &&
        (config.bool('include_tip') === true || item['Tip'] !== true),
    )
    const byName = Map.groupBy(chosen, (item) => text(item, 'Name'))
    const items = [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, versions]) => itemOf(versions))
    const latest = items.map((item): [string, Value] => [
      String(item.get('name')),
      item.get('version') ?? null,
    ])
    return { latest: new Map(latest), items }
  },
}

function itemOf(versions: readonly JsonObject[]): ValueMap {
  const sorted = [...versions].sort((a, b) => compareVersions(versionOf(b), versionOf(a)))
  const [newest = {}] = sorted
  const sums = Object.entries(Object(newest['Shasum256'] ?? {}))
  return new Map<string, Value>([
    ['name', text(newest, 'Name')],
    ['content_type', text(newest, 'ContentType')],
    ['version', versionOf(newest)],
    ['source', text(newest, 'Source')],
    ['sha256', new Map(sums.map(([system, sum]) => [system, String(sum)]))],
    ['versions', sorted.map(versionOf)],
  ])
}

/** `Version` may be a name such as `stable`, of which `ActualVersion` tells the number. */
function versionOf(item: JsonObject): string {
  return text(item, 'ActualVersion') || text(item, 'Version')
}

function text(item: JsonObject, name: string): string {
  return String(item[name] ?? '')
}
