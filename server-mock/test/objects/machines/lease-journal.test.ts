import { appendFile, mkdtemp, readFile, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LeaseJournal, readEntries } from '../../../src/objects/machines/lease-journal.ts'
import { lease } from '../../dhcp/strategy/bench-of-leases.ts'

describe('lease journal', () => {
  let folder: string
  let path: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-journal-'))
    path = join(folder, 'leases.journal')
  })
  afterEach(() => rm(folder, { recursive: true }))

  const first = { address: '10.0.0.10', lease: lease({ Addr: '10.0.0.10' }) }
  const gone = { address: '10.0.0.11', lease: undefined }

  it('gives back what was appended, in order, until it is cleared', async () => {
    const journal = await LeaseJournal.open(path)
    await journal.append([first])
    await journal.append([gone])
    await journal.close()
    const again = await LeaseJournal.open(path)
    expect(await again.read()).toEqual([first, gone])
    await again.clear()
    expect([await again.read(), again.size]).toEqual([[], 0])
    await again.append([gone])
    expect(await again.read()).toEqual([gone])
    await again.close()
  })

  it('leaves out what a crash has cut off, wherever that was', async () => {
    const journal = await LeaseJournal.open(path)
    await journal.append([first])
    const whole = journal.size
    await journal.append([first])
    for (const cut of [1, 2, 9, 40]) {
      await truncate(path, whole + cut)
      expect(readEntries(await readFile(path, 'utf8'))).toEqual([first])
    }
    await journal.close()
  })

  it('leaves out everything from a damaged line on', async () => {
    const journal = await LeaseJournal.open(path)
    await journal.append([first])
    await appendFile(path, 'deadbeef {"lease":{"Addr":"10.0.0.99"}}\n')
    await journal.append([gone])
    await journal.close()
    expect(readEntries(await readFile(path, 'utf8'))).toEqual([first])
  })

  it('is never upset by any text', () => {
    fc.assert(fc.property(fc.string(), (text) => readEntries(text).length === 0 || text !== ''))
  })
})
