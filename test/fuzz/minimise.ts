import type { FuzzTarget } from './fuzz-target.ts'
import { runInput } from './run-target.ts'

/** Tries at most for one input. */
const TRIES = 2000

/** A smaller input that leads to the same outcome: pieces are left out, halves first, as long as it does. */
export async function smallest(
  target: FuzzTarget,
  input: Uint8Array,
  outcome: string,
  onInput?: (input: Uint8Array) => void,
): Promise<Uint8Array> {
  let best = input
  let tries = 0
  for (let size = Math.ceil(best.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    // From the end: what comes later depends on what comes before.
    for (let at = best.length - size; at >= 0 && tries < TRIES; at -= size, tries++) {
      const shorter = Buffer.concat([best.subarray(0, at), best.subarray(at + size)])
      if ((await runInput(target, shorter, onInput)) === outcome) best = shorter
    }
  }
  return best
}
