import type { TargetedInputEvent } from 'preact'
import { Page } from '../page.tsx'
import type { Fleet } from './fleet.ts'
import { NO_FILTER } from './machine-filter.ts'
import { MachineTable } from './machine-table.tsx'
import { StatusCounts } from './status-counts.tsx'

/** All machines, with how many there are of each status and a box to find some. */
export function MachinesPage({ fleet }: { readonly fleet: Fleet }) {
  return (
    <Page title="Machines">
      <StatusCounts fleet={fleet} />
      <FilterBox fleet={fleet} />
      <Machines fleet={fleet} />
    </Page>
  )
}

function FilterBox({ fleet }: { readonly fleet: Fleet }) {
  const onInput = (event: TargetedInputEvent<HTMLInputElement>) =>
    fleet.setFilter({ ...fleet.filter.value, text: event.currentTarget.value })
  return (
    <div class="filter">
      <label for="filter">Find machines</label>
      <input
        id="filter"
        type="search"
        placeholder="name, address, pool, stage …"
        autocomplete="off"
        spellcheck={false}
        value={fleet.filter.value.text}
        onInput={onInput}
      />
      <span class="quiet" role="status">
        {fleet.isListed.value && `${fleet.shown.value.length} of ${fleet.total.value} shown`}
      </span>
    </div>
  )
}

function Machines({ fleet }: { readonly fleet: Fleet }) {
  if (!fleet.isListed.value) return <p class="empty">Asking the server for its machines …</p>
  if (fleet.total.value === 0) {
    return (
      <p class="empty">
        No machine has registered yet. Switch one on in a network this server serves: it appears here by
        itself.
      </p>
    )
  }
  if (fleet.shown.value.length === 0) {
    return (
      <p class="empty">
        No machine passes the filter.{' '}
        <button type="button" onClick={() => fleet.setFilter(NO_FILTER)}>
          Show all machines
        </button>
      </p>
    )
  }
  return <MachineTable fleet={fleet} />
}
