import { createRequire } from 'node:module'
import type { SchemaDocument } from './schema-json.ts'

/** The part of the generator that is used here. */
interface Generator {
  readonly CodeMaker: new () => { save(folder: string): Promise<unknown> }
  readonly TerraformProviderGenerator: new (
    code: unknown,
    schema: unknown,
    options: { importExtension: string },
  ) => { generate(target: Readonly<Record<string, unknown>>): void }
}

/**
 * Writes the constructs of a provider below a folder, as `providers/<name>/<type>/index.ts`. Stacks will ask for
 * the provider `source`, in a version that fits the constraint `version`.
 */
export async function writeBindings(
  document: SchemaDocument,
  { name, source, version }: { name: string; source: string; version: string },
  folder: string,
): Promise<void> {
  // The generator asks Terraform for its version while it is loaded, which is not used and may print warnings.
  process.env['TERRAFORM_BINARY_NAME'] = 'no-terraform-needed'
  process.env['CHECKPOINT_DISABLE'] = '1'
  const require = createRequire(import.meta.url)
  const generator: Generator = require('@cdktn/provider-generator')
  const code = new generator.CodeMaker()
  const target = { isModule: false, isProvider: true, name, source, version, fqn: source }
  new generator.TerraformProviderGenerator(code, document, { importExtension: '.ts' }).generate(target)
  await code.save(folder)
}

/** What the generator makes of a value of any type, and what it should make. */
const freeValues: readonly (readonly [made: string, wanted: string])[] = [
  ['?: { [key: string]: any };', '?: any;'],
  ['(value: { [key: string]: any })', '(value: any)'],
  ['cdktn.hashMapper(cdktn.anyToTerraform)', 'cdktn.anyToTerraform'],
  ['cdktn.hashMapperHcl(cdktn.anyToHclTerraform)', 'cdktn.anyToHclTerraform'],
  ['storageClassType: "anyMap",', 'storageClassType: "any",'],
]

/**
 * A generated source as it has to be:
 * - An attribute of dynamic type takes any value. The generator takes it for a map, so that a list would be sent as
 *   an object; the schema has no maps of dynamic values, so all such maps are meant.
 * - An argument that may be null can be left away only when nothing follows it. The generator forgets the variadic
 *   ones, and the compiler refuses that.
 */
export function corrected(source: string): string {
  const typed = source
    .replaceAll(/type: "map",(\s+)storageClassType: "anyMap",/g, 'type: "any",$1storageClassType: "anyMap",')
    .replaceAll(/(\w+)\?: (\w+, \w+: Array<)/g, '$1: $2')
  return freeValues.reduce((text, [made, wanted]) => text.replaceAll(made, wanted), typed)
}
