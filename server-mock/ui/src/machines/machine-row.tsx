import type { ReadonlySignal } from '@preact/signals'
import type { MachineSummary } from '../objects/machine.ts'
import { machineLink } from '../route.ts'
import { Text } from '../text/text.tsx'
import { ConditionText } from './condition-text.tsx'
import { StatusBadge } from './status-badge.tsx'
import { TaskBar } from './task-bar.tsx'

/** One machine of the table; drawn anew only when this machine changes. */
export function MachineRow({ machine }: { readonly machine: ReadonlySignal<MachineSummary> }) {
  const now = machine.value
  return (
    <tr>
      <th scope="row">
        <a href={machineLink(now.Uuid)}>
          <Text of={now.Name} />
        </a>
        <span class="brief quiet">
          <Text
            of={[now.Pool, now.Stage, now.BootEnv, now.Address].filter((part) => part !== '').join(' · ')}
          />
        </span>
      </th>
      <td class="wide">
        <Text of={now.Pool} />
      </td>
      <td>
        <StatusBadge status={now.PoolStatus} />
      </td>
      <td class="wide">
        <Text of={now.Stage} />
      </td>
      <td>
        <TaskBar machine={now} />
      </td>
      <td class="wide">
        <Text of={now.BootEnv} />
      </td>
      <td class="wide">
        <Text of={now.Address} />
      </td>
      <td>
        <ConditionText machine={now} />
      </td>
    </tr>
  )
}
