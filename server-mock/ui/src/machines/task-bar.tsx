import type { MachineSummary } from '../objects/machine.ts'
import { plainLine } from '../text/plain-text.ts'
import { Text } from '../text/text.tsx'
import { taskProgress } from './task-progress.ts'

/** How far a machine is in its tasks: a bar, `i/n`, and the task it works on. */
export function TaskBar({ machine }: { readonly machine: MachineSummary }) {
  const { done, total, current } = taskProgress(machine)
  if (total === 0) return <span class="quiet">no tasks</span>
  return (
    <span class="tasks">
      <progress value={done} max={total} aria-label={`Tasks done of ${plainLine(machine.Name)}`} />
      <span class="figures">
        {done}/{total}
      </span>
      {current !== '' && (
        <span class="quiet current">
          <Text of={current} />
        </span>
      )}
    </span>
  )
}
