import type { JsonObject } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installedDrppy } from '../../tools/install-drppy.ts'
import { type ForeignSite, startForeignSite } from './foreign-site.ts'

const meta = { Name: 'foreign-pack', Version: 'v1.0.0', Description: 'A pack', Source: 'foreign' }
const sections = {
  params: { 'foreign/size': { Name: 'foreign/size', Schema: { type: 'integer', default: 3 } } },
  templates: { 'foreign.tmpl': { ID: 'foreign.tmpl', Contents: 'hi {{.Machine.Name}}' } },
  tasks: {
    'foreign-task': {
      Name: 'foreign-task',
      RequiredParams: [],
      OptionalParams: [],
      Templates: [{ Name: 'run', Contents: '#!/bin/sh\nexit 0\n' }],
    },
  },
  stages: { 'foreign-stage': { Name: 'foreign-stage', Tasks: ['foreign-task'] } },
  workflows: { 'foreign-flow': { Name: 'foreign-flow', Stages: ['foreign-stage'] } },
}

describe.skipIf(installedDrppy() === undefined)('content packs of the foreign client', () => {
  let site: ForeignSite
  beforeAll(async () => {
    site = await startForeignSite()
  })
  afterAll(() => site?.close())

  const name = { name: 'foreign-pack' }
  const pack = (change: { meta?: JsonObject; sections?: JsonObject } = {}): JsonObject => ({
    meta: { ...meta, ...change.meta },
    sections: change.sections ?? sections,
  })
  const put = (body: JsonObject) => ({ path: name, model: 'Content', body })

  it('go up with PUT, which is refused, and then with POST, as drpcli uploads', async () => {
    expect(await site.root.refused('PUT /contents/{name}', put(pack()))).toMatchObject({
      status: 404,
      error: { Model: 'contents', Key: 'foreign-pack', Type: 'PUT', Code: 404 },
    })
    const made = await site.root.exchange('POST /contents', { model: 'Content', body: pack() })
    expect(made).toMatchObject({
      status: 201,
      value: {
        meta: { ...meta, Type: 'dynamic', Writable: false },
        Counts: { params: 1, templates: 1, tasks: 1, stages: 1, workflows: 1 },
        Warnings: [],
      },
    })
    expect(await site.root.refused('POST /contents', { body: pack() })).toMatchObject({
      status: 409,
      error: { Messages: [expect.stringContaining('foreign-pack already exists')], Code: 409 },
    })
  })

  it('are listed with every layer, and come back whole', async () => {
    const listed = await site.root.list('GET /contents')
    const names = listed.map((summary) => Object(summary['meta']).Name)
    expect(names).toEqual(expect.arrayContaining(['BackingStore', 'BasicStore', 'foreign-pack']))
    const got = await site.root.exchange('GET /contents/{name}', { path: name })
    expect(got.value).toMatchObject({ meta })
    const raw = await site.root.raw({ method: 'GET', path: '/contents/foreign-pack', response: 'object' })
    expect(raw.value).toMatchObject(pack())
  })

  it('bring objects that can be used and not be changed', async () => {
    const task = await site.root.object('GET /tasks/{name}', { path: { name: 'foreign-task' } })
    expect(task).toMatchObject({ ReadOnly: true, Bundle: 'foreign-pack', Available: true, Validated: true })
    const path = { name: 'foreign-task' }
    const body = [{ op: 'replace', path: '/Description', value: 'x' }]
    for (const refusal of [
      await site.root.refused('PATCH /tasks/{name}', { path, body }),
      await site.root.refused('DELETE /tasks/{name}', { path }),
    ]) {
      expect(refusal).toMatchObject({ status: 422, error: { Messages: ['readonly: foreign-task'] } })
    }
    const machine = { Name: 'pack.example.com', Workflow: 'foreign-flow' }
    const created = await site.root.object('POST /machines', { body: machine })
    expect(created).toMatchObject({ Tasks: ['stage:foreign-stage', 'foreign-task'], Available: true })
    await site.root.call('DELETE /machines/{uuid}', { path: { uuid: String(created['Uuid']) } })
  })

  it('are replaced by another version', async () => {
    const next = pack({ meta: { Version: 'v1.1.0' }, sections: { params: sections.params } })
    expect((await site.root.exchange('PUT /contents/{name}', put(next))).value).toMatchObject({
      meta: { Version: 'v1.1.0' },
      Counts: { params: 1 },
    })
    expect(await site.root.generic('exists', 'tasks', 'foreign-task')).toBe(false)
    const renamed = pack({ meta: { Name: 'foreign-other' } })
    expect(await site.root.refused('PUT /contents/{name}', put(renamed))).toMatchObject({
      status: 400,
      error: { Messages: ['Cannot change name from foreign-pack to foreign-other'] },
    })
    await site.root.call('PUT /contents/{name}', put(pack()))
  })

  it.each([
    [
      'an object whose key is another one',
      { params: { 'foreign/x': { Name: 'foreign/y' } } },
      {},
      /foreign\/[xy]/,
    ],
    [
      'a template that cannot be parsed',
      { templates: { 'bad.tmpl': { ID: 'bad.tmpl', Contents: '{{if}}' } } },
      {},
      /bad\.tmpl/,
    ],
    [
      'an object that another pack has',
      { params: sections.params },
      {},
      /keysCannotBeOverridden|foreign\/size/,
    ],
    ['a feature that is not there', {}, { RequiredFeatures: 'antigravity' }, /antigravity/],
    ['a pack that is not there', {}, { Prerequisites: 'absent-pack:>=1.0' }, /absent-pack/],
  ])('are refused for %s', async (_, wrong, with_, said) => {
    const body = pack({ meta: { Name: 'foreign-bad', ...with_ }, sections: wrong })
    const refusal = await site.root.refused('POST /contents', { body })
    expect([refusal.status, refusal.error?.Code]).toEqual([422, 422])
    expect(refusal.error?.Messages?.join('\n')).toMatch(said)
    const { status } = await site.root.refused('GET /contents/{name}', { path: { name: 'foreign-bad' } })
    expect(status).toBe(404)
  })

  it('stay while their objects are in use, and then go', async () => {
    const machine = await site.root.object('POST /machines', {
      body: { Name: 'holds.example.com', Workflow: 'foreign-flow' },
    })
    const refusal = await site.root.refused('DELETE /contents/{name}', { path: name })
    expect([409, 422]).toContain(refusal.status)
    await site.root.call('DELETE /machines/{uuid}', { path: { uuid: String(machine['Uuid']) } })
    const gone = await site.root.exchange('DELETE /contents/{name}', { path: name })
    expect([gone.status, gone.value]).toEqual([204, null])
    expect((await site.root.refused('DELETE /contents/{name}', { path: name })).status).toBe(404)
    expect(await site.root.generic('exists', 'params', 'foreign/size')).toBe(false)
  })
})
