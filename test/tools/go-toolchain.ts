import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import { GoToolError } from './go-tool-error.ts'

/** The Go command that builds a module. */
export interface GoToolchain {
  /** Absolute path of `go`. */
  readonly program: string
  /** Version as Go writes it, such as `go1.26.8`. */
  readonly version: string
}

/** Environment variables; those without a value are unset. */
export type Environment = Readonly<Record<string, string | undefined>>

const windows = process.platform === 'win32'

/** Where Go's installers put it; often missing from the PATH of a shell that is no login shell. */
export const usualGoFolders: readonly string[] = windows
  ? ['C:\\Program Files\\Go\\bin']
  : ['/usr/local/go/bin', '/usr/lib/go/bin']

/** File name of a program on this platform. */
export function programFile(name: string): string {
  return windows ? `${name}.exe` : name
}

/** Absolute path of a program on PATH or in one of the `further` folders; undefined when there is none. */
export function findProgram(name: string, env: Environment, further: readonly string[]): string | undefined {
  const onPath = (env['PATH'] ?? '').split(delimiter).filter(isAbsolute)
  return [...onPath, ...further].map((folder) => join(folder, programFile(name))).find(existsSync)
}

/**
 * Finds Go on PATH or in `goFolders` and checks that it builds the module in `folder`, whose go.mod wants Go
 * `least` (such as `1.26.6`).
 *
 * Go is asked from inside the module: since 1.21, unless GOTOOLCHAIN forbids it, it fetches the release a module
 * wants and answers with that one. Undefined when there is no Go; a GoToolError `GO_TOO_OLD` when it does not fit.
 */
export function findGo(
  folder: string,
  least: string,
  env: Environment,
  goFolders: readonly string[],
): GoToolchain | undefined {
  const program = findProgram('go', env, goFolders)
  if (program === undefined) return undefined
  const asked = spawnSync(program, ['env', 'GOVERSION'], { cwd: folder, env, encoding: 'utf8' })
  const version = (asked.stdout ?? '').trim()
  if (asked.status === 0 && isAtLeast(version, least)) return { program, version }
  const answer = version || (asked.stderr ?? '').trim() || asked.error?.message || 'nothing'
  throw new GoToolError(
    'GO_TOO_OLD',
    `Go ${least} or later is needed, but ${program} answers: ${answer}. ` +
      'Install a newer one from https://go.dev/dl/ and put its bin folder first on PATH; ' +
      'Go 1.21 or later fetches what is needed itself when GOTOOLCHAIN=auto is set.',
    { cause: asked.error },
  )
}

/** Whether a version such as `go1.26.8` or `go1.27rc1` is `least` (such as `1.26.6`) or later. */
export function isAtLeast(version: string, least: string): boolean {
  const have = /^go(\d+)\.(\d+)(?:\.(\d+))?/.exec(version)?.slice(1)
  if (have === undefined) return false
  const want = least.split('.')
  for (const [index, part] of want.entries()) {
    const difference = Number(have[index] ?? 0) - Number(part)
    if (difference !== 0) return difference > 0
  }
  return true
}
