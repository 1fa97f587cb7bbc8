import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AgentProcess, missingTools } from '../../../server-mock/test/agent/agent-process.ts'
import { installedDrppy } from '../../tools/install-drppy.ts'
import type { DrppySession } from './drppy.ts'
import { type ForeignSite, startForeignSite } from './foreign-site.ts'

const TASKS = ['one', 'two', 'three', 'four', 'five']
const Job = z.object({ Uuid: z.string(), Task: z.string(), State: z.string(), StartTime: z.string() })
const Actions = z.array(z.object({ Content: z.string() }))

/**
 * Two runners for one machine, in turn: ours, and one made of the foreign client that makes the calls of DRP's runner
 * in their order. Each dies in the middle of the workflow, and the other one goes on.
 */
describe.skipIf(installedDrppy() === undefined || missingTools.length > 0)('runners that take over', () => {
  const folder = mkdtempSync(join(tmpdir(), 'metalwright-swap-'))
  const gate = join(folder, 'gate')
  const done = join(folder, 'done')
  let site: ForeignSite
  let uuid: string
  let foreign: DrppySession
  let agent: AgentProcess

  beforeAll(async () => {
    site = await startForeignSite()
    for (const Name of TASKS) {
      // The second task only ends when it is let through.
      const wait = Name === 'two' ? `while [ ! -e ${gate} ]; do sleep 0.1; done\n` : ''
      const Contents = `#!/bin/sh\necho begins ${Name}\n${wait}echo ${Name} >> ${done}\n`
      await site.root.call('POST /tasks', { body: { Name, Templates: [{ Name: 'run', Contents }] } })
    }
    await site.root.call('POST /stages', { body: { Name: 'swap', Tasks: TASKS } })
    await site.root.call('POST /workflows', { body: { Name: 'swap', Stages: ['swap'] } })
    const machine = { Name: 'swap.example.com', Workflow: 'swap' }
    uuid = z.string().parse((await site.root.object('POST /machines', { body: machine }))['Uuid'])
    const order = { method: 'GET', path: `/machines/${uuid}/token`, response: 'UserToken' }
    const { Token } = z.object({ Token: z.string() }).parse((await site.root.raw(order)).value)
    foreign = await site.drppy.session(site.endpoint, { token: Token })
    agent = new AgentProcess({
      RS_ENDPOINT: site.endpoint,
      RS_PIN: await pinOf(site.server.facts.ports.api),
      RS_UUID: uuid,
      RS_TOKEN: Token,
      RS_SYSTEM: 'deployed',
    })
  })
  afterAll(async () => {
    await agent?.dispose()
    await site?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const get = () => foreign.object('GET /machines/{uuid}', { path: { uuid } })
  const jobs = async () => {
    const list = { method: 'GET', path: '/jobs', query: { Machine: uuid }, response: 'list[Job]' }
    const { value } = await site.root.raw(list)
    return z
      .array(Job)
      .parse(value)
      .filter(({ Task }) => TASKS.includes(Task))
      .sort((a, b) => TASKS.indexOf(a.Task) - TASKS.indexOf(b.Task) || (a.StartTime < b.StartTime ? -1 : 1))
  }
  const states = async () => (await jobs()).map(({ Task, State }) => `${Task} ${State}`)
  const stateOf = async (task: string) => (await jobs()).findLast(({ Task }) => Task === task)?.State
  const change = (id: string, before: string, State: string, ExitState?: string) => ({
    path: { uuid: id },
    body: [
      { op: 'test', path: '/State', value: before },
      { op: 'replace', path: '/State', value: State },
      ...(ExitState === undefined ? [] : [{ op: 'replace', path: '/ExitState', value: ExitState }]),
    ],
  })
  const move = (...step: Parameters<typeof change>) => foreign.exchange('PATCH /jobs/{uuid}', change(...step))
  const ask = () => foreign.exchange('POST /jobs', { body: { Machine: uuid } })

  /** As DRP's runner begins: what an earlier one left under way has failed. */
  async function takeOver(): Promise<void> {
    const current = Job.parse(
      await foreign.object('GET /jobs/{uuid}', { path: { uuid: String((await get())['CurrentJob']) } }),
    )
    if (current.State === 'created' || current.State === 'running') {
      expect((await move(current.Uuid, current.State, 'failed', 'failed')).status).toBe(200)
    }
    expect((await get())['Runnable']).toBe(true)
  }

  /** The next job, begun; its script is not run yet. */
  async function begin(): Promise<z.infer<typeof Job>> {
    const answer = await ask()
    expect(answer.status).toBe(201)
    const job = Job.parse(answer.value)
    expect((await move(job.Uuid, 'created', 'running')).status).toBe(200)
    return job
  }

  /** Runs the script of a begun job, sends its output and its end. */
  async function finish({ Uuid }: z.infer<typeof Job>): Promise<void> {
    const order = {
      method: 'GET',
      path: `/jobs/${Uuid}/actions`,
      query: { os: 'linux' },
      response: 'list[object]',
    }
    const [script] = Actions.parse((await foreign.raw(order)).value)
    const { stdout, status } = spawnSync('sh', ['-c', script?.Content ?? 'exit 1'], {
      env: { PATH: join(agent.dir, 'bin') },
    })
    expect(status).toBe(0)
    const log = { path: `/jobs/${Uuid}/log`, type: 'application/octet-stream', body: stdout.toString() }
    await foreign.raw({ method: 'PUT', ...log })
    expect((await move(Uuid, 'running', 'finished', 'complete')).status).toBe(200)
  }

  it('neither lose a job nor do one twice', async () => {
    agent.start()
    await expect.poll(() => stateOf('two'), { timeout: 60_000 }).toBe('running')
    // Somebody else who asks in the meantime gets nothing.
    expect((await foreign.refused('POST /jobs', { body: { Machine: uuid } })).status).toBe(409)
    await agent.kill('all')

    writeFileSync(gate, '')
    await takeOver()
    for (const wanted of ['two', 'three']) {
      const job = await begin()
      expect(job.Task).toBe(wanted)
      await finish(job)
    }
    const abandoned = await begin()
    expect(abandoned.Task).toBe('four')

    agent.start()
    await expect.poll(() => stateOf('five'), { timeout: 60_000 }).toBe('finished')
    // The foreign runner wakes up: what it has to say comes too late.
    const late = change(abandoned.Uuid, 'running', 'finished', 'complete')
    expect((await foreign.refused('PATCH /jobs/{uuid}', late)).status).toBe(409)
    expect((await ask()).status).toBe(204)

    expect(await states()).toEqual([
      'one finished',
      'two failed',
      'two finished',
      'three finished',
      'four failed',
      'four finished',
      'five finished',
    ])
    const lines = existsSync(done) ? readFileSync(done, 'utf8').trim().split('\n') : []
    expect(lines).toEqual(TASKS)
    expect(await get()).toMatchObject({ WorkflowComplete: true, Runnable: true })
  })
})

/** Base64 of the SHA-256 of a TLS server's public key. */
function pinOf(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      const key = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' })
      socket.end()
      resolve(
        createHash('sha256')
          .update(key ?? '')
          .digest('base64'),
      )
    })
    socket.once('error', reject)
  })
}
