import type { Connection } from '../../src/connection.ts'
import type { Identity } from '../../src/framework/identity.ts'
import type { Resource } from '../../src/framework/resource.ts'
import { typeName } from '../type-name.ts'
import { code } from './page.ts'
import { optional } from './room.ts'

/** The section "Import" of a resource; none for one that cannot be imported. */
export function importSection({
  typeName: name,
  import: imports,
  identity,
}: Resource<Connection>): readonly string[] {
  if (imports === undefined) return []
  const examples = ['examples', 'resources', name]
  const command = optional(...examples, 'import.sh').map((body) => code('shell', body))
  const byId = optional(...examples, 'import-by-string-id.tf').flatMap((body) => [
    'In a configuration, by the same text:',
    code('terraform', body),
  ])
  const byIdentity = optional(...examples, 'import-by-identity.tf').flatMap((body) => [
    'By identity, with Terraform 1.12 and later:',
    code('terraform', body),
  ])
  return ['## Import', ...command, ...byId, ...byIdentity, ...(identity ? identitySection(identity) : [])]
}

function identitySection({ attributes }: Identity): readonly string[] {
  const lines = Object.entries(attributes).map(([name, { type, description, optionalForImport }]) => {
    const need = optionalForImport === true ? ', Optional' : ''
    return `- \`${name}\` (${typeName(type)}${need}) ${description}`
  })
  return ['### Identity Schema', lines.join('\n')]
}
