import { actions } from '../../src/actions/actions.ts'
import { dataSources } from '../../src/data-sources/data-sources.ts'
import { ephemeralResources } from '../../src/ephemeral/ephemeral-resources.ts'
import type { Schema } from '../../src/framework/schema.ts'
import { functions } from '../../src/functions/functions.ts'
import { listResources } from '../../src/lists/list-resources.ts'
import { providerSchema } from '../../src/provider-schema.ts'
import { resources } from '../../src/resources/resources.ts'
import { schemaMarkdown } from '../schema-markdown.ts'
import { functionPage } from './function-page.ts'
import { importSection } from './import-section.ts'
import { code, page } from './page.ts'
import { optional, text } from './room.ts'

/** A kind of thing that has a schema: its folder of pages and of examples, and how it is called. */
interface Kind {
  readonly folder: string
  readonly word: string
  readonly example: string
  /** Language of the example, for highlighting. */
  readonly language: string
}

const resource: Kind = {
  folder: 'resources',
  word: 'Resource',
  example: 'resource.tf',
  language: 'terraform',
}
const dataSource: Kind = {
  folder: 'data-sources',
  word: 'Data Source',
  example: 'data-source.tf',
  language: 'terraform',
}
const ephemeral: Kind = {
  folder: 'ephemeral-resources',
  word: 'Ephemeral Resource',
  example: 'ephemeral-resource.tf',
  language: 'terraform',
}
const listResource: Kind = {
  folder: 'list-resources',
  word: 'List Resource',
  example: 'list-resource.tfquery.hcl',
  language: 'terraform',
}
const action: Kind = { folder: 'actions', word: 'Action', example: 'action.tf', language: 'terraform' }

/** Every page by its path below `docs`. @throws Error when an example is missing */
export function pages(): ReadonlyMap<string, string> {
  const described = [
    ...dataSources.map((one) => schemaPage(dataSource, one)),
    ...ephemeralResources.map((one) => schemaPage(ephemeral, one)),
    ...listResources.map((one) => schemaPage(listResource, one)),
    ...actions.map((one) => schemaPage(action, one)),
    ...resources.map((one) => schemaPage(resource, one, importSection(one))),
    ...functions.map((one) => [`functions/${one.name}.md`, functionPage(one)] as const),
  ]
  return new Map([['index.md', index()], ...described])
}

function schemaPage(
  { folder, word, example, language }: Kind,
  { typeName, schema }: { readonly typeName: string; readonly schema: Schema },
  more: readonly string[] = [],
): readonly [path: string, page: string] {
  const { description } = schema
  return [
    `${folder}/${typeName.replace(/^drp_/, '')}.md`,
    page(
      { title: `${typeName} ${word} - drp`, description },
      `# ${typeName} (${word})`,
      description,
      '## Example Usage',
      code(language, text('examples', folder, typeName, example)),
      schemaMarkdown(schema),
      ...optional('templates', folder, `${typeName}.md`),
      ...more,
    ),
  ]
}

function index(): string {
  const { description } = providerSchema
  return page(
    { title: 'drp Provider', description },
    '# drp Provider',
    description,
    '## Example Usage',
    code('terraform', text('examples', 'provider', 'provider.tf')),
    schemaMarkdown(providerSchema),
    text('templates', 'index.md'),
  )
}
