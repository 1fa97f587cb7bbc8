import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { bundleProvider } from './bundle.ts'
import { executablePackage, scriptPackage } from './make-package.ts'
import { nodeBinary } from './node-binary.ts'
import type { Platform } from './platform.ts'
import type { ProviderPackage } from './provider-package.ts'

/** How the provider comes: with a Node inside, or as a script for the Node on PATH. */
type Form = 'executable' | 'script'

/** Makes packages of the provider from its sources. */
export class Workshop {
  readonly version: string
  /** The bundled provider. */
  readonly main: string
  readonly license: string
  /** Postject's command line. */
  readonly injector: string
  readonly #room: string
  readonly #work: string

  private constructor(room: string, work: string, version: string) {
    this.#room = room
    this.#work = work
    this.version = version
    this.main = join(work, 'main.cjs')
    this.license = join(room, '..', 'LICENSE')
    const require = createRequire(import.meta.url)
    this.injector = join(dirname(require.resolve('postject/package.json')), 'dist', 'cli.js')
  }

  /**
   * Bundles the provider.
   *
   * @param room folder of `@metalwright/provider-terraform`
   * @param work folder for intermediate files and for what is in the packages; it is made
   */
  static async open(room: string, work: string): Promise<Workshop> {
    const { version } = JSON.parse(await readFile(join(room, 'package.json'), 'utf8'))
    await mkdir(work, { recursive: true })
    const workshop = new Workshop(room, work, version)
    await bundleProvider({ room, version, outfile: workshop.main })
    return workshop
  }

  /** Makes the package of a platform. @throws ExecutableError, NodeBinaryError */
  async package(platform: Platform, form: Form): Promise<ProviderPackage> {
    const { version, main, license, injector } = this
    const folder = join(this.#work, `${platform.name}-${form}`)
    const parts = { version, platform, main, license, folder }
    if (form === 'script') return scriptPackage(parts)
    const node = await nodeBinary(platform, join(this.#room, '..', '.cache', 'node'))
    return executablePackage(parts, { node, injector })
  }
}
