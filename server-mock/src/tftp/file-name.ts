/** Longest file name looked up, bytes. */
const LONGEST = 255

/**
 * Name under which a requested file is looked up: `/` between parts (firmware and Windows loaders send `\`
 * too), no leading slash. Undefined for names that leave the tree or hold control characters; they are no
 * names of ours, whatever table or tree is behind.
 */
export function fileName(requested: string): string | undefined {
  const name = requested.replaceAll('\\', '/').replace(/^\/+/, '')
  const control = [...name].some((char) => char < ' ' || char === '\x7f')
  if (name === '' || control || Buffer.byteLength(name) > LONGEST) return undefined
  const parts = name.split('/').filter((part) => part !== '')
  return parts.includes('..') || parts.includes('.') ? undefined : parts.join('/')
}
