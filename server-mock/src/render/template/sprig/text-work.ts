import type { Budget } from '../budget.ts'

/** Length of `text` after each `from` in it grew by `growth` units. */
export function lengthAfterReplace(text: string, from: string, growth: number): number {
  let count = 0
  if (from === '') count = text.length + 1
  else for (let at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + from.length)) count++
  return text.length + count * Math.max(growth, 0)
}

/** Joins, refusing results over the limit before they are built. */
export function bounded(texts: readonly string[], separator: string, budget: Budget): string {
  let length = Math.max(texts.length - 1, 0) * separator.length
  for (const text of texts) length += text.length
  budget.text(length)
  return texts.join(separator)
}

/**
 * Go's `strings.SplitN`: at most `count` pieces, all when negative, none when zero. An empty separator splits
 * into characters.
 */
export function splitText(text: string, separator: string, count: number, budget: Budget): string[] {
  if (count === 0) return []
  budget.scan(text.length)
  const pieces = separator === '' ? [...text] : text.split(separator)
  budget.step(pieces.length)
  if (count < 0 || pieces.length <= count) return pieces
  return [...pieces.slice(0, count - 1), pieces.slice(count - 1).join(separator)]
}

/** Go's `strings.Trim(text, cutset)`. */
export function trimSet(text: string, cutset: string): string {
  const cut = new Set(cutset)
  let start = 0
  for (const char of text) {
    if (!cut.has(char)) break
    start += char.length
  }
  let end = text.length
  while (end > start) {
    const last = text.charCodeAt(end - 1)
    const size =
      last >= 0xdc00 && last <= 0xdfff && end - start > 1 && cut.has(text.slice(end - 2, end)) ? 2 : 1
    if (!cut.has(text.slice(end - size, end))) break
    end -= size
  }
  return text.slice(start, end)
}

/** Runs `work` on text whose every character stands for one byte of `text`, and turns the result back. */
export function onBytes(text: string, work: (bytes: string) => string): string {
  const bytes = Buffer.from(text.isWellFormed() ? text : text.toWellFormed(), 'utf8')
  if (bytes.length === text.length) return work(text)
  return Buffer.from(work(bytes.toString('latin1')), 'latin1').toString('utf8')
}
