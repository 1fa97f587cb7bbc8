import type { DhcpLoad } from './dhcp-perfdhcp.ts'

/** Share of messages that may stay without an answer. */
const MOST_LOST = 0.02
/** Rates that are offered, exchanges a second: up to the first that is too much. */
const LADDER = [6000, 8000, 9000, 10_000, 11_000, 12_000, 13_000, 14_000, 16_000]

/**
 * The most exchanges a second that a server completes with at most 2 % of the messages lost; 0 when it loses more
 * already at 6,000/s. `offer` offers a rate.
 */
export async function sustainedRate(offer: (rate: number) => Promise<DhcpLoad>): Promise<number> {
  let best = 0
  for (const rate of LADDER) {
    const load = await offer(rate)
    if (load.lost > MOST_LOST) break
    best = Math.max(best, load.rate)
  }
  return best
}
