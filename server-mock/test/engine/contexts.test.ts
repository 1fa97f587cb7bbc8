import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Job, Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contextAt } from '../../src/engine/next-job.ts'
import { AgentProcess, missingTools } from '../agent/agent-process.ts'
import { startTestServer, type TestServer } from '../api/test-server.ts'

const report = (word: string) => ({
  Name: 'run',
  Contents: `#!/bin/sh\necho ${word} in "\${RS_CONTEXT:-itself}"\n`,
})

describe('tasks of contexts', () => {
  let server: TestServer
  const machineOf = async (uuid: string) => Machine.parse(await server.json('GET', `/machines/${uuid}`))
  const patch = (path: string, fields: Record<string, string | boolean | number>) =>
    server.json(
      'PATCH',
      path,
      Object.entries(fields).map(([field, value]) => ({ op: 'replace', path: `/${field}`, value })),
    )
  const ask = async (uuid: string, context = '') => {
    const { status, text } = await server.call('POST', `/jobs?context=${context}`, { Machine: uuid })
    return status === 201 ? Job.parse(JSON.parse(text)) : status
  }
  const run = async (uuid: string, context = '') => {
    const job = await ask(uuid, context)
    if (typeof job === 'number') throw new Error(`no job: ${job}`)
    await patch(`/jobs/${job.Uuid}`, { State: 'running' })
    await patch(`/jobs/${job.Uuid}`, { State: 'finished', ExitState: 'complete' })
    return job
  }
  const add = async (Name: string, fields: Record<string, string | Record<string, string>> = {}) =>
    Machine.parse(await server.json('POST', '/machines', { Name, Workflow: 'mixed', ...fields })).Uuid

  beforeAll(async () => {
    server = await startTestServer()
    for (const Name of ['before', 'flash', 'after']) {
      await server.json('POST', '/tasks', { Name, Templates: [report(Name)] })
    }
    await server.json('POST', '/contexts', { Name: 'runner' })
    await server.json('POST', '/stages', {
      Name: 'mixed',
      Tasks: ['before', 'context:runner', 'flash', 'context:', 'after'],
    })
    await server.json('POST', '/workflows', { Name: 'mixed', Stages: ['mixed'] })
  })
  afterAll(() => server.close())

  it('are given to agents of the context only, while the agent of the machine waits', async () => {
    const uuid = await add('one')
    expect(await ask(uuid, 'runner')).toBe(204)
    expect((await run(uuid)).Task).toBe('before')
    expect(await ask(uuid)).toBe(204)
    expect(await machineOf(uuid)).toMatchObject({ Context: 'runner', CurrentTask: 2, Runnable: true })

    expect(await ask(uuid)).toBe(204)
    expect(await ask(uuid, 'another')).toBe(204)
    const flash = await ask(uuid, 'runner')
    expect(flash).toMatchObject({ Task: 'flash', Context: 'runner' })
    // The machine boots meanwhile, and says so: what runs elsewhere goes on.
    await patch(`/machines/${uuid}`, { Runnable: true, CurrentTask: -1 })
    expect(await machineOf(uuid)).toMatchObject({ Context: 'runner', CurrentTask: 3 })
    expect(await ask(uuid)).toBe(204)
    if (typeof flash === 'number') throw new Error('no job')
    await patch(`/jobs/${flash.Uuid}`, { State: 'running' })
    await patch(`/jobs/${flash.Uuid}`, { State: 'finished', ExitState: 'complete' })

    expect(await ask(uuid, 'runner')).toBe(204)
    expect(await machineOf(uuid)).toMatchObject({ Context: '' })
    expect(await ask(uuid, 'runner')).toBe(204)
    expect((await run(uuid)).Task).toBe('after')
    expect(await ask(uuid)).toBe(204)
    expect(await machineOf(uuid)).toMatchObject({ WorkflowComplete: true, Context: '' })
  })

  it('begin where BaseContext says, and go back there', async () => {
    const uuid = await add('two', { Params: { BaseContext: 'runner' } })
    expect((await machineOf(uuid)).Context).toBe('runner')
    expect(await ask(uuid)).toBe(204)
    expect((await run(uuid, 'runner')).Task).toBe('before')
    expect((await run(uuid, 'runner')).Task).toBe('flash')
    expect((await run(uuid, 'runner')).Task).toBe('after')
    await patch(`/machines/${uuid}`, { Context: '' })
    await patch(`/machines/${uuid}`, { CurrentTask: -1, Runnable: false })
    expect((await machineOf(uuid)).Context).toBe('runner')
  })

  it('know the context of every place in a list', () => {
    const tasks = ['stage:a', 'context:x', 'one', 'context:', 'two']
    expect(tasks.map((_, index) => contextAt(tasks, index, 'base'))).toEqual([
      'base',
      'base',
      'x',
      'x',
      'base',
    ])
    expect(contextAt(tasks, -1, '')).toBe('')
  })

  it.skipIf(missingTools.length > 0)('are done by two agents that take turns', async ({ onTestFinished }) => {
    const uuid = await add('three')
    const { Token } = JSON.parse((await server.call('GET', `/machines/${uuid}/token`)).text)
    const certificate = new X509Certificate(readFileSync(join(server.folder, 'tls', 'server.crt')))
    const key = certificate.publicKey.export({ type: 'spki', format: 'der' })
    const start = (RS_CONTEXT: string) => {
      const agent = new AgentProcess({
        RS_ENDPOINT: `https://127.0.0.1:${server.server.ports.api}`,
        RS_TOKEN: Token,
        RS_UUID: uuid,
        RS_PIN: createHash('sha256').update(key).digest('base64'),
        RS_CONTEXT,
      })
      onTestFinished(() => agent.dispose())
      agent.start()
    }
    start('')
    start('runner')
    await expect.poll(async () => (await machineOf(uuid)).WorkflowComplete, { timeout: 15_000 }).toBe(true)
    const jobs = JSON.parse((await server.call('GET', `/jobs?Machine=${uuid}`)).text).map((job: unknown) =>
      Job.parse(job),
    )
    const done: string[] = []
    for (const { Task, Uuid, State } of jobs) {
      if (Task.includes(':')) continue
      done.push(`${State}: ${(await server.call('GET', `/jobs/${Uuid}/log`)).text.trim()}`)
    }
    expect(done.sort()).toEqual([
      'finished: after in itself',
      'finished: before in itself',
      'finished: flash in runner',
    ])
  })
})
