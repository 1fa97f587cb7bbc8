import { decode, Machine } from '@metalwright/sdk/models'
import { describe, expect, it } from 'vitest'
import { enterErrorTasks, errorTasks, leaveErrorTasks } from '../../src/engine/error-tasks.ts'

const failed = () =>
  decode(Machine, { Name: 'm1', Uuid: '', Tasks: ['stage:a', 'one', 'two'], CurrentTask: 1, Runnable: false })

describe('tasks that handle a failure', () => {
  it('are named by the task', () => {
    expect(errorTasks({ 'on-error': 'collect, report,' })).toEqual(['collect', 'report'])
    expect(errorTasks({ 'on-error': 'stage:x' })).toEqual([])
    expect(errorTasks(undefined)).toEqual([])
  })

  it('run in the place of the list, which comes back at the task that failed', () => {
    const machine = failed()
    expect(enterErrorTasks(machine, ['collect'])).toBe(true)
    expect(machine).toMatchObject({ Tasks: ['collect'], CurrentTask: -1, Runnable: true })
    expect(enterErrorTasks(machine, ['report'])).toBe(true)
    expect(leaveErrorTasks(machine)).toEqual({ index: 1, task: 'one' })
    expect(machine).toMatchObject({
      Tasks: ['stage:a', 'one', 'two'],
      CurrentTask: 1,
      Runnable: false,
      TaskErrorStacks: [],
    })
    expect(leaveErrorTasks(machine)).toBeUndefined()
  })

  it('do not nest for ever', () => {
    const machine = failed()
    let depth = 0
    while (enterErrorTasks(machine, ['again'])) depth++
    expect(depth).toBe(4)
  })
})
