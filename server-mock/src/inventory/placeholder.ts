/** What boards say that nobody has given a name: compared in lower case. */
const NOTHING_SAID: ReadonlySet<string> = new Set([
  'not specified',
  'not available',
  'not provided',
  'not settable',
  'none',
  'n/a',
  'na',
  'unknown',
  'undefined',
  'default string',
  'to be filled by o.e.m.',
  'system serial number',
  'system product name',
  'base board serial number',
  'chassis serial number',
  'serial number',
  'o.e.m.',
  'oem',
  'no dimm',
  'no asset tag',
  'asset tag',
  // UUIDs that a maker put into every board.
  '03000200-0400-0500-0006-000700080009',
  '12345678-1234-5678-90ab-cddeefaabbcc',
])

/** Whether a serial number, part number or UUID tells nothing: empty, all of one digit, or a maker's filler. */
export function isPlaceholder(text: string): boolean {
  const plain = text.trim().toLowerCase()
  const digits = plain.replaceAll(/[^0-9a-z]/g, '')
  return NOTHING_SAID.has(plain) || /^(?:(.)\1*)?$/.test(digits) || /^0?123456789[0a-f]*$/.test(digits)
}
