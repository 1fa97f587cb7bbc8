import type { Machine, PoolResult, Run } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from './test-server.ts'

describe('pools', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer()
    await server.json('POST', '/tasks', { Name: 'work', Templates: [{ Name: 'run', Contents: 'true' }] })
    await server.json('POST', '/stages', { Name: 'working', Tasks: ['work'] })
    await server.json('POST', '/workflows', { Name: 'build', Stages: ['working'] })
  })
  afterAll(() => server.close())

  const pool = async (name: string, machines: number) => {
    await server.json('POST', '/pools', { Id: name })
    const uuids: string[] = []
    for (let number = 0; number < machines; number++) {
      const machine = await server.json('POST', '/machines', {
        Name: `${name}${number}.example.com`,
        Pool: name,
      })
      uuids.push((machine as Machine).Uuid)
    }
    return uuids
  }
  const allocate = async (name: string, body: { [key: string]: string | number | string[] | object }) => {
    const answer = await server.call(
      'POST',
      `/pools/${name}/allocateMachines`,
      JSON.parse(JSON.stringify(body)),
    )
    const parsed: PoolResult[] = answer.status === 200 ? JSON.parse(answer.text) : []
    return { status: answer.status, text: answer.text, uuids: parsed.map(({ Uuid }) => Uuid) }
  }
  const machine = async (uuid: string) => (await server.json('GET', `/machines/${uuid}`)) as Machine
  /** Plays the agent: runs everything there is to run, each task ending in `State`. */
  const work = async (uuid: string, State: 'finished' | 'failed') => {
    for (;;) {
      const answer = await server.call('POST', '/jobs', { Machine: uuid })
      if (answer.status !== 201) return answer.status
      const { Uuid } = JSON.parse(answer.text)
      if (State === 'failed') {
        await server.json('PATCH', `/machines/${uuid}`, [{ op: 'replace', path: '/Runnable', value: false }])
      }
      await server.json('PATCH', `/jobs/${Uuid}`, [{ op: 'replace', path: '/State', value: State }])
      if (State === 'failed') return 0
    }
  }

  it('hand each machine to one claim only, however many ask at once', async () => {
    const uuids = await pool('crowd', 20)
    const claims = await Promise.all(
      Array.from({ length: 100 }, (_, number) => allocate('crowd', { 'pool/claim-key': `crowd-${number}` })),
    )
    const winners = claims.filter(({ status }) => status === 200).flatMap(({ uuids: won }) => won)
    expect(winners.toSorted()).toEqual(uuids.toSorted())
    const losers = claims.filter(({ status }) => status !== 200)
    expect(new Set(losers.map(({ status }) => status))).toEqual(new Set([409]))
    expect(losers[0]?.text).toMatch(/Not enough machines in pool crowd: 1 wanted, 0 free that fit/)
  })

  it('hand out no machine in quarantine, until somebody takes it off', async () => {
    const [bad = '', good = ''] = await pool('sick', 2)
    await server.json('POST', `/machines/${bad}/params/claim/quarantine`, { reason: 'dead disk' })
    expect((await allocate('sick', {})).uuids).toEqual([good])
    expect((await allocate('sick', { 'pool/machine-list': [bad] })).status).toBe(409)
    await server.json('DELETE', `/machines/${bad}/params/claim/quarantine`)
    expect((await allocate('sick', {})).uuids).toEqual([bad])
  })

  it('give all or nothing', async () => {
    await pool('few', 3)
    expect((await allocate('few', { 'pool/count': 4 })).status).toBe(409)
    expect(await server.json('GET', '/pools/few/status')).toEqual(
      Object.fromEntries(
        Object.keys((await server.json('GET', '/pools/few/status')) as object).map((key) => [key, 'Free']),
      ),
    )
    expect((await allocate('few', { 'pool/count': 4, 'pool/minimum': 2 })).uuids).toHaveLength(3)
  })

  it('answer the same key with the same machine, and refuse it for another request', async () => {
    await pool('keyed', 2)
    const first = await allocate('keyed', { 'pool/claim-key': 'k' })
    expect((await allocate('keyed', { 'pool/claim-key': 'k' })).uuids).toEqual(first.uuids)
    const other = await allocate('keyed', { 'pool/claim-key': 'k', 'pool/workflow': 'build' })
    expect([other.status, other.text]).toEqual([
      409,
      expect.stringMatching(/claim key was used for another request/),
    ])
  })

  it('forget a key whose machine is gone or was taken over', async () => {
    const [first, second] = await pool('gone', 2)
    const taken = await allocate('gone', {
      'pool/claim-key': 'g',
      'pool/add-parameters': { a: 1, b: { c: 1, d: 2 } },
    })
    const again = await allocate('gone', {
      'pool/add-parameters': { b: { d: 2, c: 1 }, a: 1 },
      'pool/claim-key': 'g',
    })
    expect(again.uuids).toEqual(taken.uuids)
    await server.json('DELETE', `/machines/${taken.uuids[0]}`)
    const other = taken.uuids[0] === first ? second : first
    expect((await allocate('gone', { 'pool/claim-key': 'g' })).uuids).toEqual([other])
  })

  it('choose by filters and refuse filters that mean nothing', async () => {
    const [, second] = await pool('sorted', 2)
    await server.json('PATCH', `/machines/${second}`, [{ op: 'replace', path: '/Arch', value: 'arm64' }])
    expect((await allocate('sorted', { 'pool/filter': ['Arch=Eq(arm64)'] })).uuids).toEqual([second])
    expect((await allocate('sorted', { 'pool/filter': ['Arch=Eq(arm64)'] })).text).toMatch(
      /Filters: Arch=Eq\(arm64\)/,
    )
    expect((await allocate('sorted', { 'pool/filter': ['nonsense'] })).status).toBe(406)
    expect((await allocate('nowhere', {})).text).toMatch(/Pool nowhere does not exist; pools are: /)
  })

  it('build by a workflow, are in use when it is done, and free after the release', async () => {
    const [uuid = ''] = await pool('built', 1)
    await allocate('built', {
      'pool/claim-key': 'b',
      'pool/workflow': 'build',
      'pool/add-parameters': { size: 3 },
    })
    expect(await machine(uuid)).toMatchObject({
      PoolStatus: 'Building',
      PoolAllocated: true,
      Params: { size: 3 },
    })
    await work(uuid, 'finished')
    expect(await machine(uuid)).toMatchObject({ PoolStatus: 'InUse', WorkflowComplete: true })

    const { Token } = (await server.json('GET', `/machines/${uuid}/token`)) as { Token: string }
    const withToken = () =>
      server.call('GET', `/machines/${uuid}`, undefined, { authorization: `Bearer ${Token}` })
    expect((await withToken()).status).toBe(200)

    const release = {
      'pool/machine-list': [uuid],
      'pool/remove-parameters': ['size'],
      'pool/workflow': 'build',
    }
    const foreign = await server.call('POST', '/pools/built/releaseMachines', {
      ...release,
      'pool/claim-key': 'other',
    })
    expect([foreign.status, (await machine(uuid)).PoolStatus]).toEqual([409, 'InUse'])
    await server.json('POST', '/pools/built/releaseMachines', { ...release, 'pool/claim-key': 'b' })
    expect(await machine(uuid)).toMatchObject({ PoolStatus: 'Destroying', PoolAllocated: true })
    await work(uuid, 'finished')
    const freed = await machine(uuid)
    expect(freed).toMatchObject({ PoolStatus: 'Free', PoolAllocated: false })
    expect(freed.Params).not.toHaveProperty('size')
    expect(freed.Params).not.toHaveProperty('claim/key')
    // A token that the machine had under the claim is worth nothing to whoever has kept it.
    expect((await withToken()).status).toBe(403)

    const runs = (await server.json('GET', `/runs?Machine=${uuid}&sort=StartTime`)) as Run[]
    expect(runs.map(({ Kind, Phases }) => [Kind, ...Phases.map(({ Name }) => Name)])).toEqual([
      ['boot', 'registered'],
      ['claim', 'claimed', 'task:work', 'in-use'],
      ['release', 'released', 'task:work', 'free'],
    ])
  })

  it('hold a machine whose build failed and do not hand it out again', async () => {
    const [uuid = ''] = await pool('failing', 1)
    await allocate('failing', { 'pool/claim-key': 'f', 'pool/workflow': 'build' })
    await work(uuid, 'failed')
    expect((await machine(uuid)).PoolStatus).toBe('HoldBuild')
    expect((await allocate('failing', {})).status).toBe(409)
    await server.json('POST', '/pools/failing/releaseMachines', {
      'pool/machine-list': [uuid],
      'pool/claim-key': 'f',
    })
    expect((await machine(uuid)).PoolStatus).toBe('Free')
  })

  it('keep building when a machine only buries the job a power cut tore it from', async () => {
    const [uuid = ''] = await pool('torn', 1)
    await allocate('torn', { 'pool/workflow': 'build' })
    const job = (await server.json('POST', '/jobs', { Machine: uuid })) as { Uuid: string }
    await server.json('PATCH', `/jobs/${job.Uuid}`, [{ op: 'replace', path: '/State', value: 'failed' }])
    expect((await machine(uuid)).PoolStatus).toBe('Building')
    await work(uuid, 'finished')
    expect((await machine(uuid)).PoolStatus).toBe('InUse')
  })

  it('take and give machines, but never claimed ones', async () => {
    const [uuid = ''] = await pool('from', 1)
    await pool('to', 0)
    const move = { 'pool/machine-list': [uuid] }
    await server.json('POST', '/pools/to/addMachines', move)
    expect((await machine(uuid)).Pool).toBe('to')
    await allocate('to', {})
    expect((await server.call('POST', '/pools/to/removeMachines', move)).status).toBe(409)
    expect(await server.json('GET', '/pools-active')).toContain('to')
    expect((await server.call('DELETE', '/pools/to')).status).toBe(409)
  })
})
