// Brings the programs that the tests drive and no package of the system has: OpenTofu, Pulumi, DRP's Python client
// and the newest Ansible.
//
//   npm run tools
//
// What is up to date is left alone; exit code 1 when one of them cannot be had.
import { buildPulumi } from './build-pulumi.ts'
import { buildTofu } from './build-tofu.ts'
import { GoToolError } from './go-tool-error.ts'
import { installAnsible } from './install-ansible.ts'
import { installDrppy } from './install-drppy.ts'
import { PythonToolError } from './python-tool-error.ts'

const log = (line: string) => process.stderr.write(`tools: ${line}\n`)
const pulumi = async () => Object.values(await buildPulumi({ log })).join('\n')
for (const make of [installDrppy, installAnsible, buildTofu, pulumi]) {
  try {
    process.stdout.write(`${await make({ log })}\n`)
  } catch (error) {
    if (!(error instanceof GoToolError) && !(error instanceof PythonToolError)) throw error
    log(error.message)
    process.exitCode = 1
  }
}
