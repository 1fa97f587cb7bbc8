/**
 * Keys that stand twice in one map of a JSON text, with their lines; `JSON.parse` would drop all but the last.
 *
 * @param text valid JSON
 */
export function doubleJsonKeys(text: string): string[] {
  const faults: string[] = []
  const open: (Set<string> | undefined)[] = []
  let line = 1
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '\n') line += 1
    else if (character === '{') open.push(new Set())
    else if (character === '[') open.push(undefined)
    else if (character === '}' || character === ']') open.pop()
    else if (character === '"') {
      const end = closingQuote(text, at)
      const keys = open.at(-1)
      if (keys !== undefined && followedByColon(text, end + 1)) {
        const key: string = JSON.parse(text.slice(at, end + 1))
        if (keys.has(key)) faults.push(`line ${line}: the key ${JSON.stringify(key)} stands twice in one map`)
        keys.add(key)
      }
      at = end
    }
  }
  return faults
}

function closingQuote(text: string, open: number): number {
  let at = open + 1
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

function followedByColon(text: string, from: number): boolean {
  let at = from
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1
  return text[at] === ':'
}
