/** One command of a line, its words not yet expanded, and when it runs. */
export interface LineCommand {
  readonly when: 'always' | 'on-success' | 'on-failure'
  readonly words: readonly string[]
}

const TERMINATORS: Readonly<Record<string, LineCommand['when']>> = {
  '||': 'on-failure',
  '&&': 'on-success',
  ';': 'always',
}

/**
 * Splits a script line into commands as iPXE does: words are parted by blanks outside of quotes, a word that
 * begins with `#` ends the line, and `||`, `&&`, `;` part commands only as words of their own. Settings are
 * expanded later, word by word, so that a value never adds a word or a command.
 */
export function splitLine(line: string): LineCommand[] {
  const commands: { when: LineCommand['when']; words: string[] }[] = []
  let current: { when: LineCommand['when']; words: string[] } = { when: 'always', words: [] }
  commands.push(current)
  for (const word of wordsOf(line)) {
    if (word.startsWith('#')) break
    const when = Object.hasOwn(TERMINATORS, word) ? TERMINATORS[word] : undefined
    if (when === undefined) current.words.push(word)
    else {
      current = { when, words: [] }
      commands.push(current)
    }
  }
  return commands
}

function wordsOf(line: string): string[] {
  const words: string[] = []
  let word = ''
  let quote = ''
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at)
    if (char === '\\') {
      word += char + line.charAt(++at)
      continue
    }
    if (quote === '' && (char === ' ' || char === '\t' || char === '\r')) {
      if (word !== '') words.push(word)
      word = ''
      continue
    }
    if (quote === '' && (char === '"' || char === "'")) quote = char
    else if (char === quote) quote = ''
    word += char
  }
  if (word !== '') words.push(word)
  return words
}
