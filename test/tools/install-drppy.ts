// Installs the Python client of DRP's API into .tools/python, a foreign client that the contract tests drive.
//
//   node test/tools/install-drppy.ts            installs it unless it is up to date
//   node test/tools/install-drppy.ts --check    only says whether it is there; exit code 1 when it is not
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { installedPython, installPython, type PythonTool } from './python-tool.ts'
import { PythonToolError } from './python-tool-error.ts'

const drppy: PythonTool = {
  name: 'drppy-client',
  requirements: join(import.meta.dirname, 'drppy', 'requirements.txt'),
  proof: ['drppy_client.api.custom_overrides', 'websocket'],
}

/** Folder of the virtual environment that holds drppy-client. */
export const drppyFolder = join(import.meta.dirname, '..', '..', '.tools', 'python', 'drppy')

/** Path of the Python that has drppy-client; undefined when it has to be installed. Starts nothing. */
export function installedDrppy(): string | undefined {
  return installedPython(drppy, drppyFolder)
}

/**
 * Installs drppy-client unless an up-to-date one is there, and returns the path of the Python that has it. `log`
 * gets lines of progress. Throws a PythonToolError when Python is missing or a package cannot be had.
 */
export function installDrppy({ log }: { log: (line: string) => void }): string {
  return installPython(drppy, { log, folder: drppyFolder, env: process.env })
}

function main(): number {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
  const log = (line: string) => process.stderr.write(`tools: ${line}\n`)
  if (values.check) {
    const present = installedDrppy()
    process.stdout.write(present === undefined ? 'drppy-client is not installed\n' : `${present}\n`)
    return present === undefined ? 1 : 0
  }
  try {
    process.stdout.write(`${installDrppy({ log })}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof PythonToolError)) throw error
    log(error.message)
    return 1
  }
}

if (process.argv[1] === import.meta.filename) process.exitCode = main()
