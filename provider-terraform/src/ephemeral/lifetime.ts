import { type Attribute, string } from '../framework/attribute.ts'
import { parseDuration } from '../framework/duration.ts'
import type { ObjectView } from '../framework/object-view.ts'
import type { Validator } from '../framework/validator.ts'

const hour = 3_600

/** The text is a duration of so many seconds at least. */
export function lasting(seconds: number): Validator {
  return (value) =>
    typeof value === 'string' && (parseDuration(value) ?? 0) < seconds * 1_000
      ? `The value must be a duration of ${seconds}s at least, such as "30m" or "2h".`
      : undefined
}

/** How long a token lives. */
export const lifetimeAttribute: Attribute = string({
  optional: true,
  description:
    'How long it lives, such as `2h`; longer than the run takes, for it cannot be prolonged. Default `1h`.',
  validators: [lasting(1)],
})

/** When a token ends that is made now. */
export const expiryAttribute: Attribute = string({
  computed: true,
  description: 'When it ends, by the clock of this computer, in the form of RFC 3339.',
})

/** Seconds that argument `ttl` says, and when they are over. */
export function lifetimeOf(config: ObjectView): { readonly seconds: number; readonly expiresAt: string } {
  const milliseconds = parseDuration(config.string('ttl') ?? '')
  const seconds = milliseconds === undefined ? hour : Math.floor(milliseconds / 1_000)
  return { seconds, expiresAt: new Date(Date.now() + seconds * 1_000).toISOString() }
}
