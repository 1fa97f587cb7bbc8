import { excerpt, PluginFailure } from './plugin-failure.ts'
import { type ProgramStart, signalGroup, spawnGroup } from './process-group.ts'

/** A program to be run to its end. */
export interface BoundedRun extends ProgramStart {
  /** Milliseconds it may take. */
  readonly timeoutMs: number
  /** Bytes it may print. */
  readonly maxBytes: number
  /** Ends it at once. */
  readonly signal: AbortSignal
}

/** How much of what a program says about its failure is kept, bytes. */
const MAX_COMPLAINT = 4096
/** Milliseconds for which output that is on its way is waited for after the end. */
const DRAIN_MS = 1000

/**
 * Runs a program and gives what it prints on stdout. It and everything it has started is killed when it takes
 * too long or prints too much, and when it has ended.
 *
 * @throws PluginFailure when it cannot be run, fails, or goes beyond its bounds
 */
export function runBounded(run: BoundedRun): Promise<string> {
  const name = run.args.join(' ')
  return new Promise((resolve, reject) => {
    const child = spawnGroup(run)
    const out: Buffer[] = []
    let size = 0
    let complaint = ''
    let broken: PluginFailure | undefined
    let drain: NodeJS.Timeout | undefined
    const breakOff = (failure: PluginFailure) => {
      broken ??= failure
      signalGroup(child, 'SIGKILL')
    }
    const timer = setTimeout(
      () => breakOff(new PluginFailure([`\`${name}\` did not end within ${run.timeoutMs} ms`])),
      run.timeoutMs,
    )
    const giveUp = () => breakOff(new PluginFailure([`\`${name}\` was given up`]))
    if (run.signal.aborted) giveUp()
    run.signal.addEventListener('abort', giveUp, { once: true })
    child.stdout?.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > run.maxBytes) {
        breakOff(new PluginFailure([`\`${name}\` printed more than ${run.maxBytes} bytes`]))
      } else {
        out.push(chunk)
      }
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      if (complaint.length < MAX_COMPLAINT) complaint += chunk.toString('utf8')
    })
    child.once('error', (error) => {
      clearTimeout(timer)
      run.signal.removeEventListener('abort', giveUp)
      reject(new PluginFailure([`\`${name}\` cannot be run: ${error.message}`], undefined, error))
    })
    child.once('exit', () => {
      // What it left behind would keep the pipes open, even more so when it has left the group.
      signalGroup(child, 'SIGKILL')
      drain = setTimeout(() => {
        child.stdout?.destroy()
        child.stderr?.destroy()
      }, DRAIN_MS)
    })
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      clearTimeout(drain)
      run.signal.removeEventListener('abort', giveUp)
      if (broken !== undefined) return reject(broken)
      if (code === 0) return resolve(Buffer.concat(out).toString('utf8'))
      const how = signal === null ? `with code ${code}` : `by ${signal}`
      const why = complaint === '' ? '' : `: ${excerpt(complaint)}`
      reject(new PluginFailure([`\`${name}\` ended ${how}${why}`]))
    })
  })
}
