import type { ProviderFunction } from './function.ts'
import type { Provider } from './provider.ts'
import type { Resource } from './resource.ts'
import { schemaProblems } from './schema.ts'

/** @throws TypeError listing every breach of the rules for schemas, identities, lists and functions. */
export function checkProvider<Connection>(provider: Provider<Connection>): void {
  const problems = providerProblems(provider)
  if (problems.length > 0) throw new TypeError(`The provider's schema is not sound:\n${problems.join('\n')}`)
}

/** One sentence per breach; empty for a sound provider. */
export function providerProblems<Connection>(provider: Provider<Connection>): readonly string[] {
  const {
    resources,
    dataSources,
    ephemeralResources = [],
    listResources = [],
    actions = [],
    functions = [],
  } = provider
  const kinds = [
    ['resource', resources],
    ['data-source', dataSources],
    ['ephemeral', ephemeralResources],
    ['list', listResources],
    ['action', actions],
  ] as const
  const listed = new Map(resources.map((resource) => [resource.typeName, resource]))
  return [
    ...schemaProblems('provider', 'provider', provider.schema),
    ...kinds.flatMap(([kind, items]) => [
      ...items.flatMap(({ typeName, schema }) => schemaProblems(kind, typeName, schema)),
      ...repeated(items.map(({ typeName }) => typeName)).map(
        (name) => `${name}: two of kind ${kind} have this name`,
      ),
    ]),
    ...resources.flatMap(resourceProblems),
    ...listResources
      .filter(({ typeName }) => !listed.get(typeName)?.identity)
      .map(({ typeName }) => `${typeName}: only a resource with an identity can be listed`),
    ...repeated(functions.map(({ name }) => name)).map((name) => `function ${name}: two have this name`),
    ...functions.flatMap(functionProblems),
  ]
}

function resourceProblems<Connection>({
  typeName,
  schema,
  upgrades,
  identity,
}: Resource<Connection>): string[] {
  const steps = 'needs an upgrade step for every version below the current one'
  const problems: string[] = []
  if ((upgrades?.length ?? 0) !== (schema.version ?? 0)) problems.push(`${typeName}: the schema ${steps}`)
  if (!identity) return problems
  if ((identity.upgrades?.length ?? 0) !== (identity.version ?? 0))
    problems.push(`${typeName}: the identity ${steps}`)
  const attributes = Object.entries(identity.attributes)
  if (attributes.length === 0) problems.push(`${typeName}: the identity has no attributes`)
  for (const [name, { type }] of attributes) {
    const element = typeof type === 'object' && type.kind === 'list' ? type.element : type
    if (element !== 'string' && element !== 'number' && element !== 'bool') {
      problems.push(
        `${typeName}: ${name} of the identity is neither a string, number, bool nor a list of them`,
      )
    }
  }
  return problems
}

function functionProblems({ name, summary, parameters, variadic }: ProviderFunction): string[] {
  const names = [...parameters, ...(variadic ? [variadic] : [])].map((parameter) => parameter.name)
  return [
    ...[name, ...names]
      .filter((each) => !/^[a-z_][a-z0-9_]*$/.test(each))
      .map((each) => `function ${name}: the name ${each} may have only a-z, 0-9 and _`),
    ...repeated(names).map((each) => `function ${name}: two parameters are called ${each}`),
    ...(summary.trim() === '' ? [`function ${name}: the summary is missing`] : []),
  ]
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
}
