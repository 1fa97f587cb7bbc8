const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

/**
 * Variables a shell would know after the plain assignments of a script: lines at its left margin made of
 * nothing but `NAME=value` words, with or without `export`. Values may be quoted; one that would need a shell
 * to be known (`$`, backquotes) is left out. Nothing is run.
 */
export function shellVariables(script: string): Map<string, string> {
  const variables = new Map<string, string>()
  for (const line of script.split('\n')) {
    const words = assignmentsOf(line.replace(/^export[ \t]+/, ''))
    if (words?.every(({ name }) => NAME.test(name))) {
      for (const { name, value } of words) if (value !== undefined) variables.set(name, value)
    }
  }
  return variables
}

interface Assignment {
  readonly name: string
  /** Absent when only a shell could tell. */
  readonly value: string | undefined
}

/** The assignments of a line; `undefined` when it is not made of assignments alone. */
function assignmentsOf(line: string): Assignment[] | undefined {
  const found: Assignment[] = []
  let rest = line.trimEnd()
  while (rest !== '') {
    const equals = rest.indexOf('=')
    if (equals < 1) return undefined
    const name = rest.slice(0, equals)
    const read = readValue(rest.slice(equals + 1))
    if (read === undefined) return undefined
    found.push({ name, value: read.value })
    rest = rest.slice(equals + 1 + read.length).trimStart()
    if (rest.startsWith('#')) break
  }
  return found.length === 0 ? undefined : found
}

/** Reads a word: quoted and bare parts up to a blank. `undefined` when a quote is open or a character acts. */
function readValue(text: string): { value: string | undefined; length: number } | undefined {
  let value = ''
  let known = true
  let at = 0
  while (at < text.length && !/\s/.test(text.charAt(at))) {
    const char = text.charAt(at)
    if (char === "'" || char === '"') {
      const end = text.indexOf(char, at + 1)
      if (end === -1) return undefined
      const part = text.slice(at + 1, end)
      if (char === '"' && /[$`\\]/.test(part)) known = false
      value += part
      at = end + 1
    } else {
      if (/[;&|<>()]/.test(char)) return undefined
      if (/[$`\\*?[~]/.test(char)) known = false
      value += char
      at++
    }
  }
  return { value: known ? value : undefined, length: at }
}
