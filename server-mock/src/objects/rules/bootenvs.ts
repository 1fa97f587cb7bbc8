import { MENU_META } from '../../render/boot-menu.ts'
import { isMenuText, isScriptPath } from '../../render/boot-script.ts'
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
  for (const { Kernel, Initrds } of kernels) {
    if (!isScriptPath(Kernel)) invalid.push(unfit('Kernel', Kernel))
    invalid.push(...Initrds.filter((file) => !isScriptPath(file)).map((file) => unfit('Initrds', file)))
  }
  const label = bootEnv.Meta[MENU_META]
  if (label !== undefined && !isMenuText(label)) {
    invalid.push(
      `Meta.${MENU_META}: ${JSON.stringify(label)} is not up to 70 plain characters, as menus need them`,
    )
  }
  // Spaces in the name of a system part words of a script, but make no command of them.
  if (!isScriptPath(bootEnv.OS.Name.replaceAll(' ', ''))) invalid.push(unfit('OS.Name', bootEnv.OS.Name))
  if (bootEnv.OS.Name === '') invalid.push('bootenv: Missing OS.Name')
  const boots = kernels.some(({ Kernel }) => Kernel !== '') && !bootEnv.OnlyUnknown
  if (boots && !bootEnv.Templates.some(({ Name }) => LOADER_TEMPLATES.includes(Name))) {
    invalid.push('bootenv: Missing elilo or pxelinux template')
  }
  return { ...refused(invalid), unavailable: [...(context.isoState?.problemsOf(bootEnv) ?? [])] }
}

function unfit(field: string, value: string): string {
  return `${field}: ${JSON.stringify(value)} has characters that boot loaders do not take for a path; rename the file`
}
