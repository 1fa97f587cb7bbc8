import { journalFile, LeaseJournal } from '../objects/machines/lease-journal.ts'
import { Leases } from '../objects/machines/leases.ts'
import type { Objects } from '../objects/objects.ts'
import type { Settings } from '../settings.ts'

/** Opens the leases, with a journal beside the embedded store. Rejects with the system error. */
export async function openLeases(settings: Settings, objects: Objects): Promise<Leases> {
  const { database = '', store, baseRoot, disableDhcp } = settings
  const shared = database !== ''
  const journal = !shared && store === 'sqlite' && !disableDhcp
  return new Leases(objects, {
    shared,
    journal: journal ? await LeaseJournal.open(journalFile(baseRoot)) : undefined,
  })
}
