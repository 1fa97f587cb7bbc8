import { PluginFailure } from './plugin-failure.ts'

/**
 * What a promise gives, or a failure as soon as one of the signals fires.
 *
 * @param signals each with the word for its failure
 * @throws PluginFailure
 */
export function unlessAborted<T>(
  promise: Promise<T>,
  signals: readonly (readonly [signal: AbortSignal, word: string])[],
): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const removers = signals.map(([signal, word]) => {
    const abort = () => reject(new PluginFailure([word]))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    return () => signal.removeEventListener('abort', abort)
  })
  return Promise.race([promise, aborted]).finally(() => {
    for (const remove of removers) remove()
  })
}
