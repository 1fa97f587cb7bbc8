import { Command } from 'commander'
import { VERSION } from '../version.ts'
import { addBackupCommands } from './backup.ts'
import { addBuildCommand } from './build.ts'
import { addDoctorCommand } from './doctor.ts'
import { addImagesCommands } from './images.ts'
import { addServeCommand } from './serve.ts'

const program = new Command('metalwright')
  .description('Provisions physical servers: DRP API, DHCP, TFTP and HTTP boot, workflows, pools.')
  .version(VERSION)
addServeCommand(program)
addBuildCommand(program)
addDoctorCommand(program)
addBackupCommands(program)
addImagesCommands(program)

/** Runs the command that the arguments of the process name; says why when it fails, and ends with 1. */
export async function run(): Promise<void> {
  try {
    await program.parseAsync()
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    process.stderr.write(`metalwright: ${said}\n`)
    process.exit(1)
  }
}
