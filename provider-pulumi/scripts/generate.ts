// Makes schema.json from src/schema, and the Node.js package in nodejs/generated from schema.json.
//
//   npm run generate -w provider-pulumi              writes them
//   npm run generate -w provider-pulumi -- --check   fails when they are not what would be written
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { nodePackage } from './nodejs/node-package.ts'
import { parseSpec } from './nodejs/spec.ts'
import { examples } from './schema/examples.ts'
import { packageSchema } from './schema/package-schema.ts'

const room = join(import.meta.dirname, '..')
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const { version } = JSON.parse(readFileSync(join(room, 'package.json'), 'utf8'))

const schema = `${JSON.stringify(packageSchema(version, examples), null, 2)}\n`
const made = new Map([['schema.json', schema]])
for (const [file, text] of nodePackage(parseSpec(schema))) made.set(join('nodejs', 'generated', file), text)

const generated = globSync(join('nodejs', 'generated', '**', '*.ts'), { cwd: room })
const stale = generated.filter((file) => !made.has(file))
const changed = [...made].filter(([file, text]) => {
  const path = join(room, file)
  return !existsSync(path) || readFileSync(path, 'utf8') !== text
})
if (values.check) {
  for (const file of [...changed.map(([name]) => name), ...stale]) {
    console.error(`provider-pulumi/${file} is not what npm run generate -w provider-pulumi makes.`)
    process.exitCode = 1
  }
} else {
  for (const file of stale) rmSync(join(room, file))
  for (const [file, text] of changed) {
    mkdirSync(dirname(join(room, file)), { recursive: true })
    writeFileSync(join(room, file), text)
  }
  console.log(`${changed.length} of ${made.size} files written, ${stale.length} removed`)
}
