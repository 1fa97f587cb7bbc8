import type { FileTree, TreeFile } from './file-tree.ts'

/** Codings of HTTP whose files may lie beside the plain one, the densest first, and how their names end. */
const CODINGS = [
  { coding: 'zstd', ending: '.zst' },
  { coding: 'br', ending: '.br' },
  { coding: 'gzip', ending: '.gz' },
] as const

/** Weights a caller may give: each entry costs, and there are few codings in the world. */
const MOST = 32

/** A file in a coding that the caller reads. */
export interface CodedFile extends TreeFile {
  /** Value of `Content-Encoding`. */
  readonly coding: string
}

/**
 * The file beside another that has the same contents compressed (`vmlinuz.gz` beside `vmlinuz`), in the coding that
 * the caller likes best; undefined when it asks for none or there is none. One that is older than the plain file
 * does not count: it was made from another version.
 *
 * @param accepted value of `Accept-Encoding` (RFC 9110 §12.5.3)
 */
export async function codedFile(
  tree: FileTree,
  path: string,
  file: TreeFile,
  accepted: string | undefined,
): Promise<CodedFile | undefined> {
  if (accepted === undefined) return undefined
  for (const { coding, ending } of wanted(accepted)) {
    const coded = await tree.open(`${path}${ending}`)
    if (coded !== undefined && coded.modified >= Math.floor(file.modified / 1000) * 1000) {
      return { ...coded, coding }
    }
  }
  return undefined
}

/** The codings a caller prefers to the plain file, the most wanted first. */
function wanted(accepted: string): readonly (typeof CODINGS)[number][] {
  const weights = new Map<string, number>()
  for (const entry of accepted.split(',', MOST)) {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
    const weight = parameters.find((one) => one.startsWith('q='))?.slice(2) ?? '1'
    weights.set(name, /^[01](\.\d{0,3})?$/.test(weight) ? Number(weight) : 0)
  }
  const weightOf = (name: string) => weights.get(name) ?? weights.get('*') ?? 0
  const plain = weights.get('identity') ?? 0
  return CODINGS.filter(({ coding }) => weightOf(coding) > 0 && weightOf(coding) >= plain).toSorted(
    (a, b) => weightOf(b.coding) - weightOf(a.coding),
  )
}
