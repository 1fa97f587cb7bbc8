import { type Check, namesOf, UNASKED } from '../check.ts'
import type { StuckMachine } from '../facts.ts'
import { type Finding, note, problem } from '../finding.ts'

const JUDGEMENTS = {
  held: {
    say: problem,
    words: 'are on hold, out of their pool',
    next: 'Read the log of the failed job, put right what it says, and run the workflow again; then the machine is free.',
  },
  failed: {
    say: problem,
    words: 'stopped at a task that failed',
    next: 'Read the log (GET /jobs/<CurrentJob>/log); set Runnable to true to try the task again.',
  },
  waiting: {
    say: note,
    words: 'are not runnable, and no task of theirs failed',
    next: 'They go on when their agent comes back after a boot; look at the console of those that do not.',
  },
} as const

/** Which machines do not go on? */
export const machines: Check = {
  name: 'machines',
  title: 'machines that do not go on',
  judge: ({ server }) => {
    if (server === undefined) return UNASKED
    const reasons = ['held', 'failed', 'waiting'] as const
    const told = server.stuck.filter(({ reason }) => reason !== 'waiting')
    const known = new Set(told.map(({ name }) => name))
    return [
      ...reasons.flatMap((reason) => {
        const found = server.stuck.filter((machine) => machine.reason === reason)
        return found.length === 0 ? [] : [summary(reason, found, server.machines)]
      }),
      ...server.stalled
        .filter(({ Name }) => !known.has(Name))
        .map(({ Name, Reason, Since, Next }) => problem(`${Name} ${Reason} (${Since}).`, Next)),
    ]
  },
}

function summary(reason: StuckMachine['reason'], found: readonly StuckMachine[], total: number): Finding {
  const { say, words, next } = JUDGEMENTS[reason]
  const names = namesOf(found.map(({ name, detail }) => (detail === '' ? name : `${name} (${detail})`)))
  return say(`${found.length} of ${total} machines ${words}: ${names}.`, next)
}
