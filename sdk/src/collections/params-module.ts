import type { Param } from '../models/param.ts'

/**
 * Source of a TypeScript module that gives types to the params of a server, made from the definitions published there:
 * the answer of `client.params.list()`. Without a schema a value is any JSON.
 */
export function paramsModule(definitions: readonly Pick<Param, 'Name' | 'Schema' | 'Secure'>[]): string {
  const sorted = definitions.toSorted((a, b) => (a.Name < b.Name ? -1 : 1))
  const schemas = Object.fromEntries(sorted.map(({ Name, Schema }) => [Name, Schema ?? {}]))
  const secure = sorted.filter(({ Secure }) => Secure).map(({ Name }) => Name)
  return [
    "import { defineParams } from '@metalwright/sdk'",
    '',
    '/** Params as they are published on the server; made anew when they change. */',
    `export const params = defineParams(${JSON.stringify(schemas, null, 2)}, ${JSON.stringify({ secure })})`,
    '',
  ].join('\n')
}
