import type { Prefs } from '@metalwright/sdk/models'
import { type Check, UNASKED } from '../check.ts'
import { type Finding, problem } from '../finding.ts'

interface Target {
  readonly Name: string
  readonly Available: boolean
  readonly Errors: readonly string[]
}

/** Are the defaults of new machines there? */
export const defaults: Check = {
  name: 'defaults',
  title: 'defaults of new machines',
  judge: ({ server }) => {
    if (server === undefined) return UNASKED
    const { prefs, bootEnvs, stages, workflows } = server
    const only = bootEnvs.find(({ Name, OnlyUnknown }) => Name === prefs['defaultBootEnv'] && OnlyUnknown)
    const wrong =
      only === undefined
        ? []
        : [
            problem(
              `The preference defaultBootEnv names ${only.Name}, which is for unknown machines only.`,
              'Set it to a bootenv for known machines, such as local or discovery (POST /prefs).',
            ),
          ]
    return [
      ...one(prefs, 'defaultWorkflow', 'workflow', workflows),
      ...one(prefs, 'defaultStage', 'stage', stages),
      ...one(prefs, 'defaultBootEnv', 'bootenv', bootEnvs),
      ...wrong,
    ]
  },
}

function one(prefs: Prefs, preference: string, kind: string, targets: readonly Target[]): Finding[] {
  const name = prefs[preference] ?? ''
  if (name === '') return []
  const found = targets.find(({ Name }) => Name === name)
  if (found === undefined) {
    return [
      problem(
        `The preference ${preference} names the ${kind} ${name}, which is not there: new machines are refused.`,
        `Load the content pack that has it, or set ${preference} to another ${kind} (POST /prefs).`,
      ),
    ]
  }
  if (found.Available) return []
  return [
    problem(
      `The ${kind} ${name}, the ${preference} of new machines, is not available: ${found.Errors.join('; ')}.`,
      'Put right what its errors say; new machines cannot run until then.',
    ),
  ]
}
