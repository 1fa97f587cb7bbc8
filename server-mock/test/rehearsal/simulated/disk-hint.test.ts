import type { JsonValue } from '@metalwright/sdk/models'
import { describe, expect, it } from 'vitest'
import { unlike } from '../../../src/rehearsal/simulated/tasks/disk-hint.ts'

const disk = {
  name: 'sda',
  path: '/dev/sda',
  bytes: 1000,
  serial: 'S-1',
  wwn: '0x5000AB',
  model: 'Simulated disk',
}

describe('hints of disks on simulated machines', () => {
  it.each<[JsonValue, string[]]>([
    ['S-1', []],
    ['/dev/sda', []],
    ['', ['it is not ']],
    ['S-2', ['it is not S-2']],
    [{ serial: 's-1', model: 'simulated' }, []],
    [{ minBytes: 1000, maxBytes: 1000, smallest: true }, []],
    [{ minBytes: 1001, transport: 'nvme' }, ['less than 1001 bytes', 'transport sata']],
    [{ rotational: true, wwn: '0x1' }, ['it does not rotate', 'WWN 0x5000AB']],
  ])('%j', (hint, reasons) => {
    expect(unlike(disk, hint)).toEqual(reasons)
  })
})
