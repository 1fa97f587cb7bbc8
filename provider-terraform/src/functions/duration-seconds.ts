import { parseDuration } from '../framework/duration.ts'
import { FunctionArgumentError, type ProviderFunction } from '../framework/function.ts'

/** `duration_seconds`: how long a duration is. */
export const durationSeconds: ProviderFunction = {
  name: 'duration_seconds',
  summary: 'Seconds of a duration',
  description:
    'Gives the seconds of a duration such as `90m` or `1h30m`, as Go writes them: for params and lease times, which are in seconds. Parts of a second are kept.',
  parameters: [{ name: 'text', type: 'string', description: 'Duration.' }],
  returns: 'number',
  call([text]) {
    const milliseconds = parseDuration(String(text))
    if (milliseconds !== undefined) return milliseconds / 1_000
    throw new FunctionArgumentError(0, 'The value must be a duration such as "90s", "45m" or "1h30m".')
  },
}
