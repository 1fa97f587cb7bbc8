import { useSignal } from '@preact/signals'
import type { Fleet } from './fleet.ts'
import { MachineRow } from './machine-row.tsx'

/** Rows drawn at first, and added by each press of the button: a browser is slow with thousands. */
const STEP = 200

/** The machines that pass the filter. */
export function MachineTable({ fleet }: { readonly fleet: Fleet }) {
  const limit = useSignal(STEP)
  const shown = fleet.shown.value
  const left = shown.length - limit.value
  return (
    <>
      <table class="machines">
        <caption class="unseen">Machines by name</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" class="wide">
              Pool
            </th>
            <th scope="col">Status</th>
            <th scope="col" class="wide">
              Stage
            </th>
            <th scope="col" class="work">
              Tasks
            </th>
            <th scope="col" class="wide">
              Boot env
            </th>
            <th scope="col" class="wide">
              Address
            </th>
            <th scope="col">Condition</th>
          </tr>
        </thead>
        <tbody>
          {shown.slice(0, limit.value).map((uuid) => {
            const machine = fleet.machine(uuid)
            return machine === undefined ? null : <MachineRow key={uuid} machine={machine} />
          })}
        </tbody>
      </table>
      {left > 0 && (
        <button
          type="button"
          onClick={() => {
            limit.value += STEP
          }}
        >
          Show {Math.min(left, STEP)} more of {left}
        </button>
      )}
    </>
  )
}
