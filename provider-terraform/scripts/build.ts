/**
 * Builds the provider as one executable file that needs no Node on the target machine, and lays it out as a
 * filesystem mirror, with a CLI configuration (`dist/mirror.tfrc`) that uses it:
 *
 *   dist/terraform-provider-drp_v<version>
 *   dist/mirror/<registry>/metalwright/drp/<version>/<os>_<arch>/terraform-provider-drp_v<version>
 *
 * The executable is a copy of the running Node with the bundled provider inside (a single executable
 * application), so it is for the platform on which it was built. `--out FOLDER` takes the place of `dist`.
 * `release.ts` makes everything else that can be published.
 */
import { linkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { writeUnpackedMirror } from './package/mirrors.ts'
import { platformOf } from './package/platform.ts'
import { Workshop } from './package/workshop.ts'

const room = join(import.meta.dirname, '..')
const { values } = parseArgs({ options: { out: { type: 'string', default: join(room, 'dist') } } })
const dist = resolve(values.out)
const mirror = join(dist, 'mirror')
rmSync(dist, { recursive: true, force: true })
const workshop = await Workshop.open(room, join(dist, 'build'))
const made = await workshop.package(platformOf(process), 'executable')
const executable = join(dist, made.executable)
linkSync(made.files.get(made.executable) ?? '', executable)
await writeUnpackedMirror(mirror, [made])
const config = `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`
writeFileSync(join(dist, 'mirror.tfrc'), config)
const megabytes = (file: string) => (statSync(file).size / 1e6).toFixed(1)
console.log(`${executable} (${megabytes(executable)} MB, bundle ${megabytes(workshop.main)} MB)\n${mirror}`)
