/**
 * Builds the package that is published, as a folder of its own: `dist/` with JavaScript, declarations and a
 * `package.json` whose exports name them. In the workspace the packages import the TypeScript sources, which other
 * projects cannot: Node strips no types below `node_modules`. `--out FOLDER` takes the place of `dist`.
 *
 *   npm run build -w sdk && npm pack ./sdk/dist
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { bundleProgram } from './bundle.ts'
import { manifestOf } from './manifest.ts'

const room = join(import.meta.dirname, '..')
const root = join(room, '..')
const { values } = parseArgs({ options: { out: { type: 'string', default: join(room, 'dist') } } })
const dist = resolve(values.out)

rmSync(dist, { recursive: true, force: true })
execFileSync(
  process.execPath,
  [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', import.meta.dirname, '--outDir', dist],
  { stdio: 'inherit' },
)

// The compiler rewrites import endings in JavaScript only.
for (const file of globSync('**/*.d.ts', { cwd: dist })) {
  const path = join(dist, file)
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, text.replace(/((?:from |import\()["']\.{1,2}\/[^"']*)\.ts(?=["'])/g, '$1.js'))
}

const { manifest, programs } = manifestOf(JSON.parse(readFileSync(join(room, 'package.json'), 'utf8')))
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
// In one file each, in the place of what the compiler made.
for (const program of programs) {
  const source = program.replace(/^\.\//, 'src/').replace(/\.js$/, '.ts')
  await bundleProgram(source, join(dist, program))
}
copyFileSync(join(room, 'README.md'), join(dist, 'README.md'))
copyFileSync(join(root, 'LICENSE'), join(dist, 'LICENSE'))
process.stdout.write(`${manifest.name} ${manifest.version} is in ${dist}\n`)
