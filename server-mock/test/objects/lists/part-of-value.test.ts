import type { JsonValue } from '@metalwright/sdk/models'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partName, partOf } from '../../../src/objects/lists/part-of-value.ts'

const value: JsonValue = {
  disks: [{ name: 'sda', on: ['a', 'b'] }, { name: 'sdb' }],
  'a/b': { '~': 1 },
  length: 7,
  '': 'nothing',
}
const at = (pointer: string) => partOf(value, partName(`x#${pointer}`).steps ?? [])

describe('parts of a value', () => {
  it.each([
    ['', value],
    ['/disks/0/name', 'sda'],
    ['disks/1/name', 'sdb'],
    ['/disks/length', 2],
    ['/length', 7],
    ['/disks/*/name', ['sda', 'sdb']],
    ['/disks/*/on/*', ['a', 'b']],
    ['/none/*', []],
    ['/a~1b/~0', 1],
    ['/disks/-1', undefined],
    ['/disks/name', undefined],
    ['/disks/0/name/length', undefined],
    ['/constructor', undefined],
    ['/__proto__', undefined],
  ])('%s leads to %j', (pointer, wanted) => {
    expect(at(pointer)).toEqual(wanted)
  })

  it('names without a pointer mean the whole value', () => {
    expect(partName('inventory/cpu')).toEqual({ name: 'inventory/cpu' })
    expect(partName('inventory/cpu#/threads')).toEqual({ name: 'inventory/cpu', steps: ['threads'] })
  })

  it('are found or not, whatever the value and the way, in bounded number', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(fc.oneof(fc.constant('*'), fc.string())), (any, steps) => {
        const json: JsonValue = JSON.parse(JSON.stringify(any))
        const part = partOf(json, steps)
        if (steps.includes('*')) expect(Array.isArray(part)).toBe(true)
      }),
    )
    const wide = Array.from({ length: 100 }, () => Array.from({ length: 1000 }, () => 1))
    expect(partOf(wide, ['*', '*'])).toHaveLength(4096)
  })
})
