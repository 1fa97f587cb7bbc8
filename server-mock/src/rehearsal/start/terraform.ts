import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))
const PROVIDER = join(ROOT, 'provider-terraform')

/** CLI configuration by which Terraform and OpenTofu find the provider that was built here. */
export const CLI_CONFIG = join(PROVIDER, 'dist', 'mirror.tfrc')

/** The command was not successful. */
export class TerraformError extends Error {
  readonly code = 'terraform_failed'
  /** Everything it printed. */
  readonly output: string

  constructor(command: string, output: string) {
    super(`${command} failed:\n${output}`)
    this.output = output
  }
}

/** What a workspace is made with. */
export interface WorkspaceOptions {
  readonly cli: string
  /** Folder of the configuration, which is copied. */
  readonly example: string
  /** Environment of every command: endpoint, credentials, `TF_VAR_…`. */
  readonly env: Readonly<Record<string, string>>
  readonly onLine: (line: string) => void
}

/** A working copy of a configuration, with our provider from a filesystem mirror. */
export class TerraformWorkspace {
  readonly folder: string
  readonly #options: WorkspaceOptions

  private constructor(folder: string, options: WorkspaceOptions) {
    this.folder = folder
    this.#options = options
  }

  /** Copies the configuration and runs `init`. @throws TerraformError */
  static async create(options: WorkspaceOptions): Promise<TerraformWorkspace> {
    const folder = await mkdtemp(join(tmpdir(), 'metalwright-terraform-'))
    await cp(options.example, folder, { recursive: true })
    const workspace = new TerraformWorkspace(folder, options)
    await workspace.run(['init', '-no-color', '-input=false'])
    return workspace
  }

  /**
   * Runs a command to its end.
   *
   * @returns exit status and everything it printed
   * @throws TerraformError when the status is not one of `accept`
   */
  async run(
    args: readonly string[],
    accept: readonly number[] = [0],
  ): Promise<{ status: number; output: string }> {
    const child = spawn(this.#options.cli, args, {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...this.#options.env,
        TF_CLI_CONFIG_FILE: CLI_CONFIG,
        TF_IN_AUTOMATION: '1',
        TF_INPUT: '0',
        CHECKPOINT_DISABLE: '1',
      },
    })
    const { status, output } = await ended(child, this.#options.onLine)
    if (!accept.includes(status)) throw new TerraformError(`${this.#options.cli} ${args[0]}`, output)
    return { status, output }
  }

  /** Removes the working copy. */
  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }
}

/** Builds the provider unless what is built is newer than its sources. */
export async function buildProvider(onLine: (line: string) => void): Promise<void> {
  const mirror = join(PROVIDER, 'dist', 'mirror')
  const sources = [join(PROVIDER, 'src'), join(PROVIDER, 'scripts'), join(ROOT, 'sdk', 'src')]
  const changed = Math.max(...(await Promise.all(sources.map(newest))))
  if ((await newest(mirror)) > changed) return
  onLine('building the Terraform provider …')
  const child = spawn(process.execPath, [join(PROVIDER, 'scripts', 'build.ts')], {
    cwd: PROVIDER,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { status, output } = await ended(child)
  if (status !== 0) throw new TerraformError('building the provider', output)
}

/** Waits for a process to end; tells each line it prints. */
async function ended(
  child: ChildProcessByStdio<null, Readable, Readable>,
  onLine: (line: string) => void = () => {},
): Promise<{ status: number; output: string }> {
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      output += `${line}\n`
      onLine(line)
    })
  }
  const status = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
  return { status, output }
}

/** When a file below the folder was last changed, milliseconds since the epoch; 0 when there is none. */
async function newest(folder: string): Promise<number> {
  if (!existsSync(folder)) return 0
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const times = await Promise.all(
    files.map(async (file) => (await stat(join(file.parentPath, file.name))).mtimeMs),
  )
  return Math.max(0, ...times)
}
