import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Environment, findProgram } from './go-toolchain.ts'
import { PythonToolError } from './python-tool-error.ts'

/** Python packages in a virtual environment of their own. */
export interface PythonTool {
  /** What messages call it. */
  readonly name: string
  /** File that names every package with its version and the digests of its wheels, for `pip --require-hashes`. */
  readonly requirements: string
  /** Modules that are imported once, to see that the packages are usable. */
  readonly proof: readonly string[]
}

/** How a tool is installed. */
export interface InstallOptions {
  /** Gets one line of progress at a time. */
  readonly log: (line: string) => void
  /** Folder of the virtual environment; replaced as a whole. */
  readonly folder: string
  /** Environment for Python and pip, whose PATH, PIP_INDEX_URL, PIP_CERT, … are honoured. */
  readonly env: Environment
}

/** Lines of pip's complaints that an error quotes. */
const QUOTED_LINES = 15
const STAMP = 'metalwright.stamp'

/**
 * Path of the environment's Python when it was made from the present requirements, else undefined.
 * Starts nothing.
 */
export function installedPython(tool: PythonTool, folder: string): string | undefined {
  const python = pythonIn(folder)
  const stamp = join(folder, STAMP)
  // The interpreter is a link to the system's: it is gone when that one was removed.
  if (!existsSync(python) || !existsSync(stamp)) return undefined
  return readFileSync(stamp, 'utf8') === digestOf(tool) ? python : undefined
}

/**
 * Makes the virtual environment unless an up-to-date one is there, and returns the path of its Python. The old one
 * stays until the packages of the new one have been imported once. Throws a PythonToolError.
 */
export function installPython(tool: PythonTool, { log, folder, env }: InstallOptions): string {
  const present = installedPython(tool, folder)
  if (present !== undefined) {
    log(`${tool.name} is up to date: ${present}`)
    return present
  }
  const python = findProgram('python3', env, [])
  if (python === undefined) {
    throw new PythonToolError(
      'PYTHON_MISSING',
      `Python runs ${tool.name}, and there is no python3 on PATH. On Debian: apt-get install python3 python3-venv.`,
    )
  }
  log(`installing ${tool.name} with ${python}`)
  const fresh = `${folder}.${process.pid}.new`
  mkdirSync(dirname(folder), { recursive: true })
  const run = (program: string, args: readonly string[]) => runPython(program, args, env)
  try {
    const made = run(python, ['-m', 'venv', fresh])
    if (made !== undefined) {
      throw new PythonToolError(
        'VENV_MISSING',
        `${made}\nOn Debian: apt-get install python3-venv; then run it again.`,
      )
    }
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps']
    const failed =
      run(pythonIn(fresh), [
        ...pip,
        '--only-binary',
        ':all:',
        '--require-hashes',
        '--requirement',
        tool.requirements,
      ]) ?? run(pythonIn(fresh), ['-c', `import ${tool.proof.join(', ')}`])
    if (failed !== undefined) {
      throw new PythonToolError(
        'INSTALL_FAILED',
        `${failed}\nWhen packages could not be fetched, set PIP_INDEX_URL to an index that this machine reaches; ` +
          'then run it again.',
      )
    }
    rmSync(folder, { recursive: true, force: true })
    renameSync(fresh, folder)
    writeFileSync(join(folder, STAMP), digestOf(tool))
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
  log(`installed ${tool.name} in ${folder}`)
  return pythonIn(folder)
}

function pythonIn(folder: string): string {
  return join(folder, 'bin', 'python')
}

function digestOf(tool: PythonTool): string {
  return createHash('sha256').update(readFileSync(tool.requirements)).digest('hex')
}

/** Runs Python; undefined when it succeeded, else what it said. */
function runPython(program: string, args: readonly string[], env: Environment): string | undefined {
  // What a caller has set for a Python of his own must not get into this one.
  const clean = { ...env, PYTHONHOME: undefined, PYTHONPATH: undefined, PYTHONDONTWRITEBYTECODE: undefined }
  const done = spawnSync(program, args, { env: clean, encoding: 'utf8' })
  if (done.status === 0) return undefined
  const said = `${done.stdout ?? ''}${done.stderr ?? ''}`.trim().split('\n').slice(-QUOTED_LINES)
  const outcome = done.error?.message ?? `ended with ${done.signal ?? done.status}`
  return [`\`${[program, ...args].join(' ')}\`: ${outcome}.`, ...said].join('\n')
}
