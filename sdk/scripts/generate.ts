/**
 * Makes `src/kinds/generated/models.ts` from the catalogue.
 * `--check` writes nothing and exits 1 when the committed file differs from what would be made.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { objectModelsSource } from './object-models.ts'

const file = join(import.meta.dirname, '..', 'src', 'kinds', 'generated', 'models.ts')
const source = objectModelsSource()
if (!process.argv.includes('--check')) {
  writeFileSync(file, source)
} else if (readFileSync(file, 'utf8') !== source) {
  console.error('The models of the kinds differ from the catalogue. Run: npm run generate -w sdk')
  process.exitCode = 1
}
