import type { JsonObject } from '@metalwright/sdk/models'
import fc from 'fast-check'

/** What happens next: to a machine, to an agent, to the server, or by somebody else. */
export type EngineEvent =
  | { readonly kind: 'boot' | 'context agent'; readonly machine: number }
  /** Agents count from the newest on. */
  | { readonly kind: 'step' | 'repeat'; readonly agent: number }
  | {
      readonly kind: 'end'
      readonly agent: number
      readonly outcome: 'finished' | 'failed' | 'incomplete' | 'reboot'
    }
  | { readonly kind: 'set'; readonly machine: number; readonly fields: JsonObject }
  | { readonly kind: 'insert'; readonly machine: number; readonly at: number }
  | {
      readonly kind: 'rollout'
      readonly verb: 'create' | 'start' | 'pause' | 'resume' | 'cancel'
      readonly workflow: string
    }
  | { readonly kind: 'restart' }
  | { readonly kind: 'pass'; readonly minutes: number }

const machine = fc.nat(2)
const agent = fc.oneof({ weight: 5, arbitrary: fc.nat(2) }, fc.nat(7))
const outcome = fc.oneof(
  { weight: 4, arbitrary: fc.constant('finished' as const) },
  fc.constantFrom('failed' as const, 'incomplete' as const, 'reboot' as const),
)
const fields = fc.constantFrom<JsonObject>(
  { Workflow: 'all' },
  { Workflow: 'capped' },
  { Workflow: 'capped' },
  { Workflow: '' },
  { Runnable: true },
  { Runnable: true },
  { Runnable: false },
  { CurrentTask: -1 },
  { Context: 'runner' },
  { Context: '' },
)

/** Any event, those that bring the work forward most often. */
export const engineEvent: fc.Arbitrary<EngineEvent> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('boot' as const), machine }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('context agent' as const), machine }) },
  { weight: 24, arbitrary: fc.record({ kind: fc.constant('step' as const), agent }) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('end' as const), agent, outcome }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('repeat' as const), agent }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('set' as const), machine, fields }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('insert' as const), machine, at: fc.nat(8) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('rollout' as const),
      verb: fc.constantFrom(
        'create' as const,
        'start' as const,
        'pause' as const,
        'resume' as const,
        'cancel' as const,
      ),
      workflow: fc.constantFrom('all', 'capped', ''),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'restart' as const }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass' as const), minutes: fc.nat(30) }) },
)
