import type { JsonObject, JsonValue, TemplateInfo } from '@metalwright/sdk/models'
import type { Rule, RuleContext } from './rule.ts'
import { refused, SOUND } from './rule.ts'

const SYSTEMS = ['any', 'darwin', 'esxi', 'freebsd', 'linux', 'netbsd', 'openbsd', 'solaris', 'windows']

/** A template that others include must parse. */
export const templateRule: Rule<'templates'> = (template, context) => {
  const problem = context.templateProblem(template.ID, template.Contents)
  return problem === undefined ? SOUND : refused([`Parse error for template ${template.ID}: ${problem}`])
}

/** What is wrong with the templates of a bootenv, stage or task: missing paths, and texts that do not parse. */
export function templateInfoProblems(
  templates: readonly TemplateInfo[],
  needsPath: boolean,
  context: RuleContext,
): string[] {
  return templates.flatMap((template, index) => {
    const place = `Template[${index}]`
    const problems: string[] = []
    if (needsPath && template.Path === '') problems.push(`${place} needs a Path`)
    for (const part of ['Path', 'Contents', 'Link'] as const) {
      const problem = context.templateProblem(template.Name, template[part])
      if (problem !== undefined) problems.push(`${place} ${part}: ${problem}`)
    }
    const unknown = systemsOf(template).filter((system) => !SYSTEMS.includes(system))
    problems.push(...unknown.map((system) => `${place} has an unknown OS \`${system}\` in its Meta`))
    return problems
  })
}

/** Operating systems a template is for; empty for all. */
export function systemsOf(template: TemplateInfo): string[] {
  return (template.Meta['OS'] ?? '')
    .split(',')
    .map((system) => system.trim())
    .filter((system) => system !== '')
}

const INCLUDE = /\{\{-?\s*template\s+(?:"([^"\\]+)"|`([^`]+)`)/g

/** Templates that the texts of a template, bootenv, stage or task include by their name. */
export function includedTemplates(body: JsonObject): Set<string> {
  const infos = Array.isArray(body['Templates']) ? body['Templates'] : []
  const texts = [body['Contents'], body['BootParams'], ...infos.flatMap(textsOf)]
  const names = new Set<string>()
  for (const text of texts) {
    if (typeof text !== 'string') continue
    for (const [, quoted, raw] of text.matchAll(INCLUDE)) names.add(quoted ?? raw ?? '')
  }
  return names
}

function textsOf(info: JsonValue): JsonValue[] {
  if (info === null || typeof info !== 'object' || Array.isArray(info)) return []
  return [info['Contents'], info['Path'], info['Link']].filter((text) => text !== undefined)
}
