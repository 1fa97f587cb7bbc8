/** A text that is no JSON Pointer (RFC 6901). */
export class PointerError extends Error {
  readonly code = 'pointer_malformed'
  readonly pointer: string

  constructor(pointer: string, reason: string) {
    super(`\`${pointer}\` is not a JSON Pointer: ${reason}`)
    this.name = 'PointerError'
    this.pointer = pointer
  }
}

/**
 * Splits a JSON Pointer into its unescaped tokens; the empty text is the whole document, `[]`.
 *
 * @throws PointerError when it does not start with `/` or holds a `~` that is neither `~0` nor `~1`
 */
export function parsePointer(pointer: string): string[] {
  if (pointer === '') return []
  if (!pointer.startsWith('/')) throw new PointerError(pointer, 'it must be empty or start with /')
  if (/~(?![01])/.test(pointer))
    throw new PointerError(pointer, '~ must be written ~0, and / inside a name ~1')
  const tokens = pointer.slice(1).split('/')
  return pointer.includes('~')
    ? tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    : tokens
}

/** Writes tokens as a JSON Pointer; `['Params', 'a/b']` is `/Params/a~1b`. */
export function formatPointer(tokens: readonly (string | number)[]): string {
  return tokens.map((token) => `/${escapeToken(String(token))}`).join('')
}

/** Escapes one token for use in a pointer: `~` as `~0`, `/` as `~1`. */
export function escapeToken(token: string): string {
  return token.includes('~') || token.includes('/')
    ? token.replaceAll('~', '~0').replaceAll('/', '~1')
    : token
}

const INDEX = /^(?:0|[1-9]\d{0,15})$/

/** Reads an array index: decimal digits without leading zeros (RFC 6901 §4); undefined when it is none. */
export function parseIndex(token: string): number | undefined {
  return INDEX.test(token) ? Number(token) : undefined
}
