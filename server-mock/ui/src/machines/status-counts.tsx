import { Text } from '../text/text.tsx'
import type { Fleet } from './fleet.ts'

/** How many machines there are in which pool status; a press shows only these. */
export function StatusCounts({ fleet }: { readonly fleet: Fleet }) {
  const filter = fleet.filter.value
  const counts = [...fleet.counts.value].sort(([a], [b]) => (a < b ? -1 : 1))
  const button = (status: string, label: string, count: number) => (
    <button
      key={status}
      type="button"
      class="count"
      aria-pressed={filter.status === status}
      onClick={() => fleet.setFilter({ ...filter, status })}
    >
      <span class="figure">{count}</span> <Text of={label} />
    </button>
  )
  return (
    <fieldset class="counts">
      <legend class="unseen">Show machines of one status</legend>
      {button('', 'All', fleet.total.value)}
      {counts.map(([status, count]) => button(status, status, count))}
    </fieldset>
  )
}
