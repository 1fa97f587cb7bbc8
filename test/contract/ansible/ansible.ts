import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { installedAnsible } from '../../tools/install-ansible.ts'

/** What a program said, and how it ended. */
export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Environment of a run. */
export type Environment = Readonly<Record<string, string>>

/** One of Ansible's versions on this machine. */
export interface Ansible {
  readonly name: string
  /** Runs `ansible-inventory`, or `ansible` for an empty word, `ansible-playbook` … */
  run(
    word: '' | 'inventory' | 'playbook' | 'doc' | 'galaxy',
    args: readonly string[],
    env: Environment,
  ): Promise<Outcome>
}

/**
 * The versions that are here: the one of the system and the newest one from PyPI.
 *
 * @param wrap turns a command into one that runs elsewhere, such as in a network of its own
 */
export function ansibles(
  wrap: (argv: readonly string[]) => readonly string[] = (argv) => argv,
): readonly Ansible[] {
  const start = (argv: readonly string[], env: Environment) => {
    const [program = '', ...args] = wrap(argv)
    return execute(program, args, env)
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const found: Ansible[] = []
  if (folders.some((folder) => isExecutable(join(folder, 'ansible-inventory')))) {
    found.push({
      name: 'ansible of the system',
      run: (word, args, env) => start([word === '' ? 'ansible' : `ansible-${word}`, ...args], env),
    })
  }
  const python = installedAnsible()
  if (python !== undefined) {
    found.push({
      name: 'ansible of PyPI',
      run: (word, args, env) => {
        const program = word === '' ? ['-m', 'ansible', 'adhoc'] : ['-m', 'ansible', word]
        return start([python, ...program, ...args], env)
      },
    })
  }
  return found
}

/** Writes a configuration under which a source that cannot be read is an error, and returns its environment. */
export async function strictAnsible(folder: string): Promise<Environment> {
  const config = join(folder, 'ansible.cfg')
  const lines = [
    '[defaults]',
    'nocows = true',
    '[inventory]',
    'unparsed_is_failed = true',
    'any_unparsed_is_failed = true',
  ]
  await writeFile(config, `${lines.join('\n')}\n`)
  return {
    ANSIBLE_CONFIG: config,
    ANSIBLE_HOME: join(folder, 'home'),
    ANSIBLE_LOCAL_TEMP: join(folder, 'temp'),
    ANSIBLE_NOCOLOR: 'true',
    PYTHONDONTWRITEBYTECODE: '1',
    // For modules that run here.
    ANSIBLE_PYTHON_INTERPRETER: '/usr/bin/python3',
    // What newer ones warn of are names of params that DRP's own script gives as they are.
    ANSIBLE_DEPRECATION_WARNINGS: 'false',
    LC_ALL: 'C.UTF-8',
  }
}

/** Runs a program with nothing of our own environment but the way to programs. */
export function execute(program: string, args: readonly string[], env: Environment): Promise<Outcome> {
  const options = {
    env: { PATH: process.env['PATH'] ?? '', HOME: env['ANSIBLE_HOME'] ?? '/nonexistent', ...env },
    timeout: 300_000,
    maxBuffer: 1 << 28,
  }
  return new Promise((resolve) => {
    const child = execFile(program, [...args], options, (error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? (error === null ? 0 : null), stdout, stderr }),
    )
  })
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
