/** Address of a management controller in its network. */
export interface BmcLan {
  /** Number of the channel. */
  readonly channel: number
  /** IPv4 address; empty when it has none. */
  readonly address: string
  /** MAC address; empty when it does not tell. */
  readonly mac: string
}

const LAN_MEDIUM = 4
const MOST_LINES = 256

/**
 * Reads what a controller answered about its channels, one answer in hexadecimal per line: for each channel that
 * exists Get Channel Info (9 bytes), then Get LAN Configuration of the address (revision and 4 bytes) and of the MAC
 * address (revision and 6 bytes), each of which may be missing (IPMI 2.0, 22.24 and 23.2). The first LAN channel with
 * an address wins, else the first LAN channel.
 */
export function readIpmiLan(text: string): BmcLan | undefined {
  const channels: BmcLan[] = []
  let open = false
  for (const line of text.slice(0, 65_536).split('\n').slice(0, MOST_LINES)) {
    const bytes = bytesOf(line)
    if (bytes === undefined) continue
    if (bytes.length === 9) {
      open = ((bytes[1] ?? 0) & 0x7f) === LAN_MEDIUM
      if (open) channels.push({ channel: (bytes[0] ?? 0) & 0x0f, address: '', mac: '' })
      continue
    }
    const last = channels.at(-1)
    if (!open || last === undefined) continue
    const value = bytes.slice(1)
    if (value.every((byte) => byte === 0) || value.every((byte) => byte === 0xff)) continue
    if (value.length === 4) channels[channels.length - 1] = { ...last, address: value.join('.') }
    if (value.length === 6) channels[channels.length - 1] = { ...last, mac: macOf(value) }
  }
  return channels.find(({ address }) => address !== '') ?? channels[0]
}

function bytesOf(line: string): number[] | undefined {
  const words = line.trim().toLowerCase().split(/\s+/)
  if (!words.every((word) => /^[0-9a-f]{2}$/.test(word))) return undefined
  return words.map((word) => Number.parseInt(word, 16))
}

function macOf(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':')
}
