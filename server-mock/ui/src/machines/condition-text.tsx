import type { MachineSummary } from '../objects/machine.ts'
import { Text } from '../text/text.tsx'
import { conditionOf } from './condition.ts'

/** Whether a machine can go on, with every reason why not. */
export function ConditionText({ machine }: { readonly machine: MachineSummary }) {
  const { tone, word, reasons } = conditionOf(machine)
  return (
    <div class="condition">
      <span class={`word ${tone}`}>{word}</span>
      {machine.Locked && <span class="quiet"> · locked</span>}
      {reasons.length > 0 && (
        <ul>
          {[...new Set(reasons)].map((reason) => (
            <li key={reason}>
              <Text of={reason} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
