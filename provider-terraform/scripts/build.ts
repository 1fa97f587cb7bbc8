/**
 * Builds the provider as one executable file that needs no Node on the target machine, and lays it out as a
 * filesystem mirror, with a CLI configuration (`dist/mirror.tfrc`) that uses it:
 *
 *   dist/terraform-provider-drp_v<version>
 *   dist/mirror/<registry>/metalwright/drp/<version>/<os>_<arch>/terraform-provider-drp_v<version>
 *
 * The executable is a copy of the running Node with the bundled provider inside (a single executable
 * application), so it is for the platform on which it was built. `--out FOLDER` takes the place of `dist`.
 */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const room = join(import.meta.dirname, '..')
const { values } = parseArgs({ options: { out: { type: 'string', default: join(room, 'dist') } } })
const dist = resolve(values.out)
const work = join(dist, 'build')
/** Terraform and OpenTofu look for `metalwright/drp` under the name of their own registry. */
const registries = ['registry.terraform.io', 'registry.opentofu.org']
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'
const require = createRequire(import.meta.url)

const systems: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
  freebsd: 'freebsd',
}
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' }

/** One CommonJS file, the only form a single executable application runs. */
async function bundle(version: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [join(room, 'src', 'main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22.19',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    define: { 'process.env.DRP_PROVIDER_VERSION': JSON.stringify(version) },
    external: ['bufferutil', 'utf-8-validate'],
    logLevel: 'warning',
  })
}

function makeExecutable(main: string, executable: string): void {
  const blob = join(work, 'sea.blob')
  const config = join(work, 'sea.json')
  const settings = {
    main,
    output: blob,
    disableExperimentalSEAWarning: true,
    useCodeCache: true,
    // A NODE_OPTIONS meant for other programs must not keep the provider from starting.
    execArgvExtension: 'none',
  }
  writeFileSync(config, JSON.stringify(settings))
  execFileSync(process.execPath, ['--experimental-sea-config', config], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  copyFileSync(process.execPath, executable)
  chmodSync(executable, 0o755)
  if (process.platform === 'darwin') execFileSync('codesign', ['--remove-signature', executable])
  const postject = join(dirname(require.resolve('postject/package.json')), 'dist', 'cli.js')
  const segment = process.platform === 'darwin' ? ['--macho-segment-name', 'NODE_SEA'] : []
  const injection = [postject, executable, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', fuse, ...segment]
  execFileSync(process.execPath, injection, { stdio: ['ignore', 'ignore', 'inherit'] })
  if (process.platform === 'darwin') execFileSync('codesign', ['--sign', '-', executable])
}

function mirror(executable: string, name: string, version: string): string {
  const system = systems[process.platform]
  const architecture = architectures[process.arch]
  if (system === undefined || architecture === undefined) {
    throw new Error(
      `Terraform has no name for ${process.platform} on ${process.arch}; build on another machine.`,
    )
  }
  const root = join(dist, 'mirror')
  for (const registry of registries) {
    const folder = join(root, registry, 'metalwright', 'drp', version, `${system}_${architecture}`)
    mkdirSync(folder, { recursive: true })
    linkSync(executable, join(folder, name))
  }
  const config = `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(root)}\n  }\n}\n`
  writeFileSync(join(dist, 'mirror.tfrc'), config)
  return root
}

const { version } = JSON.parse(readFileSync(join(room, 'package.json'), 'utf8'))
const name = `terraform-provider-drp_v${version}${process.platform === 'win32' ? '.exe' : ''}`
const executable = join(dist, name)
rmSync(dist, { recursive: true, force: true })
mkdirSync(work, { recursive: true })
const main = join(work, 'main.cjs')
await bundle(version, main)
makeExecutable(main, executable)
const folder = mirror(executable, name, version)
const megabytes = (file: string) => (statSync(file).size / 1e6).toFixed(1)
console.log(`${executable} (${megabytes(executable)} MB, bundle ${megabytes(main)} MB)\n${folder}`)
