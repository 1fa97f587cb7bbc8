/**
 * A name without extensions as Linux shows it: lower case, without version and without a last dot.
 *
 * @param identifier such as `README.TXT;1`
 */
export function plainName(identifier: Buffer): string {
  return withoutVersion(identifier.toString('latin1')).replace(/\.$/, '').toLowerCase()
}

/** A Joliet name: UCS-2 or UTF-16, big end first; what is not valid there becomes U+FFFD. */
export function ucs2Name(identifier: Buffer): string {
  const even = identifier.subarray(0, identifier.length - (identifier.length % 2))
  return withoutVersion(Buffer.from(even).swap16().toString('utf16le').toWellFormed())
}

function withoutVersion(name: string): string {
  return name.replace(/;\d*$/, '')
}
