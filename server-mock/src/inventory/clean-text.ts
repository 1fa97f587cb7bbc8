/** Characters of one text of an inventory; what is longer is cut. */
export const LONGEST_TEXT = 256

/** Controls, marks that turn the direction of writing, invisible characters, halves of pairs, private use. */
const UNFIT = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u{fffd}]/gu

/**
 * A text as hardware tells it, fit to be stored, shown on a terminal and put into a page: one line, without control
 * characters, with single spaces, at most `longest` characters. Braces become brackets, so that no template language
 * finds anything in a serial number. Anything but a text or a number is the empty text.
 */
export function cleanText(value: unknown, longest = LONGEST_TEXT): string {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value !== 'string') return ''
  // Cut before the expensive steps; blanks may still go, so some more is looked at.
  const text = value
    .slice(0, longest * 4)
    .replace(/\s/g, ' ')
    .replace(UNFIT, '')
    .replaceAll('{', '(')
    .replaceAll('}', ')')
    .replace(/ {2,}/g, ' ')
    .trim()
  return [...text].slice(0, longest).join('').trim()
}
