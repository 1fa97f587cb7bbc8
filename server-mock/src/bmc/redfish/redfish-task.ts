import { BmcFailure, quoted } from '../bmc-failure.ts'
import type { BmcClock } from '../clock.ts'
import { objectsAt, textAt } from '../members.ts'
import type { RedfishAnswer } from './redfish-http.ts'
import type { RedfishSession } from './redfish-session.ts'
import { resourcePath } from './resource-path.ts'

/** Milliseconds between two looks at a task. */
const PAUSE = 1000
/** Looks at a task; the operation's own time ends it before. */
const MOST_LOOKS = 300

/** States in which a task has ended (DSP2046, Task). */
const GOOD = ['Completed']
const BAD = ['Exception', 'Killed', 'Cancelled', 'Interrupted']

/**
 * Waits for work that a BMC has only accepted (status 202), at its task monitor or its task.
 *
 * @throws BmcFailure `bmc_refused` when it failed, `bmc_timeout`
 */
export async function finished(
  session: RedfishSession,
  accepted: RedfishAnswer,
  clock: BmcClock,
  signal: AbortSignal,
): Promise<void> {
  if (accepted.status !== 202) return
  const link = accepted.header('location') || textAt(accepted.body, '@odata.id')
  // It does not say where to look; the power itself is looked at anyway.
  if (link === '') return
  const path = resourcePath(link)
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const answer = await session.try({ method: 'GET', path }, signal)
    if (answer.status === 404 || answer.status === 204) return
    if (answer.status !== 200 && answer.status !== 202) throw session.failure({ method: 'GET', path }, answer)
    const state = textAt(answer.body, 'TaskState')
    if (BAD.includes(state)) {
      const said = objectsAt(answer.body, 'Messages').map((message) => textAt(message, 'Message'))
      const reason = `The BMC’s task ended as ${state}: ${quoted(said.join(' ')) || 'without a reason'}`
      throw new BmcFailure('bmc_refused', reason, 'look at the BMC’s own event log')
    }
    // A monitor answers 200 with the result of the work itself when it is done.
    if (GOOD.includes(state) || (answer.status === 200 && state === '')) return
    await clock.sleep(PAUSE, signal)
  }
  throw new BmcFailure(
    'bmc_timeout',
    `The BMC’s task ${quoted(path)} does not end`,
    'look at its tasks there',
  )
}
