import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeExecutable } from './executable.ts'
import { executableName, type Platform } from './platform.ts'
import type { ProviderPackage } from './provider-package.ts'
import { asScript } from './script.ts'

/** What a package is made from. */
export interface PackageParts {
  readonly version: string
  readonly platform: Platform
  /** The bundled provider, in a folder that takes intermediate files. */
  readonly main: string
  /** File with the text of the licence. */
  readonly license: string
  /** Where the files of the package are put. */
  readonly folder: string
}

/** A package with a Node inside, for machines without one. @throws ExecutableError */
export async function executablePackage(
  parts: PackageParts,
  { node, injector }: { readonly node: string; readonly injector: string },
): Promise<ProviderPackage> {
  const { main, platform } = parts
  return assemble(parts, async (executable) => {
    await makeExecutable({ main, executable, platform, node, injector })
    return new Map()
  })
}

/** A package with a script, for machines with Node on PATH. */
export async function scriptPackage(parts: PackageParts): Promise<ProviderPackage> {
  return assemble(parts, async (executable) => {
    await writeFile(executable, asScript(await readFile(parts.main, 'utf8')))
    await chmod(executable, 0o755)
    // Working folders often lie in a package of ES modules, which the script is not.
    const marker = join(parts.folder, 'package.json')
    await writeFile(marker, '{"type":"commonjs"}\n')
    return new Map([['package.json', marker]])
  })
}

/** Makes the executable, and puts the licence and what else `make` returns beside it. */
async function assemble(
  { version, platform, license, folder }: PackageParts,
  make: (executable: string) => Promise<ReadonlyMap<string, string>>,
): Promise<ProviderPackage> {
  await mkdir(folder, { recursive: true })
  const executable = executableName(version, platform)
  const copy = join(folder, 'LICENSE')
  await copyFile(license, copy)
  const others = await make(join(folder, executable))
  const files = new Map([[executable, join(folder, executable)], ['LICENSE', copy], ...others])
  return { version, platform, executable, files }
}
