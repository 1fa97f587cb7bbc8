import { bootedMac, uptime } from '../hardware.ts'
import { refuse, type TaskRun } from './task-run.ts'

/** Task `deployed-check`: proves that the deployed system runs. */
export async function deployedCheck({ running, settings, log }: TaskRun): Promise<number> {
  if (settings.system !== 'deployed') {
    return refuse(
      log,
      'This is not the deployed system.',
      'see on the console why the machine did not start from its disk.',
    )
  }
  log(
    `Host ${running.hardware.name || bootedMac(running)} runs a simulated kernel, up for ${uptime(running)} s`,
  )
  return 0
}
