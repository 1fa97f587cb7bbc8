import type { Budget } from '../budget.ts'
import { byteLength, sliceBytes } from '../values/text.ts'
import { onBytes } from './text-work.ts'

/** `text` cut to `width` bytes with `...` at the end, and in front when it starts at `offset`. */
export function abbreviate(text: string, offset: number, width: number): string {
  const length = byteLength(text)
  if (length <= width) return text
  let start = Math.min(offset, length)
  if (length - start < width - 3) start = length - (width - 3)
  if (start <= 4) return `${sliceBytes(text, 0, width - 3)}...`
  if (width < 7) return ''
  if (start + width - 3 < length) {
    // The inner cut needs four bytes at least, or it gives nothing.
    const inner = sliceBytes(text, start, length)
    return `...${width - 3 < 4 ? '' : abbreviate(inner, 0, width - 3)}`
  }
  return `...${sliceBytes(text, length - (width - 3), length)}`
}

/**
 * Breaks a line at spaces so that each piece has at most `width` bytes. Longer words are cut when `cutWords`,
 * otherwise left whole.
 */
export function wrapText(
  text: string,
  width: number,
  newline: string,
  cutWords: boolean,
  budget: Budget,
): string {
  const size = Math.max(width, 1)
  const breakWith = newline === '' ? '\n' : newline
  budget.text(text.length * 3 + Math.ceil(text.length / size) * breakWith.length)
  return onBytes(text, (bytes) => {
    const lineBreak = bytes === text ? breakWith : Buffer.from(breakWith, 'utf8').toString('latin1')
    const parts: string[] = []
    let at = 0
    while (bytes.length - at > size) {
      if (bytes[at] === ' ') {
        at += 1
        continue
      }
      const space = bytes.slice(at, at + size + 1).lastIndexOf(' ')
      if (space >= 0) {
        parts.push(bytes.slice(at, at + space), lineBreak)
        at += space + 1
        continue
      }
      const end = cutWords ? at + size : bytes.indexOf(' ', at + size)
      if (end < 0) {
        parts.push(bytes.slice(at))
        at = bytes.length
        break
      }
      parts.push(bytes.slice(at, end), lineBreak)
      at = cutWords ? end : end + 1
    }
    return parts.join('') + bytes.slice(at)
  })
}
