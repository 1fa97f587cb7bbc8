import { bootsKernel } from '../../render/boot-file-paths.ts'
import { type Check, UNASKED } from '../check.ts'
import { problem, warning } from '../finding.ts'

/** What happens to machines nobody knows? */
export const unknownMachines: Check = {
  name: 'unknown-machines',
  title: 'machines nobody knows yet',
  judge: ({ server }) => {
    if (server === undefined) return UNASKED
    const { prefs, bootEnvs, subnets, info } = server
    const name = prefs['unknownBootEnv'] ?? ''
    const next =
      'Set the preference unknownBootEnv to a bootenv that discovers, such as unknown-discovery (POST /prefs).'
    const bootEnv = bootEnvs.find(({ Name }) => Name === name)
    if (bootEnv === undefined) {
      return [problem(`The preference unknownBootEnv names the bootenv ${name}, which is not there.`, next)]
    }
    if (!bootEnv.OnlyUnknown) {
      return [
        problem(
          `The bootenv ${name} is set as unknownBootEnv but is not for unknown machines (OnlyUnknown).`,
          next,
        ),
      ]
    }
    if (!bootEnv.Available) {
      const why = bootEnv.Errors.join('; ') || 'the server does not say why'
      return [
        problem(
          `Machines nobody knows cannot be discovered: the bootenv ${name} is not available (${why}).`,
          'Put right what its Errors say; what it lacks is often an image or a template.',
        ),
      ]
    }
    if (bootsKernel(bootEnv)) return []
    const { defaultWorkflow = '', defaultBootEnv = '' } = prefs
    const discovers =
      defaultWorkflow !== '' || bootEnvs.some((one) => one.Name === defaultBootEnv && bootsKernel(one))
    if (discovers) {
      return [
        problem(
          `New machines have a workflow or a bootenv waiting, but unknownBootEnv is ${name}, which leaves them alone: they never become known.`,
          next,
        ),
      ]
    }
    const boots = info.dhcp_enabled && subnets.some(({ Enabled, Unmanaged }) => Enabled && !Unmanaged)
    if (!boots) return []
    return [
      warning(
        `Machines nobody knows are left alone: unknownBootEnv is ${name}.`,
        `${next} Leave it when machines are created by hand.`,
      ),
    ]
  },
}
