import { decode, Machine } from '@metalwright/sdk/models'
import { describe, expect, it } from 'vitest'
import { allocate, completed, failed, release } from '../../src/engine/pool-life.ts'
import { rewind, taskEditProblem } from '../../src/engine/task-edit.ts'
import { isComplete, leaveWorkflow, startWorkflow, taskList } from '../../src/engine/task-list.ts'

const stages = [
  { Name: 'discover', BootEnv: 'discovery', Tasks: ['inventory'] },
  { Name: 'burn-in', BootEnv: '', Tasks: ['cpu', 'disk'] },
  { Name: 'finish', BootEnv: 'local', Tasks: ['report'] },
]
const list = [
  'stage:discover',
  'bootenv:discovery',
  'inventory',
  'stage:burn-in',
  'cpu',
  'disk',
  'stage:finish',
  'bootenv:local',
  'report',
]

function machine(fields: Partial<Machine> = {}): Machine {
  return { ...decode(Machine, { Name: 'node1', Tasks: list, BootEnv: 'discovery' }), ...fields }
}

describe('the task list of a workflow', () => {
  it('names a bootenv only where it changes', () => {
    expect(taskList(stages)).toEqual(list)
    const twice = [stages[0], stages[0]].flatMap((stage) => stage ?? [])
    expect(taskList(twice).filter((entry) => entry.startsWith('bootenv:'))).toHaveLength(1)
  })

  it('puts the machine at its start, in the first bootenv at once', () => {
    const fresh = machine({ Tasks: [], BootEnv: 'local', Stage: 'none' })
    startWorkflow(fresh, 'all', stages)
    expect(fresh).toMatchObject({ Workflow: 'all', Stage: 'discover', BootEnv: 'discovery', CurrentTask: -1 })
    expect(isComplete(fresh)).toBe(false)
    expect(isComplete({ ...fresh, CurrentTask: list.length })).toBe(true)
  })

  it('is left with nothing to do and no stage map', () => {
    const leaving = machine({ Stage: 'discover', Params: { 'change-stage/map': {}, kept: 1 } })
    leaveWorkflow(leaving, 'discover')
    expect(leaving).toMatchObject({ Tasks: [], CurrentTask: -1, Stage: 'none', Params: { kept: 1 } })
  })
})

describe('edits of the task list', () => {
  const at = (CurrentTask: number, Tasks = list) => machine({ CurrentTask, Tasks })
  it('may change the rest of the present stage', () => {
    expect(taskEditProblem(at(3), at(3, list.toSpliced(5, 1, 'memory', 'disk')))).toBeUndefined()
  })
  it('may not change what has run', () => {
    expect(taskEditProblem(at(3), at(3, list.toSpliced(2, 1, 'other')))).toMatch(
      /already executed or are executing/,
    )
    expect(taskEditProblem(at(3), at(3, list.slice(0, 2)))).toMatch(/Cannot remove tasks/)
  })
  it('may not change what is behind the next stage', () => {
    expect(taskEditProblem(at(3), at(3, list.slice(0, -1)))).toMatch(/past the next stage transition/)
  })
  it('may set the index back to -1 and to nothing else', () => {
    expect(taskEditProblem(at(3), at(-1))).toBeUndefined()
    expect(taskEditProblem(at(3), at(5))).toBe('Cannot change CurrentTask from 3 to 5')
    expect(taskEditProblem(at(3), at(-1, [...list, 'x']))).toMatch(/at the same time/)
  })
})

describe('coming back from a boot', () => {
  const bootEnvOf = (name: string) => stages.find(({ Name }) => Name === name)?.BootEnv ?? ''
  it('resumes at the first stage that runs in the bootenv the machine is in', () => {
    expect(rewind(machine(), 5, bootEnvOf)).toBe(0)
    expect(rewind(machine({ BootEnv: 'local' }), 8, bootEnvOf)).toBe(6)
  })
  it('starts over when the stage it was in runs elsewhere', () => {
    expect(rewind(machine({ BootEnv: 'rescue' }), 5, bootEnvOf)).toBe(-1)
  })
  it('finds its place when everything was done', () => {
    expect(rewind(machine(), list.length, bootEnvOf)).toBe(-1)
    expect(rewind(machine({ BootEnv: 'local' }), list.length, bootEnvOf)).toBe(6)
  })
})

describe('the life of a machine in its pool', () => {
  const edit = { addProfiles: [], removeProfiles: [], addParameters: {}, removeParameters: [] }
  const build = { ...edit, workflow: { name: 'all', stages } }
  it('builds, is in use, is destroyed and is free again', () => {
    const one = machine()
    allocate(one, { ...build, addProfiles: ['web'], addParameters: { size: 1 } })
    expect(one).toMatchObject({
      PoolStatus: 'Building',
      PoolAllocated: true,
      Profiles: ['web'],
      Params: { size: 1 },
    })
    completed(one)
    expect(one).toMatchObject({ PoolStatus: 'InUse', PoolAllocated: true })
    release(one, { ...build, removeProfiles: ['web'], removeParameters: ['size'] })
    expect(one).toMatchObject({ PoolStatus: 'Destroying', PoolAllocated: true, Profiles: [], Params: {} })
    completed(one)
    expect(one).toMatchObject({ PoolStatus: 'Free', PoolAllocated: false })
  })
  it('takes steps without a workflow at once', () => {
    const one = machine()
    allocate(one, edit)
    expect(one.PoolStatus).toBe('InUse')
    release(one, edit)
    expect(one).toMatchObject({ PoolStatus: 'Free', PoolAllocated: false })
  })
  it('holds a machine whose build failed, still allocated', () => {
    const one = machine()
    allocate(one, build)
    failed(one)
    expect(one).toMatchObject({ PoolStatus: 'HoldBuild', PoolAllocated: true })
    completed(one)
    expect(one.PoolStatus).toBe('InUse')
  })
  it('does not hold a machine that fails outside of a step', () => {
    const one = machine()
    failed(one)
    expect(one.PoolStatus).toBe('Free')
  })
})
