import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'
import { findTerraform } from '../../../server-mock/src/rehearsal/start/terraform-cli.ts'

/** What one terraform command printed, and its exit code. */
export interface Outcome {
  readonly code: number
  readonly output: string
}

const cli = findTerraform()

/**
 * `describe` for tests that drive the real terraform. Without terraform or tofu on PATH they are skipped with a
 * notice, and fail where CI is set to true.
 */
export function describeWithTerraform(name: string, suite: () => void): void {
  if (cli === undefined) console.warn(`SKIPPED: "${name}" needs terraform or tofu on PATH`)
  describe.skipIf(cli === undefined && process.env['CI'] !== 'true')(name, suite)
}

/** A root module in a folder of its own, with a private CLI configuration file. */
export class RootModule {
  readonly folder: string
  readonly #env: NodeJS.ProcessEnv
  readonly #program: string

  constructor(env: Readonly<Record<string, string>>, cliConfig = '', program: string = cli ?? 'terraform') {
    this.#program = program
    this.folder = mkdtempSync(join(tmpdir(), 'drp-tf-'))
    const cliConfigFile = join(this.folder, 'cli.tfrc')
    writeFileSync(cliConfigFile, cliConfig)
    this.#env = {
      PATH: process.env['PATH'],
      HOME: this.folder,
      TF_CLI_CONFIG_FILE: cliConfigFile,
      TF_IN_AUTOMATION: '1',
      CHECKPOINT_DISABLE: '1',
      ...env,
    }
  }

  write(configuration: string): void {
    writeFileSync(join(this.folder, 'main.tf'), configuration)
  }

  /** Runs a command to its end. `state rm` and the like are one command. */
  run(command: string, ...args: readonly string[]): Promise<Outcome> {
    return new Promise((resolve) => {
      execFile(
        this.#program,
        [...command.split(' '), '-no-color', ...args],
        { cwd: this.folder, env: this.#env, timeout: 60_000 },
        (error, stdout, stderr) => {
          const code = typeof error?.code === 'number' ? error.code : error ? 1 : 0
          resolve({ code, output: stdout + stderr })
        },
      )
    })
  }

  /** A command that goes on while the test does something else. */
  start(command: string, ...args: readonly string[]): { process: ChildProcess; outcome: Promise<Outcome> } {
    const child = spawn(this.#program, [...command.split(' '), '-no-color', ...args], {
      cwd: this.folder,
      env: this.#env,
    })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    const outcome = new Promise<Outcome>((resolve) => {
      child.on('close', (code) => resolve({ code: code ?? 1, output }))
    })
    return { process: child, outcome }
  }

  /** The state as Terraform's JSON; resources of the root module only. */
  async state(): Promise<readonly StateResource[]> {
    const { output } = await this.run('show', '-json')
    const parsed: { values?: { root_module?: { resources?: StateResource[] } } } = JSON.parse(output)
    return parsed.values?.root_module?.resources ?? []
  }

  /** The state file as it is. */
  async stateText(): Promise<string> {
    return readFile(join(this.folder, 'terraform.tfstate'), 'utf8')
  }

  /** Puts a state file in place of the one that is there. */
  async putState(text: string): Promise<void> {
    await writeFile(join(this.folder, 'terraform.tfstate'), text)
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** One resource in the JSON of `terraform show`. */
export interface StateResource {
  readonly address: string
  readonly tainted?: boolean
  readonly values: Readonly<Record<string, unknown>>
}
