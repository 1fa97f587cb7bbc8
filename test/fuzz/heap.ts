import { setImmediate as turn } from 'node:timers/promises'
import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Bytes by which a target's heap may grow over a run, however long: what the engine learns of paths that the warm-up
 * did not take, and a target's own bounded caches. One object of the smallest kind (16 bytes) kept for one input in
 * 76 breaks it in ten million inputs.
 */
export const MOST_GROWTH = 2 * 1024 * 1024

/** Bytes in use by objects and buffers of this thread, after all others were let go. */
export async function heapInUse(): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect !== 'function') throw new Error('this engine cannot be told to collect garbage')
  for (let times = 0; times < 3; times++) {
    // What is under way ends first; buffers are let go one turn after their objects.
    await turn()
    collect()
  }
  const { used_heap_size, external_memory } = getHeapStatistics()
  return used_heap_size + external_memory
}
