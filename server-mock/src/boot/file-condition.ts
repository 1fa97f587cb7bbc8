/** What makes a version of a file another one than before. */
export interface FileVersion {
  /** Bytes. */
  readonly size: number
  /** Milliseconds since the epoch. */
  readonly modified: number
  /** Coding of the bytes, such as `gzip`; absent for the file as it is. */
  readonly coding?: string | undefined
}

/** Headers of a request that make it depend on the version; names in lower case. */
export interface FileConditions {
  readonly 'if-match'?: string | undefined
  readonly 'if-unmodified-since'?: string | undefined
  readonly 'if-none-match'?: string | undefined
  readonly 'if-modified-since'?: string | undefined
  readonly 'if-range'?: string | undefined
}

/** What the conditions come to: go on; go on without a range; 304; 412. */
export type FileCondition = 'met' | 'whole' | 'unchanged' | 'another version'

/** The strong tag of a version (RFC 9110 §8.8.3), such as `"3e8-19a8b7c6d5e"`. */
export function entityTag({ size, modified, coding }: FileVersion): string {
  const suffix = coding === undefined ? '' : `-${coding}`
  return `"${size.toString(16)}-${Math.floor(modified).toString(16)}${suffix}"`
}

/** Weighs the conditions of a request in their order (RFC 9110 §13.2.2). Dates that cannot be read do not count. */
export function fileCondition(file: FileVersion, request: FileConditions): FileCondition {
  const tag = entityTag(file)
  // Dates have whole seconds.
  const modified = Math.floor(file.modified / 1000) * 1000
  if (request['if-match'] !== undefined) {
    if (!names(request['if-match'], tag, 'strong')) return 'another version'
  } else if (modified > (dateOf(request['if-unmodified-since']) ?? Number.POSITIVE_INFINITY)) {
    return 'another version'
  }
  if (request['if-none-match'] !== undefined) {
    if (names(request['if-none-match'], tag, 'weak')) return 'unchanged'
  } else if (modified <= (dateOf(request['if-modified-since']) ?? Number.NEGATIVE_INFINITY)) {
    return 'unchanged'
  }
  const range = request['if-range']
  const same = range === undefined || range === tag || dateOf(range) === modified
  return same ? 'met' : 'whole'
}

/** Whether a list of tags has this one. */
function names(list: string, tag: string, comparison: 'strong' | 'weak'): boolean {
  return list.split(',').some((entry) => {
    const one = entry.trim()
    return one === '*' || one === tag || (comparison === 'weak' && one === `W/${tag}`)
  })
}

/** A date of HTTP in milliseconds; undefined for anything else, tags among it. */
function dateOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) {
    return undefined
  }
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : time
}
