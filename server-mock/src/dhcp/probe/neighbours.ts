/** Flag of an entry whose hardware address is known (ATF_COM). */
const COMPLETE = 2

/**
 * Hardware addresses by IPv4 address of the kernel's ARP table, as `/proc/net/arp` prints it. Entries that
 * nobody has answered for are left out; lines of another form too.
 */
export function parseNeighbours(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const line of text.split('\n').slice(1)) {
    const [address, , flags, hardware] = line.split(/\s+/)
    if (address === undefined || hardware === undefined) continue
    if (Number(flags) & COMPLETE) found.set(address, hardware.toLowerCase())
  }
  return found
}
