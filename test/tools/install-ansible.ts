// Installs the newest Ansible that the Python here can run into .tools/python/ansible, beside the one of the system.
//
//   node test/tools/install-ansible.ts            installs it unless it is up to date
//   node test/tools/install-ansible.ts --check    only says whether it is there; exit code 1 when it is not
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { installedPython, installPython, type PythonTool } from './python-tool.ts'
import { PythonToolError } from './python-tool-error.ts'

const ansible: PythonTool = {
  name: 'ansible-core',
  requirements: join(import.meta.dirname, 'ansible', 'requirements.txt'),
  proof: ['ansible.plugins.inventory.script', 'yaml'],
}

/** Folder of the virtual environment that holds ansible-core. */
const ansibleFolder = join(import.meta.dirname, '..', '..', '.tools', 'python', 'ansible')

/** Path of the Python that has ansible-core; undefined when it has to be installed. Starts nothing. */
export function installedAnsible(): string | undefined {
  return installedPython(ansible, ansibleFolder)
}

/**
 * Installs ansible-core unless an up-to-date one is there, and returns the path of the Python that has it; its programs
 * are started as `python -m ansible inventory`. `log` gets lines of progress. Throws a PythonToolError when Python is
 * missing or a package cannot be had.
 */
export function installAnsible({ log }: { log: (line: string) => void }): string {
  return installPython(ansible, { log, folder: ansibleFolder, env: process.env })
}

function main(): number {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
  const log = (line: string) => process.stderr.write(`tools: ${line}\n`)
  if (values.check) {
    const present = installedAnsible()
    process.stdout.write(present === undefined ? 'ansible-core is not installed\n' : `${present}\n`)
    return present === undefined ? 1 : 0
  }
  try {
    process.stdout.write(`${installAnsible({ log })}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof PythonToolError)) throw error
    log(error.message)
    return 1
  }
}

if (process.argv[1] === import.meta.filename) process.exitCode = main()
