import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  enterWorkflow,
  leaveWorkflow,
  type WorkflowSlots,
  workflowCap,
} from '../../src/engine/workflow-slots.ts'

const none: WorkflowSlots = { running: [], waiting: [] }

describe('the cap of a workflow', () => {
  it('is kept, and those that wait are let in as they came, whatever the order of events', () => {
    const machine = fc.nat(9).map(String)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), machine)),
        fc.integer({ min: 1, max: 4 }),
        (events, cap) => {
          let slots = none
          const line: string[] = []
          for (const [enters, one] of events) {
            if (enters && !slots.running.includes(one) && !line.includes(one)) line.push(one)
            if (!enters && line.includes(one)) line.splice(line.indexOf(one), 1)
            const before = slots
            slots = enters ? enterWorkflow(slots, one, cap) : leaveWorkflow(slots, one, cap)
            for (const begun of slots.running.filter((other) => !before.running.includes(other))) {
              expect(line.shift()).toBe(begun)
            }
            expect(slots.waiting).toEqual(line)
            expect(slots.running.length).toBeLessThanOrEqual(cap)
            if (line.length > 0) expect(slots.running.length).toBe(cap)
            expect(new Set([...slots.running, ...slots.waiting]).size).toBe(
              slots.running.length + line.length,
            )
          }
        },
      ),
    )
  })

  it('is a number in the Meta of the workflow', () => {
    expect(workflowCap({ 'max-concurrent': '20' })).toBe(20)
    for (const text of ['', '0', '-1', 'all', '1.5'])
      expect(workflowCap({ 'max-concurrent': text })).toBeUndefined()
  })
})
