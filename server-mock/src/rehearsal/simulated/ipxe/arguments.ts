/** Arguments of a command. */
export interface Arguments {
  /** Options given, without dashes, in their long form. */
  readonly options: ReadonlyMap<string, string>
  /** What follows the options. */
  readonly rest: readonly string[]
}

/** Options a command knows: long name to its letter and whether a value follows. */
export type OptionTable = Readonly<Record<string, { readonly letter: string; readonly value: boolean }>>

/** Options of the commands that load and start images. */
export const imageOptions: OptionTable = {
  name: { letter: 'n', value: true },
  timeout: { letter: 't', value: true },
  autofree: { letter: 'a', value: false },
  replace: { letter: 'r', value: false },
}

/** Options of `sanboot`. */
export const diskOptions: OptionTable = {
  drive: { letter: 'd', value: true },
  'no-describe': { letter: 'n', value: false },
  keep: { letter: 'k', value: false },
  filename: { letter: 'f', value: true },
}

/** Reads options up to the first word that is none; `undefined` for an unknown one or one without its value. */
export function readArguments(words: readonly string[], table: OptionTable): Arguments | undefined {
  const options = new Map<string, string>()
  let at = 0
  for (; at < words.length; at++) {
    const word = words[at] ?? ''
    if (!word.startsWith('-') || word === '-') break
    if (word === '--') {
      at++
      break
    }
    const [given = '', inline] = word.startsWith('--')
      ? word.slice(2).split('=', 2)
      : [word.slice(1), undefined]
    const found = Object.entries(table).find(([long, { letter }]) => given === long || given === letter)
    if (found === undefined) return undefined
    const [long, { value }] = found
    if (!value) options.set(long, '')
    else if (inline !== undefined) options.set(long, inline)
    else {
      const next = words[++at]
      if (next === undefined) return undefined
      options.set(long, next)
    }
  }
  return { options, rest: words.slice(at) }
}
