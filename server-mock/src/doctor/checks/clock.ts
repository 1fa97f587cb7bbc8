import type { Check } from '../check.ts'
import { problem, warning } from '../finding.ts'

/** Milliseconds from which on it is worth a word; the server tells the time in whole seconds. */
const NOTICEABLE = 5000
/** Milliseconds from which on tokens and certificates fail. */
const HARMFUL = 60_000

/** Do server and client agree on the time? */
export const clock: Check = {
  name: 'clock',
  title: 'clocks of server and client',
  judge: ({ connection }) => {
    if (connection.kind === 'failed') return { skipped: 'the API could not be asked' }
    if (connection.skewMs === undefined) return { skipped: 'the server does not tell the time' }
    const size = Math.abs(connection.skewMs)
    if (size < NOTICEABLE) return []
    const side = connection.skewMs > 0 ? 'ahead of' : 'behind'
    const message = `The clock of the server is ${Math.round(size / 1000)} s ${side} the one of this host.`
    const next = 'Run an NTP client on both, such as `timedatectl set-ntp true`.'
    return [size < HARMFUL ? warning(message, next) : problem(message, next)]
  },
}
