import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { Console } from '../console.ts'
import { StatusBadge } from '../machines/status-badge.tsx'
import type { Fields } from '../objects/fields.ts'
import type { MachineSummary } from '../objects/machine.ts'
import { Page } from '../page.tsx'
import { MACHINES_LINK } from '../route.ts'
import { Facts } from './facts.tsx'
import { JobPanel } from './job-panel.tsx'
import type { LogTail } from './log-tail.ts'
import type { MachineWatch } from './machine-watch.ts'
import { Params } from './params.tsx'
import { ReleaseButton } from './release-button.tsx'
import { RunTimelines } from './run-timelines.tsx'

/** Everything about one machine. */
export function MachinePage({ uuid, console }: { readonly uuid: string; readonly console: Console }) {
  const { watch, log } = useMemo(() => console.watchMachine(uuid), [uuid, console])
  useEffect(() => watch.start(console.stream), [watch, console])
  const state = watch.state.value
  switch (state.kind) {
    case 'loading':
      return (
        <Page title="Machine">
          <p class="empty">Asking the server for the machine …</p>
        </Page>
      )
    case 'gone':
      return (
        <Page title="No such machine">
          <p class="empty">
            The server has no machine {uuid} (any more). <a href={MACHINES_LINK}>Go to all machines</a>
          </p>
        </Page>
      )
    case 'here':
      return <Known machine={state.machine} params={state.params} watch={watch} log={log} console={console} />
  }
}

interface KnownProps {
  readonly machine: MachineSummary
  readonly params: Fields
  readonly watch: MachineWatch
  readonly log: LogTail
  readonly console: Console
}

function Known({ machine, params, watch, log, console }: KnownProps) {
  const now = useSignal(console.stream.serverNow())
  useEffect(() => {
    const tick = setInterval(() => {
      now.value = console.stream.serverNow()
    }, 1000)
    return () => clearInterval(tick)
  }, [now, console])
  return (
    <Page title={machine.Name} aside={<StatusBadge status={machine.PoolStatus} />}>
      <ReleaseButton machine={machine} api={console.api} />
      <Facts machine={machine} />
      <RunTimelines runs={watch.runs} now={now} />
      <JobPanel job={watch.job} tail={log.tail} />
      <Params params={params} secure={watch.secureParams} />
    </Page>
  )
}
