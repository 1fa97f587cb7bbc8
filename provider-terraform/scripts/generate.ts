/**
 * Makes `src/plugin/generated` from `proto/*.proto` with buf and ts-proto.
 * `--check` writes nothing and exits 1 when the committed files differ from what would be made.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

const room = join(import.meta.dirname, '..')
const committed = join(room, 'src', 'plugin', 'generated')
const require = createRequire(import.meta.url)

const options = [
  'outputServices=generic-definitions',
  'esModuleInterop=true',
  'importSuffix=.ts',
  'enumsAsLiterals=true',
  'unrecognizedEnum=false',
  'oneof=unions-value',
  'forceLong=bigint',
  'outputJsonMethods=false',
  'outputPartialMethods=false',
  'useExactTypes=false',
  'env=node',
  'stringEnums=false',
  'snakeToCamel=keys',
]

/** Folder of a package's executable, found through its package.json. */
function binary(packageName: string, file: string): string {
  return join(dirname(require.resolve(`${packageName}/package.json`)), file)
}

function generate(target: string): void {
  const template = {
    version: 'v2',
    plugins: [
      {
        local: ['node', binary('ts-proto', 'protoc-gen-ts_proto')],
        out: target,
        opt: options,
        strategy: 'all',
      },
    ],
  }
  const path = `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`
  const buf = binary('@bufbuild/buf', 'bin/buf')
  execFileSync(process.execPath, [buf, 'generate', 'proto', '--template', JSON.stringify(template)], {
    cwd: room,
    env: { ...process.env, PATH: path },
    stdio: 'inherit',
  })
}

function tree(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

if (process.argv.includes('--check')) {
  const fresh = mkdtempSync(join(tmpdir(), 'drp-generate-'))
  try {
    generate(fresh)
    const wanted = tree(fresh)
    const found = tree(committed)
    const names = new Set([...wanted.keys(), ...found.keys()])
    const stale = [...names].filter((name) => wanted.get(name) !== found.get(name))
    if (stale.length > 0) {
      console.error(
        `Generated files differ: ${stale.join(', ')}. Run: node provider-terraform/scripts/generate.ts`,
      )
      process.exitCode = 1
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
} else {
  rmSync(committed, { recursive: true, force: true })
  generate(committed)
}
