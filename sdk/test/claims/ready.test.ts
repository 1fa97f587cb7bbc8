import { expect, it } from 'vitest'
import { summaryOf } from '../../src/claims/index.ts'
import { Machine } from '../../src/models/machine.ts'

it('the machines of a pool are counted by state, and only those that can be claimed are free', () => {
  const machine = (Name: string, more: object = {}) =>
    Machine.parse({ Name, Runnable: true, WorkflowComplete: true, ...more })
  const machines = [
    machine('m2'),
    machine('m1'),
    machine('locked', { Locked: true }),
    machine('stopped', { Runnable: false }),
    machine('working', { WorkflowComplete: false }),
    machine('ordered', { WorkOrderMode: true }),
    machine('taken', { PoolStatus: 'InUse', PoolAllocated: true }),
  ]
  expect(summaryOf(machines)).toEqual({
    total: 7,
    counts: new Map([
      ['Free', 6],
      ['InUse', 1],
    ]),
    free: ['m1', 'm2'],
  })
  expect(summaryOf([])).toEqual({ total: 0, counts: new Map(), free: [] })
})
