import { DiagnosticError } from '../framework/diagnostic.ts'
import { formatDuration } from '../framework/duration.ts'
import { path } from '../values/path.ts'

/**
 * Does something within a time.
 * @param what what is waited for, for the message: `workflow discover of web1`
 * @throws DiagnosticError that names the argument `timeout` when it takes longer
 */
export async function withinTime<Result>(
  { what, timeoutMs, signal }: { what: string; timeoutMs: number; signal: AbortSignal },
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const limit = AbortSignal.timeout(timeoutMs)
  try {
    return await work(AbortSignal.any([signal, limit]))
  } catch (error) {
    if (signal.aborted || !limit.aborted) throw error
    throw new DiagnosticError(
      'The action took too long',
      `Waiting for ${what} ended after ${formatDuration(timeoutMs)}; it goes on by itself. Look at the machine, or raise timeout.`,
      { path: path('timeout'), cause: error },
    )
  }
}
