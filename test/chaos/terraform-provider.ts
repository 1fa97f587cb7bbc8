import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'

/** The provider of this tree with a quick pace, ready for Terraform, and the processes that run it. */
export class ChaosProvider {
  /** CLI configuration by which Terraform finds it. */
  readonly cliConfig: string
  /** Environment that it needs. */
  readonly env: Readonly<Record<string, string>>
  readonly #folder: string

  private constructor(folder: string) {
    this.#folder = folder
    const overrides = `dev_overrides { "metalwright/drp" = "${join(folder, 'bin')}" }`
    this.cliConfig = `provider_installation {\n  ${overrides}\n  direct {}\n}\n`
    this.env = { CHAOS_PIDS: join(folder, 'pids'), TMPDIR: folder }
  }

  /** One file starts several times as fast as the sources; Terraform starts a provider many times here. */
  static async make(): Promise<ChaosProvider> {
    const folder = mkdtempSync(join(tmpdir(), 'metalwright-chaos-provider-'))
    const bin = join(folder, 'bin')
    mkdirSync(bin)
    const plugin = join(folder, 'plugin.mjs')
    await build({
      entryPoints: [join(import.meta.dirname, 'terraform-plugin.ts')],
      outfile: plugin,
      bundle: true,
      platform: 'node',
      format: 'esm',
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
      },
      external: ['bufferutil', 'utf-8-validate'],
      logLevel: 'warning',
    })
    const executable = join(bin, 'terraform-provider-drp')
    writeFileSync(executable, `#!/bin/sh\nexec "${process.execPath}" "${plugin}"\n`)
    chmodSync(executable, 0o755)
    writeFileSync(join(folder, 'pids'), '')
    return new ChaosProvider(folder)
  }

  /** Sends a signal to every process that runs the provider. */
  signal(signal: NodeJS.Signals): void {
    for (const pid of this.#pids()) {
      try {
        process.kill(pid, signal)
      } catch {
        // It has ended by itself.
      }
    }
  }

  /** Waits until no process runs the provider: one that outlived its Terraform would still claim machines. */
  async gone(): Promise<void> {
    const deadline = Date.now() + 20_000
    while (this.#pids().length > 0) {
      if (Date.now() > deadline) throw new Error(`provider ${this.#pids()} did not end with its Terraform`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    writeFileSync(this.env['CHAOS_PIDS'] ?? '', '')
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #pids(): readonly number[] {
    const text = readFileSync(join(this.#folder, 'pids'), 'utf8')
    return text.split('\n').filter(Boolean).map(Number).filter(isAlive)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
