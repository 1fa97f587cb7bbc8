import { type Rule, refused } from './rule.ts'
import { templateInfoProblems } from './templates.ts'

/** A stage serves its files beside those of its bootenv, so no two may have one path. */
export const stageRule: Rule<'stages'> = async (stage, context) => {
  const invalid = templateInfoProblems(stage.Templates, true, context)
  stage.RunnerWait = true
  const bootEnv = stage.BootEnv === '' ? undefined : await context.session.get('bootenvs', stage.BootEnv)
  const taken = new Set(bootEnv?.Templates.map(({ Path }) => Path))
  for (const [index, { Path }] of stage.Templates.entries()) {
    if (Path !== '' && taken.has(Path)) {
      invalid.push(`Template[${index}] has the path of a template of BootEnv ${stage.BootEnv}: ${Path}`)
    }
  }
  return refused(invalid)
}
