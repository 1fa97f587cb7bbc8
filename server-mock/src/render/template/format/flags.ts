import { runeCount } from '../values/text.ts'

/** Flags, width and precision of one `%` directive; width and precision -1 when absent. */
export interface Flags {
  sharp: boolean
  zero: boolean
  plus: boolean
  minus: boolean
  space: boolean
  /** `%#v`. */
  sharpV: boolean
  width: number
  precision: number
}

/** A directive without flags. */
export function noFlags(): Flags {
  return {
    sharp: false,
    zero: false,
    plus: false,
    minus: false,
    space: false,
    sharpV: false,
    width: -1,
    precision: -1,
  }
}

/** `text` filled to the width, to the left unless `minus`. */
export function pad(text: string, flags: Flags, zero = flags.zero): string {
  const missing = flags.width - runeCount(text)
  if (missing <= 0) return text
  if (flags.minus) return text + ' '.repeat(missing)
  return (zero ? '0' : ' ').repeat(missing) + text
}
