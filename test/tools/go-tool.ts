import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { GoToolError } from './go-tool-error.ts'
import { type Environment, findGo, findProgram, programFile } from './go-toolchain.ts'

/** A program that is built from a Go module of its own. */
export interface GoTool {
  /** Name of the program, without `.exe`. */
  readonly name: string
  /** Folder of go.mod and go.sum. */
  readonly module: string
  /** Go package of the program. */
  readonly package: string
  /** Files of its own in the module's folder, when the program is not only a dependency. */
  readonly sources?: readonly string[]
  /** Flags for the linker. */
  readonly ldflags: string
  /** Arguments with which the new program is started once, to see that it runs. */
  readonly proof: readonly string[]
}

/** How a tool is built. */
export interface BuildOptions {
  /** Gets one line of progress at a time. */
  readonly log: (line: string) => void
  /** Folder the program is put in. */
  readonly folder: string
  /** Environment for Go, whose GOFLAGS, GOPROXY, GOCACHE, … are honoured. */
  readonly env: Environment
  /** Absolute folders to look for Go in when it is not on PATH. */
  readonly goFolders: readonly string[]
}

/** Lines of Go's complaints that an error quotes. */
const QUOTED_LINES = 15
/** Milliseconds between two lines of progress. */
const PROGRESS_EVERY = 15_000

/**
 * Path of the program in `folder` when it was built from the present go.mod, go.sum and sources, else undefined.
 * With a `goVersion` it must also have been built by that one.
 */
export function builtTool(tool: GoTool, folder: string, goVersion?: string): string | undefined {
  const program = join(folder, programFile(tool.name))
  const stamp = `${program}.stamp`
  if (!existsSync(program) || !existsSync(stamp)) return undefined
  const [digest, builder] = readFileSync(stamp, 'utf8').split('\n')
  const current = digest === sourceDigest(tool) && (goVersion === undefined || builder === goVersion)
  return current ? program : undefined
}

/**
 * Builds the program unless an up-to-date one is there, and returns its path. A program that is up to date but for
 * a missing Go is taken as it is. The old program stays until the new one has been started once.
 * Throws a GoToolError.
 */
export async function buildGoTool(tool: GoTool, options: BuildOptions): Promise<string> {
  const { log, folder, env } = options
  const least = /^go (\S+)$/m.exec(readFileSync(join(tool.module, 'go.mod'), 'utf8'))?.[1] ?? '1.24'
  const go = findGo(tool.module, least, env, options.goFolders)
  const present = builtTool(tool, folder, go?.version)
  if (present !== undefined) {
    log(`${tool.name} is up to date: ${present}`)
    return present
  }
  if (go === undefined) {
    throw new GoToolError(
      'GO_MISSING',
      `Go builds ${tool.name}, and there is no go on PATH. Install Go ${least} or later from https://go.dev/dl/.`,
    )
  }
  const nice = findProgram('nice', env, [])
  const [command, first] = nice === undefined ? [go.program, []] : [nice, ['-n', '10', go.program]]
  const settings = { ...env, CGO_ENABLED: '0', GOWORK: 'off', GOOS: '', GOARCH: '' }
  const run = (args: readonly string[], onLine: (line: string) => boolean) =>
    runGo(command, [...first, ...args], { cwd: tool.module, env: settings, onLine })

  const started = performance.now()
  const elapsed = () => `${Math.round((performance.now() - started) / 1000)} s`
  log(`building ${tool.name} with ${go.version}; the first time takes minutes and about 3 GB in Go's caches`)
  let modules = 0
  const listing = ticker(() => log(`${modules} modules fetched (${elapsed()})`))
  const names = await run(['list', '-mod=readonly', '-deps', tool.package], (line) => {
    const fetched = line.startsWith('go: downloading ')
    if (fetched) modules += 1
    return fetched
  }).finally(listing)
  const packages = new Set(names)

  const program = join(folder, programFile(tool.name))
  const fresh = join(folder, programFile(`${tool.name}.${process.pid}.new`))
  mkdirSync(folder, { recursive: true })
  let compiled = 0
  const compiling = ticker(() => log(`${compiled} of ${packages.size} packages compiled (${elapsed()})`))
  const flags = ['-mod=readonly', '-trimpath', '-v', '-ldflags', tool.ldflags, '-o', fresh]
  try {
    await run(['build', ...flags, tool.package], (line) => {
      const known = packages.has(line)
      if (known) compiled += 1
      return known
    }).finally(compiling)
    await runGo(fresh, tool.proof, { cwd: folder, env, onLine: () => false })
    // The stamp of the old program must not vouch for the new one, should this be cut short between the two.
    rmSync(`${program}.stamp`, { force: true })
    renameSync(fresh, program)
    writeFileSync(`${program}.stamp`, `${sourceDigest(tool)}\n${go.version}\n`)
    const megabytes = (statSync(program).size / 1e6).toFixed(0)
    log(`built ${program} (${megabytes} MB, ${elapsed()})`)
  } finally {
    rmSync(fresh, { force: true })
  }
  return program
}

function sourceDigest(tool: GoTool): string {
  const hash = createHash('sha256')
  for (const file of ['go.mod', 'go.sum', ...(tool.sources ?? [])])
    hash.update(readFileSync(join(tool.module, file))).update('\0')
  return hash.update(`${tool.package}\0${tool.ldflags}`).digest('hex')
}

/** Calls `tell` now and then; the returned function ends it. */
function ticker(tell: () => void): () => void {
  const timer = setInterval(tell, PROGRESS_EVERY)
  return () => clearInterval(timer)
}

/** Runs a program and returns the lines of its stdout; `onLine` sees those of stderr and tells which are no complaint. */
async function runGo(
  command: string,
  args: readonly string[],
  { cwd, env, onLine }: { cwd: string; env: Environment; onLine: (line: string) => boolean },
): Promise<string[]> {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  const complaints: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line))
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (!onLine(line) && complaints.push(line) > QUOTED_LINES) complaints.shift()
  })
  const outcome = await new Promise<string | undefined>((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : `ended with ${signal ?? code}`))
  })
  if (outcome === undefined) return lines
  throw new GoToolError(
    'BUILD_FAILED',
    [
      `\`${[command, ...args].join(' ')}\` in ${cwd}: ${outcome}.`,
      ...complaints,
      'When modules could not be fetched, set GOPROXY to a proxy that this machine reaches; then run it again.',
    ].join('\n'),
  )
}
