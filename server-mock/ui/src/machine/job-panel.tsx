import type { ReadonlySignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { JobSummary } from '../objects/job.ts'
import { timeText } from '../text/duration.ts'
import { Text } from '../text/text.tsx'
import type { Tail } from './read-tail.ts'

/** Pixels from the end of the log within which it counts as followed. */
const NEAR_END = 40

interface JobProps {
  readonly job: ReadonlySignal<JobSummary | undefined>
  readonly tail: ReadonlySignal<Tail | undefined>
}

/** The newest job of a machine with the end of its log. */
export function JobPanel({ job, tail }: JobProps) {
  const now = job.value
  return (
    <section aria-labelledby="job">
      <h2 id="job">Current job</h2>
      {now === undefined ? (
        <p class="empty">No job yet. One begins when the machine's agent asks for its next task.</p>
      ) : (
        <>
          <p>
            <Text of={now.Task} />{' '}
            <span class={`word ${now.State === 'failed' ? 'bad' : ''}`}>
              <Text of={[now.State, now.ExitState].filter((part) => part !== '').join(', ')} />
            </span>{' '}
            <span class="quiet">
              stage <Text of={now.Stage} />, begun {timeText(now.StartTime)}
            </span>
          </p>
          <Log tail={tail} />
        </>
      )}
    </section>
  )
}

function Log({ tail }: { readonly tail: ReadonlySignal<Tail | undefined> }) {
  const box = useRef<HTMLTextAreaElement>(null)
  const isFollowed = useRef(true)
  const now = tail.value
  useLayoutEffect(() => {
    if (isFollowed.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight
  }, [now])
  if (now === undefined) return <p class="quiet">Reading the log …</p>
  if (now.text === '') return <p class="quiet">The log is empty so far.</p>
  return (
    <>
      {now.skipped > 0 && <p class="quiet">The first {now.skipped} bytes are not shown.</p>}
      <textarea
        class="log"
        ref={box}
        readOnly
        rows={16}
        spellcheck={false}
        aria-label="Log of the job"
        value={now.text}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          isFollowed.current = scrollHeight - scrollTop - clientHeight < NEAR_END
        }}
      />
    </>
  )
}
