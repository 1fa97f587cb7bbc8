import { ApiClient } from './api/api-client.ts'
import { EventStream } from './api/event-stream.ts'
import { LogTail } from './machine/log-tail.ts'
import { MachineWatch } from './machine/machine-watch.ts'
import { readTail } from './machine/read-tail.ts'
import { Fleet } from './machines/fleet.ts'
import { readMachine } from './objects/machine.ts'
import type { Ports } from './ports.ts'
import type { Session } from './session/session.ts'

/** Bytes of a log that are shown. */
const LOG_BYTES = 200_000

/** What there is while somebody is logged in. */
export interface Console {
  readonly api: ApiClient
  readonly stream: EventStream
  readonly fleet: Fleet
  /** Makes what a machine's page shows; it follows the machine once it is started. */
  watchMachine(uuid: string): { readonly watch: MachineWatch; readonly log: LogTail }
  /** Disconnects. */
  close(): void
}

/** Connects to the server as the user who is logged in. */
export function openConsole(session: Session, ports: Ports): Console {
  const { clock, fetch, openSocket, nextFrame, isSeen } = ports
  const api = new ApiClient(session, fetch)
  const token = () => {
    const state = session.state.peek()
    return state.kind === 'in' ? state.token : ''
  }
  const stream = new EventStream({ open: openSocket, clock, token, onLoss: () => void session.verify() })
  const fleet = new Fleet({ list: () => api.list('/machines?slim=Params,Meta', readMachine), nextFrame })
  const unwatch = stream.watch('machines', fleet)
  stream.start()
  return {
    api,
    stream,
    fleet,
    watchMachine: (uuid) => {
      const read = async (job: string, signal: AbortSignal) =>
        readTail(await api.stream(`/jobs/${job}/log`, signal), LOG_BYTES)
      const log = new LogTail({ clock, isSeen, read })
      return { watch: new MachineWatch(uuid, api, log), log }
    },
    close: () => {
      unwatch()
      stream.stop()
    },
  }
}
