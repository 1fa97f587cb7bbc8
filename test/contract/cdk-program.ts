import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..', '..')
const modules = join(root, 'node_modules')
const tsc = join(modules, 'typescript', 'bin', 'tsc')

/**
 * One of the programs in `examples/cdk`, as its user has it: in a folder of its own, with the package of constructs
 * built, packed and installed. The libraries are those of the repository, so nothing is downloaded.
 */
export class CdkProgram {
  readonly folder: string

  private constructor(folder: string) {
    this.folder = folder
  }

  /** Builds the package and installs it for the program. @throws the compiler's complaints */
  static async create(library: 'cdktn' | 'cdktf'): Promise<CdkProgram> {
    const folder = await mkdtemp(join(tmpdir(), `metalwright-${library}-`))
    const built = join(folder, 'built')
    await cp(join(root, 'provider-terraform', 'cdk', library), built, { recursive: true })
    // What the sources import is looked for above them.
    await mkdir(join(folder, 'node_modules', '@metalwright'), { recursive: true })
    for (const name of [library, 'constructs', '@types']) {
      await symlink(await realpath(join(modules, name)), join(folder, 'node_modules', name))
    }
    await compile(built)
    const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--silent', built], { cwd: folder })
    await run('tar', ['-xzf', stdout.trim()], { cwd: folder })
    const installed = join(folder, 'node_modules', '@metalwright', `${library}-provider-drp`)
    await cp(join(folder, 'package'), installed, { recursive: true })
    for (const name of ['built', 'package']) await rm(join(folder, name), { recursive: true })
    await cp(join(root, 'examples', 'cdk', library), folder, { recursive: true })
    return new CdkProgram(folder)
  }

  /** Checks the types of the program. @throws the compiler's complaints */
  async check(): Promise<void> {
    await compile(this.folder)
  }

  /** Runs the program. Returns the folder of the configuration, and the configuration. */
  async synth(): Promise<{ folder: string; text: string }> {
    await run(process.execPath, ['--disable-warning=ExperimentalWarning', 'main.ts'], { cwd: this.folder })
    const stacks = join(this.folder, 'cdktf.out', 'stacks')
    const [name = ''] = await readdir(stacks)
    const folder = join(stacks, name)
    return { folder, text: await readFile(join(folder, 'cdk.tf.json'), 'utf8') }
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }
}

async function compile(folder: string): Promise<void> {
  await run(process.execPath, [tsc, '-p', folder]).catch((error: { stdout?: string }) => {
    throw new Error(`the types do not fit:\n${error.stdout}`, { cause: error })
  })
}
