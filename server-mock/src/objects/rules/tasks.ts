import { loopText, loopThrough } from './loop.ts'
import { type Rule, refused } from './rule.ts'
import { systemsOf, templateInfoProblems } from './templates.ts'

/** A task runs on all systems or names one for each of its templates, and needs nothing that needs itself. */
export const taskRule: Rule<'tasks'> = async (task, context) => {
  const invalid = templateInfoProblems(task.Templates, false, context)
  const flags = (task.Meta['feature-flags'] ?? '').split(',').filter((flag) => flag !== '')
  if (!flags.includes('sane-exit-codes') && !flags.includes('original-exit-codes')) {
    task.Meta['feature-flags'] = [...flags, 'sane-exit-codes'].join(',')
  }
  const bound = task.Templates.filter((template) => systemsOf(template).length > 0)
  if (bound.length > 0 && bound.length < task.Templates.length) {
    invalid.push('Templates with and without an OS in their Meta cannot be mixed in one task')
  }
  const loop = await loopThrough(task.Name, async (name) =>
    name === task.Name
      ? task.Prerequisites
      : ((await context.session.get('tasks', name))?.Prerequisites ?? []),
  )
  if (loop !== undefined) invalid.push(loopText('Prerequisites', loop))
  return refused(invalid)
}
