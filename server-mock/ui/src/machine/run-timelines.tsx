import { type ReadonlySignal, useSignal } from '@preact/signals'
import type { RunSummary } from '../objects/run.ts'
import { durationText, timeText } from '../text/duration.ts'
import { Text } from '../text/text.tsx'
import { layoutRun, type PhaseBar } from './timeline-layout.ts'

/** Runs shown before the button for older ones is pressed. */
const NEWEST = 3

const KINDS: Readonly<Record<string, string>> = { boot: 'Boot', claim: 'Claim', release: 'Release' }

interface TimelinesProps {
  /** Newest first. */
  readonly runs: ReadonlySignal<readonly RunSummary[]>
  /** By the server's clock, milliseconds since the epoch; ticks. */
  readonly now: ReadonlySignal<number>
}

/** The provisioning runs of a machine, each as a timeline of its phases. */
export function RunTimelines({ runs, now }: TimelinesProps) {
  const isAll = useSignal(false)
  const all = runs.value
  const shown = isAll.value ? all : all.slice(0, NEWEST)
  return (
    <section aria-labelledby="runs">
      <h2 id="runs">Runs</h2>
      {all.length === 0 && (
        <p class="empty">No run yet. One begins when the machine boots from this server, or is claimed.</p>
      )}
      {shown.map((run) => (
        <Timeline key={run.Uuid} run={run} now={now} />
      ))}
      {shown.length < all.length && (
        <button
          type="button"
          onClick={() => {
            isAll.value = true
          }}
        >
          Show {all.length - shown.length} older
        </button>
      )}
    </section>
  )
}

function Timeline({ run, now }: { readonly run: RunSummary; readonly now: ReadonlySignal<number> }) {
  const isEnded = Date.parse(run.EndTime) >= Date.parse(run.StartTime)
  // A run that has ended does not follow the clock.
  const { isOpen, milliseconds, bars } = layoutRun(run, isEnded ? 0 : now.value)
  const kind = Object.hasOwn(KINDS, run.Kind) ? (KINDS[run.Kind] ?? run.Kind) : run.Kind
  return (
    <article class="run">
      <h3>
        <Text of={kind} /> <span class="quiet">{timeText(run.StartTime)}</span>
        <span class="total">
          {isOpen ? 'running for ' : ''}
          {durationText(milliseconds)}
        </span>
      </h3>
      <ol class="phases">
        {bars.map((bar) => (
          <Phase key={bar.key} bar={bar} />
        ))}
      </ol>
    </article>
  )
}

function Phase({ bar }: { readonly bar: PhaseBar }) {
  const tone = bar.name === 'failed' ? 'bad' : bar.isOpen ? 'open' : ''
  return (
    <li>
      <span class="name">
        <Text of={bar.name} />
      </span>
      <span class="track" aria-hidden="true">
        <span class={`bar ${tone}`} style={{ left: `${bar.left}%`, width: `${bar.width}%` }} />
      </span>
      <span class="figures">{durationText(bar.milliseconds)}</span>
      {bar.detail !== '' && (
        <span class="detail quiet">
          <Text of={bar.detail} />
        </span>
      )}
    </li>
  )
}
