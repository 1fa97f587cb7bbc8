/** Longest result of one word, characters. */
const MAX_LENGTH = 65_536
/** How deep `${…}` may stand inside `${…}`. */
const MAX_DEPTH = 8

/**
 * The value of one word: quotes and backslashes removed, `${name}` replaced by the setting (nothing when it is
 * not set). Single quotes keep what they hold. A `${` that is never closed stays as it is.
 */
export function expandWord(word: string, setting: (name: string) => string): string {
  let result = ''
  let quote = ''
  for (let at = 0; at < word.length; at++) {
    const char = word.charAt(at)
    if (char === '\\') {
      result += word.charAt(++at)
    } else if (quote === '' && (char === '"' || char === "'")) {
      quote = char
    } else if (char === quote) {
      quote = ''
    } else if (char === '$' && quote !== "'" && word.charAt(at + 1) === '{') {
      const found = readSetting(word, at, setting, 0)
      result += found === undefined ? char : found.value
      if (found !== undefined) at = found.end
    } else {
      result += char
    }
    if (result.length > MAX_LENGTH) return result.slice(0, MAX_LENGTH)
  }
  return result
}

/** Reads `${…}` that begins at `start`; `end` is the place of its closing brace. */
function readSetting(
  word: string,
  start: number,
  setting: (name: string) => string,
  depth: number,
): { value: string; end: number } | undefined {
  if (depth > MAX_DEPTH) return undefined
  let name = ''
  for (let at = start + 2; at < word.length; at++) {
    const char = word.charAt(at)
    if (char === '}') return { value: setting(name), end: at }
    const inner =
      char === '$' && word.charAt(at + 1) === '{' ? readSetting(word, at, setting, depth + 1) : undefined
    name += inner === undefined ? char : inner.value
    if (inner !== undefined) at = inner.end
  }
  return undefined
}
