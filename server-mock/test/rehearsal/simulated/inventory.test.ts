import { afterEach, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Lab, startLab } from './lab.ts'

let lab: Lab | undefined
afterEach(async () => {
  await lab?.close()
  lab = undefined
})

const RULES = `
- name: big
  when: ["inventory/cpu#/threads=Gte(16)", "Workflow=discover"]
  then:
    profiles: [big]
    pool: big
    workflow: burn-in
    name: "\${inventory/dmi#/product_serial}"
`

it('a machine is classified in discovery, goes on with its new workflow, and is looked at again later', async () => {
  lab = await startLab()
  const { api, fleet } = lab
  await api.json('POST', '/profiles', { Name: 'big' })
  await api.json('POST', '/pools', { Id: 'big' })
  await api.json('POST', '/tasks', { Name: 'burn' })
  await api.json('POST', '/stages', { Name: 'burn', BootEnv: 'discovery', Tasks: ['burn'] })
  await api.json('POST', '/workflows', { Name: 'burn-in', Stages: ['burn'] })
  await api.json('POST', '/profiles/global/params/classification/rules', parse(RULES))
  const [machine] = fleet.add(1)
  fleet.powerOnAll()
  await machine?.waitFor('discovery', 30_000)
  const uuid = machine?.uuid ?? ''
  const done = (workflow: string) =>
    lab?.until(
      uuid,
      `through ${workflow}`,
      (one) => one.Workflow === workflow && one.WorkflowComplete,
      30_000,
    )

  const burnt = await done('burn-in')
  expect(burnt).toMatchObject({ Name: 'SIM525400000001', Profiles: ['big'], Pool: 'big', PoolStatus: 'Free' })
  expect(await lab.log(uuid, 'inventory')).toContain('16 threads of Simulated CPU')
  expect(await lab.log(uuid, 'classify')).toMatch(
    /^rule big: fits \(inventory\/cpu#\/threads is 16; Workflow is "discover"\)\ndone: adds profile big\n/,
  )
  const states = async (task: string) => (await lab?.jobs(uuid, task))?.map(({ State }) => State)
  expect(await states('classify')).toEqual(['finished'])
  expect(await states('burn')).toEqual(['finished'])
  expect(burnt?.Params['classification/result']).toMatchObject({ rules: [{ name: 'big', matched: true }] })

  await api.json('PATCH', `/machines/${uuid}`, [{ op: 'replace', path: '/Workflow', value: 'reinventory' }])
  const again = await done('reinventory')
  expect(again?.Params).not.toHaveProperty('inventory/changes')
  expect(again?.Params['classification/result']).toMatchObject({ rules: [{ name: 'big', matched: false }] })
  expect(await states('inventory')).toEqual(['finished', 'finished'])
  expect(machine?.bootCount).toBe(1)
})
