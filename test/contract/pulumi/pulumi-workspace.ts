import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { PULUMI_DIST } from './pulumi-build.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const RUNNER = join(ROOT, 'provider-pulumi', 'scripts', 'pulumi.ts')
const PULUMI_SDK = join(ROOT, 'provider-pulumi', 'node_modules', '@pulumi', 'pulumi')

/** A finished command. */
export interface Finished {
  readonly status: number
  /** Everything it printed. */
  readonly output: string
}

/** A command that runs. */
export interface Running {
  readonly child: ChildProcess
  readonly finished: Promise<Finished>
}

/** A resource in the state of a stack. */
export interface StateResource {
  readonly urn: string
  readonly type: string
  readonly id?: string
  readonly inputs?: Readonly<Record<string, unknown>>
  readonly outputs?: Readonly<Record<string, unknown>>
  readonly initErrors?: readonly string[]
}

/** What a workspace is made with. */
export interface PulumiWorkspaceOptions {
  /** Folder of a program, which is copied; or the text of an `index.ts`. */
  readonly program: { readonly folder: string } | { readonly text: string }
  /** Configuration of the stack. */
  readonly config?: Readonly<Record<string, string>>
  /** Secrets in the configuration of the stack. */
  readonly secrets?: Readonly<Record<string, string>>
  /** The plugin is not on PATH. */
  readonly withoutPlugin?: true
  /** Environment of every command: endpoint, credentials. */
  readonly env: Readonly<Record<string, string>>
}

/** A working copy of a program, with a stack `dev` whose state is in a folder, and our provider. */
export class PulumiWorkspace {
  readonly folder: string
  readonly #env: Readonly<Record<string, string>>

  private constructor(folder: string, env: Readonly<Record<string, string>>) {
    this.folder = folder
    this.#env = env
  }

  /** Copies the program, installs what it needs, and makes the stack. */
  static async create(options: PulumiWorkspaceOptions): Promise<PulumiWorkspace> {
    const { program, config = {}, secrets = {}, env, withoutPlugin = false } = options
    const base = await mkdtemp(join(tmpdir(), 'metalwright-pulumi-'))
    const folder = join(base, 'program')
    await Promise.all(['home', 'state', 'program'].map((name) => mkdir(join(base, name))))
    const workspace = new PulumiWorkspace(folder, {
      ...env,
      // The folder of the plugin comes first: it is found on PATH.
      PATH: [
        ...(withoutPlugin ? [] : [PULUMI_DIST]),
        dirname(process.execPath),
        process.env['PATH'] ?? '',
      ].join(delimiter),
      PULUMI_HOME: join(base, 'home'),
      PULUMI_BACKEND_URL: `file://${join(base, 'state')}`,
      PULUMI_CONFIG_PASSPHRASE: 'passphrase of the tests',
      PULUMI_SKIP_UPDATE_CHECK: 'true',
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
      PULUMI_DISABLE_REGISTRY_RESOLVE: 'true',
      PULUMI_CREDENTIAL_STORE: 'plaintext',
      PULUMI_DISABLE_CI_DETECTION: 'true',
      PULUMI_SUPPRESS_NEO_LINK: 'true',
      PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: 'true',
    })
    if ('folder' in program) await cp(program.folder, folder, { recursive: true })
    else await workspace.write(program.text)
    await workspace.#install()
    await workspace.run(['stack', 'init', 'dev'])
    for (const [name, value] of Object.entries(config)) await workspace.run(['config', 'set', name, value])
    for (const [name, value] of Object.entries(secrets)) {
      await workspace.run(['config', 'set', '--secret', name, value])
    }
    return workspace
  }

  /** Replaces the program by another text; the first one makes the project. */
  async write(text: string): Promise<void> {
    const runtime = 'runtime: { name: nodejs, options: { typescript: false } }\n'
    await writeFile(join(this.folder, 'Pulumi.yaml'), `name: sample\n${runtime}`)
    await writeFile(join(this.folder, 'package.json'), '{ "type": "module", "main": "index.ts" }\n')
    const head = `import * as drp from '@metalwright/pulumi-drp'\nimport * as pulumi from '@pulumi/pulumi'\n`
    await writeFile(join(this.folder, 'index.ts'), `${head}void pulumi\n${text}`)
  }

  /** What `npm install` would do: the package as it is published, and Pulumi's SDK. */
  async #install(): Promise<void> {
    const modules = join(this.folder, 'node_modules')
    for (const scope of ['@metalwright', '@pulumi']) await mkdir(join(modules, scope), { recursive: true })
    await cp(join(PULUMI_DIST, 'nodejs'), join(modules, '@metalwright', 'pulumi-drp'), { recursive: true })
    await symlink(PULUMI_SDK, join(modules, '@pulumi', 'pulumi'))
  }

  /** Starts a command. */
  start(args: readonly string[]): Running {
    const flags = ['--non-interactive', '--color', 'never']
    const child = spawn(process.execPath, [RUNNER, ...args, ...flags], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...this.#env },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    }
    const finished = new Promise<Finished>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (status) => resolve({ status: status ?? 1, output }))
    })
    return { child, finished }
  }

  /** Runs a command to its end. @throws Error when its status is not one of `accept` */
  async run(args: readonly string[], accept: readonly number[] = [0]): Promise<Finished> {
    const done = await this.start(args).finished
    if (accept.includes(done.status)) return done
    throw new Error(`pulumi ${args.join(' ')} ended with ${done.status}:\n${done.output}`)
  }

  /** `pulumi up`. */
  up(accept: readonly number[] = [0], more: readonly string[] = []): Promise<Finished> {
    return this.run(['up', '--yes', '--skip-preview', ...more], accept)
  }

  /** Whether `up` would change nothing. */
  async isSettled(): Promise<boolean> {
    return (await this.run(['preview', '--expect-no-changes'], [0, 1, 255])).status === 0
  }

  /** The text of the state, secrets as they are stored. */
  async exported(): Promise<string> {
    const file = join(this.folder, 'state.json')
    await this.run(['stack', 'export', '--file', file])
    const text = await readFile(file, 'utf8')
    await rm(file)
    return text
  }

  /** Resources of our package in the state. */
  async resources(): Promise<readonly StateResource[]> {
    const { deployment }: { deployment: { resources?: readonly StateResource[] } } = JSON.parse(
      await this.exported(),
    )
    return (deployment.resources ?? []).filter(({ type }) => type.startsWith('drp:index:'))
  }

  /** Process ids of the plugins that run for the program. */
  plugins(): number[] {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    return pids.map(Number).filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return command.includes('pulumi-resource-drp') && readlinkSync(`/proc/${pid}/cwd`) === this.folder
      } catch {
        // It has ended in between.
        return false
      }
    })
  }

  /** Gives back what the stack holds, and removes the working copy. */
  async remove(): Promise<void> {
    await this.run(['cancel', '--yes'], [0, 1, 255])
    await this.run(['destroy', '--yes', '--skip-preview'], [0, 1, 255])
    await rm(dirname(this.folder), { recursive: true, force: true })
  }
}
