import { type Rule, refused } from './rule.ts'
import { templateInfoProblems } from './templates.ts'

/** Names of templates that tell a boot loader what to load. */
const LOADER_TEMPLATES = ['pxelinux', 'elilo', 'ipxe']

/** A bootenv with a kernel needs a boot loader's configuration; its files must be there for it to be used. */
export const bootEnvRule: Rule<'bootenvs'> = (bootEnv, context) => {
  const invalid = templateInfoProblems(bootEnv.Templates, true, context)
  const kernels = [bootEnv, ...Object.values(bootEnv.OS.SupportedArchitectures)]
  for (const { BootParams } of kernels) {
    const problem = context.templateProblem('BootParams', BootParams)
    if (problem !== undefined) invalid.push(`BootParams: ${problem}`)
  }
  if (bootEnv.OS.Name === '') invalid.push('bootenv: Missing OS.Name')
  const boots = kernels.some(({ Kernel }) => Kernel !== '') && !bootEnv.OnlyUnknown
  if (boots && !bootEnv.Templates.some(({ Name }) => LOADER_TEMPLATES.includes(Name))) {
    invalid.push('bootenv: Missing elilo or pxelinux template')
  }
  return { ...refused(invalid), unavailable: [...(context.isoState?.problemsOf(bootEnv) ?? [])] }
}
