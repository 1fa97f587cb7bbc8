import { functionFile } from './function-file.ts'
import { configFile, providerFile } from './provider-file.ts'
import { resourceFile } from './resource-file.ts'
import { runtimeFile } from './runtime-file.ts'
import { nameOf, type Spec } from './spec.ts'
import { typeFiles } from './type-files.ts'

const banner = '// Made from schema.json by scripts/generate.ts; changes here are lost.\n'

const json = `/** JSON of any shape. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
`

/** The generated part of the package for Node.js: texts of its files, by their paths. */
export function nodePackage(spec: Spec): ReadonlyMap<string, string> {
  const files = new Map([
    ['json.ts', json],
    ['resource.ts', runtimeFile(spec)],
    ['provider.ts', providerFile(spec)],
    ['config.ts', configFile(spec)],
    ...typeFiles(spec),
    ['index.ts', indexFile(spec)],
  ])
  for (const [token, resource] of Object.entries(spec.resources)) {
    files.set(fileOf(token), resourceFile(spec, token, resource))
  }
  for (const [token, invoke] of Object.entries(spec.functions)) {
    files.set(fileOf(token), functionFile(spec, token, invoke))
  }
  return new Map([...files].map(([name, text]) => [name, `${banner}${text}`]))
}

/** `boot-env.ts` for `drp:index:BootEnv`. */
function fileOf(token: string): string {
  return `${nameOf(token)
    .replaceAll(/(?<=[a-z0-9])([A-Z])/g, '-$1')
    .toLowerCase()}.ts`
}

function indexFile(spec: Spec): string {
  const tokens = Object.keys(spec.resources)
  const resources = tokens.map((token) => {
    const name = nameOf(token)
    return `export { ${name}, type ${name}Args } from './${fileOf(token)}'\n`
  })
  const functions = Object.entries(spec.functions).map(([token, { inputs }]) => {
    const name = nameOf(token)
    const type = name.slice(0, 1).toUpperCase() + name.slice(1)
    const args =
      Object.keys(inputs.properties).length === 0 ? [] : [`type ${type}Args`, `type ${type}OutputArgs`]
    return `export { ${[name, `${name}Output`, ...args, `type ${type}Result`].join(', ')} } from './${fileOf(token)}'\n`
  })
  const imports = tokens.map((token) => `import { ${nameOf(token)} } from './${fileOf(token)}'\n`)
  const cases = tokens.map((token) => `  '${token}': ${nameOf(token)},\n`)
  return `import * as pulumi from '@pulumi/pulumi'
${imports.join('')}import { Provider } from './provider.ts'
import { absent, version } from './resource.ts'

export { config } from './config.ts'
export type { Json } from './json.ts'
export { Provider, type ProviderArgs } from './provider.ts'
export * from './types/enums.ts'
${resources.join('')}${functions.join('')}export * as types from './types/index.ts'

const classes = {
${cases.join('')}}

function isKnown(type: string): type is keyof typeof classes {
  return Object.hasOwn(classes, type)
}

pulumi.runtime.registerResourceModule('${spec.name}', 'index', {
  version,
  construct: (name, type, urn) => {
    if (!isKnown(type)) throw new Error(\`unknown resource type \${type}\`)
    return new classes[type](name, absent, { urn })
  },
})
pulumi.runtime.registerResourcePackage('${spec.name}', {
  version,
  constructProvider: (name, type, urn) => {
    if (type !== 'pulumi:providers:${spec.name}') throw new Error(\`unknown provider type \${type}\`)
    return new Provider(name, absent, { urn })
  },
})
`
}
