import { catalogue } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installedDrppy } from '../../tools/install-drppy.ts'
import { type ForeignSite, startForeignSite } from './foreign-site.ts'

describe.skipIf(installedDrppy() === undefined)('the foreign client asks the server about itself', () => {
  let site: ForeignSite
  beforeAll(async () => {
    site = await startForeignSite()
  })
  afterAll(() => site?.close())

  it('what it is', async () => {
    const { api, static: file } = site.server.facts.ports
    expect(await site.root.object('GET /info')).toMatchObject({
      address: '127.0.0.1',
      api_port: api,
      file_port: file,
      prov_enabled: true,
      dhcp_enabled: false,
      tftp_enabled: false,
      binl_enabled: false,
      arch: expect.stringMatching(/^(amd64|arm64)$/),
      os: 'linux',
      version: expect.stringMatching(/^v\d+\.\d+\.\d+/),
      features: expect.arrayContaining(['api-v3', 'sane-exit-codes', 'workflows', 'embedded-pool']),
      stats: expect.arrayContaining([{ name: 'machines.count', count: 0 }]),
    })
  })

  it('which indexes there are', async () => {
    const all = await site.root.object('GET /indexes')
    expect(Object.keys(all)).toEqual(expect.arrayContaining(['machines', 'subnets', 'jobs']))
    const machines = await site.root.object('GET /indexes/{prefix}', { path: { prefix: 'machines' } })
    expect(machines).toEqual(all['machines'])
    expect(machines).toMatchObject({
      Name: { Type: 'string', Unique: true },
      Uuid: { Type: 'UUID string', Unique: true },
      Address: { Type: 'IP Address' },
      Runnable: { Type: 'boolean', Unique: false },
    })
    const path = { prefix: 'machines', param: 'Name' }
    expect(await site.root.object('GET /indexes/{prefix}/{param}', { path })).toEqual(machines['Name'])
    expect((await site.root.refused('GET /indexes/{prefix}', { path: { prefix: 'nonsense' } })).status).toBe(
      404,
    )
  })

  it('which kinds of objects there are', async () => {
    const { value } = await site.root.raw({ method: 'GET', path: '/objects', response: 'list[str]' })
    expect(value).toEqual(expect.arrayContaining(Object.keys(catalogue)))
  })

  it('which networks it is on', async () => {
    const listed = await site.root.list('GET /interfaces')
    const loopback = listed.find(({ Name }) => Name === 'lo')
    expect(loopback).toMatchObject({ Addresses: expect.arrayContaining(['127.0.0.1/8']) })
    expect(await site.root.object('GET /interfaces/{name}', { path: { name: 'lo' } })).toEqual(loopback)
    expect(await site.root.refused('GET /interfaces/{name}', { path: { name: 'nowhere0' } })).toMatchObject({
      status: 404,
      error: { Messages: [expect.stringMatching(/No interface/)] },
    })
  })

  it('for its preferences, and sets some or none', async () => {
    const before = await site.root.object('GET /prefs')
    expect(before).toMatchObject({
      defaultStage: 'none',
      defaultBootEnv: 'local',
      unknownBootEnv: 'ignore',
      knownTokenTimeout: '3600',
    })
    const set = await site.root.exchange('POST /prefs', { body: { defaultStage: 'local' } })
    expect([set.status, set.value]).toEqual([201, { ...before, defaultStage: 'local' }])
    for (const body of [
      { defaultStage: 'none', nonsense: 'x' },
      { defaultStage: 'absent' },
      { unknownBootEnv: 'local' },
      { knownTokenTimeout: 'long' },
    ]) {
      expect((await site.root.refused('POST /prefs', { body })).status).toBe(400)
    }
    expect(await site.root.object('GET /prefs')).toEqual({ ...before, defaultStage: 'local' })
    const unknown = await site.root.refused('POST /prefs', { body: { nonsense: 'x' } })
    expect(unknown.error?.Messages).toEqual(['Unknown Preference nonsense'])
  })

  it('and posts an event', async () => {
    const body = {
      Type: 'foreign',
      Action: 'tell',
      Key: 'k1',
      Object: { a: 1 },
      Time: '2020-01-02T03:04:05Z',
    }
    expect((await site.root.exchange('POST /events', { model: 'Event', body })).status).toBe(204)
  })

  it('for what is not there', async () => {
    expect(await site.root.rawRefused({ method: 'GET', path: '/nonsense' })).toMatchObject({
      status: 404,
      error: { Model: '', Key: '/api/v3/nonsense', Type: 'GET', Messages: ['No route'], Code: 404 },
    })
    expect(await site.root.rawRefused({ method: 'DELETE', path: '/info' })).toMatchObject({
      status: 405,
      error: { Model: '', Type: 'DELETE', Code: 405 },
    })
  })
})
