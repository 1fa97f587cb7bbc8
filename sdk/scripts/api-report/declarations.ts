/** A top-level statement of a declaration file that names something. */
export interface Declaration {
  readonly name: string
  /** Without comments, private members, `export` and `declare`; overloads one after another. */
  readonly text: string
}

/** Where a name of a module comes from when it is not declared there. */
interface Elsewhere {
  /** As it is written in the module, such as `./claim.ts`. */
  readonly from: string
  /** How it is called there; `*` for all of the module. */
  readonly name: string
}

/** A declaration file as far as a report needs it. */
export interface DeclarationFile {
  readonly declared: ReadonlyMap<string, Declaration>
  readonly imported: ReadonlyMap<string, Elsewhere>
  /** What it exports: names of its own and of others. */
  readonly exported: ReadonlyMap<string, Elsewhere | 'own'>
}

/** Strings, to be left alone, or comments. */
const STRING_OR_COMMENT =
  /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g
const PRIVATE_MEMBER = /^ {4}(?:#private|private (?:readonly )?[^\n]*);\n/gm
const NAMED = /^(export )?(?:declare )?(?:abstract )?(?:const|let|class|interface|type|function|enum) (\w+)/
const LIST = /^(import|export)(?: type)? \{([^}]*)\}(?: from ["']([^"']+)["'])?;$/
const NAMESPACE = /^import(?: type)? \* as (\w+) from ["']([^"']+)["'];$/
const ALL_OF = /^export \* from ["']([^"']+)["'];$/
const IGNORED = /^(?:\/\/\/|import ["']|import (?:type )?\w+ from|import (?:type )?\w+, |export default)/

/**
 * Takes a declaration file apart as the compiler writes it: a statement starts in the first column, and its other
 * lines are indented or close a bracket.
 *
 * @throws Error when a statement has another form, rather than leaving it out of the report
 */
export function readDeclarations(file: string, source: string): DeclarationFile {
  const declared = new Map<string, Declaration>()
  const imported = new Map<string, Elsewhere>()
  const exported = new Map<string, Elsewhere | 'own'>()
  const bare = source.replace(STRING_OR_COMMENT, (_match, text: string | undefined) => text ?? '')
  for (const statement of statementsOf(bare)) {
    const [, own, name] = NAMED.exec(statement) ?? []
    const [, word, names = '', from] = LIST.exec(statement.replaceAll('\n', ' ')) ?? []
    const [, space, spaceOf] = NAMESPACE.exec(statement) ?? []
    const [, all] = ALL_OF.exec(statement) ?? []
    if (name !== undefined) {
      const text = statement.replace(PRIVATE_MEMBER, '').replace(/^(?:export )?(?:declare )?/, '')
      const before = declared.get(name)
      declared.set(name, { name, text: before === undefined ? text : `${before.text}\n${text}` })
      if (own !== undefined) exported.set(name, 'own')
    } else if (word !== undefined) {
      for (const [there, here] of namesOf(names)) {
        if (word === 'import') imported.set(here, { from: from ?? '', name: there })
        else exported.set(here, from === undefined ? 'own' : { from, name: there })
      }
    } else if (space !== undefined) {
      imported.set(space, { from: spaceOf ?? '', name: '*' })
    } else if (all !== undefined) {
      exported.set(`* ${all}`, { from: all, name: '*' })
    } else if (!IGNORED.test(statement)) {
      throw new Error(`${file}: no idea what this declares: ${statement.slice(0, 200)}`)
    }
  }
  return { declared, imported, exported }
}

function statementsOf(source: string): string[] {
  const found: string[] = []
  for (const line of source.split('\n')) {
    if (line.trim() === '') continue
    const last = found.at(-1)
    if (/^[\s}\])]/.test(line) && last !== undefined) found[found.length - 1] = `${last}\n${line.trimEnd()}`
    else found.push(line.trimEnd())
  }
  return found
}

function namesOf(list: string): (readonly [there: string, here: string])[] {
  return list
    .split(',')
    .map((item) => item.trim().replace(/^type /, ''))
    .filter((item) => item !== '')
    .map((item) => {
      const [there = '', here = there] = item.split(' as ')
      return [there, here] as const
    })
}
