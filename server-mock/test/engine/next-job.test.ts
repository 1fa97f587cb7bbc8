import { decode, Job, type JobState, Machine } from '@metalwright/sdk/models'
import { describe, expect, it } from 'vitest'
import { nextJob } from '../../src/engine/next-job.ts'

const tasks = ['stage:discover', 'bootenv:discovery', 'inventory', 'stage:finish', 'bootenv:local', 'report']

function machine(fields: Partial<Machine> = {}): Machine {
  const base = decode(Machine, { Name: 'node1', Tasks: tasks, Stage: 'discover', BootEnv: 'discovery' })
  return { ...base, Available: true, Runnable: true, ...fields }
}

function job(State: JobState, CurrentIndex: number): Job {
  return { ...decode(Job, { Uuid: '11111111-2222-4333-8444-555555555555', State }), CurrentIndex }
}

describe('the next job of a machine', () => {
  it('needs a machine that is runnable and available', () => {
    expect(nextJob(machine({ Runnable: false }), undefined).kind).toBe('not-runnable')
    expect(nextJob(machine({ Available: false }), undefined).kind).toBe('not-runnable')
  })

  it('skips entries that change nothing and starts the first task', () => {
    expect(nextJob(machine(), undefined)).toEqual({
      kind: 'task',
      index: 2,
      task: 'inventory',
      failCurrent: false,
    })
  })

  it('is busy while the current job is created or running', () => {
    expect(nextJob(machine({ CurrentTask: 2 }), job('created', 2)).kind).toBe('busy')
    expect(nextJob(machine({ CurrentTask: 2 }), job('running', 2)).kind).toBe('busy')
  })

  it('gives an incomplete job again', () => {
    expect(nextJob(machine({ CurrentTask: 2 }), job('incomplete', 2)).kind).toBe('rerun')
  })

  it('retries the task of a failed job', () => {
    expect(nextJob(machine({ CurrentTask: 2 }), job('failed', 2))).toMatchObject({ kind: 'task', index: 2 })
  })

  it('changes one stage or bootenv per call after a finished job', () => {
    const changed = nextJob(machine({ CurrentTask: 2 }), job('finished', 2))
    expect(changed).toMatchObject({
      kind: 'transition',
      index: 3,
      transition: { kind: 'stage', name: 'finish' },
    })
    const after = machine({ CurrentTask: 3, Stage: 'finish' })
    expect(nextJob(after, job('finished', 3))).toMatchObject({
      kind: 'transition',
      index: 4,
      transition: { kind: 'bootenv', name: 'local' },
    })
  })

  it('fails a job that was left behind when the index was set back', () => {
    const back = machine({ CurrentTask: -1 })
    expect(nextJob(back, job('running', 2))).toMatchObject({ kind: 'task', index: 2, failCurrent: true })
  })

  it('is done behind the last entry', () => {
    const last = machine({ CurrentTask: 5, Stage: 'finish', BootEnv: 'local' })
    expect(nextJob(last, job('finished', 5))).toEqual({ kind: 'done', currentTask: 6, failCurrent: false })
    expect(nextJob(machine({ CurrentTask: 6 }), undefined)).toMatchObject({ kind: 'done', currentTask: 6 })
  })
})
