/*
 * How a content pack lies in a folder (drpcli's layout): `._<Field>.meta` for each field of its metadata, a
 * folder for each kind of object, in it one file for each object.
 */

/** Endings of files that hold an object; other files in `templates` are the templates themselves. */
export const OBJECT_FILE = /\.(?:ya?ml|json)$/i

const META_FILE = /^\._([A-Za-z][A-Za-z0-9_]*)\.meta$/
const FIELD = /^[A-Za-z][A-Za-z0-9_]*$/
const SECTION = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/
/** Bytes of a name, so that an ending and a number still fit what file systems take. */
const MAX_STEM = 200

/** Field of the metadata that a file holds; `undefined` for other files. */
export function metaField(fileName: string): string | undefined {
  return META_FILE.exec(fileName)?.[1]
}

/** File of a field of the metadata; `undefined` when the field's name makes no file name. */
export function metaFile(field: string): string | undefined {
  return FIELD.test(field) ? `._${field}.meta` : undefined
}

/** Whether a kind of object can be the name of a folder. */
export function isSectionName(name: string): boolean {
  return SECTION.test(name)
}

/**
 * File name of a key, without its ending: `/` becomes `.`, and what could leave the folder, hide the file or
 * trouble a file system becomes `_`.
 */
export function fileStem(key: string): string {
  const plain = key
    .replaceAll('/', '.')
    .replace(/[^\p{L}\p{N} ._@+=,-]/gu, '_')
    .replace(/^[. ]/, '_')
    .replace(/[. ]$/, '_')
  let stem = plain === '' ? '_' : plain
  while (Buffer.byteLength(stem) > MAX_STEM) stem = stem.slice(0, -1)
  return stem.isWellFormed() ? stem : `${stem.slice(0, -1)}_`
}

/** Gives file names out, each once, also where file systems take `a` and `A` for the same. */
export class FileNames {
  readonly #taken = new Set<string>()

  /** Whether the name was free; it is taken now. */
  claim(name: string): boolean {
    const folded = name.normalize('NFC').toLowerCase()
    if (this.#taken.has(folded)) return false
    this.#taken.add(folded)
    return true
  }

  /** The name itself, or the name with a number. */
  take(stem: string, ending: string): string {
    for (let number = 1; ; number++) {
      const name = number === 1 ? `${stem}${ending}` : `${stem}~${number}${ending}`
      if (this.claim(name)) return name
    }
  }
}
