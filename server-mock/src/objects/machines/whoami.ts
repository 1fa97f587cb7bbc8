import type { Machine, Whoami } from '@metalwright/sdk/models'
import type { Session } from '../session.ts'

/** Least score by which a machine counts as found. */
const ENOUGH = 100

/** The machine that marks belong to, with its score; `undefined` when none is near enough. */
export async function whoami(
  session: Session,
  marks: Whoami,
): Promise<{ machine: Machine; score: number } | undefined> {
  let best: { machine: Machine; score: number } | undefined
  for (const uuid of await candidates(session, marks)) {
    const machine = await session.get('machines', uuid)
    if (machine === undefined) continue
    const found = score(machine, marks)
    if (found >= ENOUGH && found > (best?.score ?? 0)) best = { machine, score: found }
  }
  return best
}

/** Machines that share a mark which can make them count, in key order. */
async function candidates(session: Session, marks: Whoami): Promise<string[]> {
  const { CloudInstanceID, SystemUUID, MemoryIds } = marks.Fingerprint
  const looked = [
    ...marks.MacAddrs.map((mac) => ['HardwareAddrs', mac.toLowerCase()] as const),
    ...MemoryIds.map((id) => ['Fingerprint.MemoryIds', id] as const),
    ['Fingerprint.CloudInstanceID', CloudInstanceID] as const,
    ['Fingerprint.SystemUUID', SystemUUID] as const,
  ].filter(([, value]) => value !== '')
  const found = await Promise.all(looked.map(([index, value]) => session.find('machines', index, value)))
  return [...new Set([...found.flat(), marks.OnDiskUUID.toLowerCase()])].filter((uuid) => uuid !== '').sort()
}

/**
 * How much speaks for the machine (DRP v4): 25 each for the two serial number hashes, 50 for the system's UUID,
 * 500 for a cloud instance id, 1000 for the UUID on its disk, and up to 100 each for the share of its memory
 * modules and network cards that are there.
 */
export function score(machine: Machine, marks: Whoami): number {
  const known = machine.Fingerprint
  const seen = marks.Fingerprint
  const same = (a: string, b: string, points: number) => (a !== '' && a === b ? points : 0)
  return Math.floor(
    same(known.SSNHash, seen.SSNHash, 25) +
      same(known.CSNHash, seen.CSNHash, 25) +
      same(known.SystemUUID, seen.SystemUUID, 50) +
      same(known.CloudInstanceID, seen.CloudInstanceID, 500) +
      same(machine.Uuid, marks.OnDiskUUID.toLowerCase(), 1000) +
      share(known.MemoryIds, seen.MemoryIds) +
      share(
        machine.HardwareAddrs,
        marks.MacAddrs.map((mac) => mac.toLowerCase()),
      ),
  )
}

function share(known: readonly string[], seen: readonly string[]): number {
  if (known.length === 0) return 0
  return (100 * known.filter((one) => seen.includes(one)).length) / known.length
}
