import { modelOf, type ObjectKind, objectKinds } from '@metalwright/sdk/kinds'

/** A kind of object as data sources: one of them, and lists of them. */
export interface SourceKind {
  /** Full name, such as `drp_machine`. */
  readonly typeName: string
  /** Name of the list; there is none for params, since `drp_params` gives the params of an object. */
  readonly pluralName: string | undefined
  readonly kind: ObjectKind
  /** Ways to name one besides its key: argument, and the index of the API that it asks. */
  readonly lookups: Readonly<Record<string, string>>
}

function source(kind: ObjectKind, lookups: Readonly<Record<string, string>> = {}): SourceKind {
  const typeName = `drp_${kind.name.replace('_enrolled', '')}`
  const pluralName = typeName === 'drp_param' ? undefined : `drp_${kind.model.prefix}`
  const { only: _only, ...rest } = kind
  return { typeName, pluralName, kind: rest, lookups }
}

/** Every kind of the catalogue that can be read, those that only the server makes included. */
export const sourceKinds: readonly SourceKind[] = [
  ...objectKinds.map((kind) =>
    kind.model.prefix === 'machines'
      ? source(kind, { name: 'Name', address: 'Address', mac: 'HardwareAddrs' })
      : source(kind),
  ),
  source({
    name: 'job',
    model: modelOf('jobs'),
    description: 'A run of a task on a machine.',
  }),
  source({
    name: 'lease',
    model: modelOf('leases'),
    description: 'An address that a client has from the DHCP server.',
    names: { Addr: 'address' },
  }),
  source({
    name: 'plugin_provider',
    model: modelOf('plugin_providers'),
    description: 'A program that offers actions and hears events.',
  }),
]
