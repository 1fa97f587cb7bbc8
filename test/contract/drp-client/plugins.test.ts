import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installedDrppy } from '../../tools/install-drppy.ts'
import { type ForeignSite, startForeignSite } from './foreign-site.ts'

const uuid = '11111111-2222-4333-8444-00000000000d'

/** A plugin written in Python, brought, configured and asked by a client written in Python. */
describe.skipIf(installedDrppy() === undefined)('plugins of the foreign client', () => {
  let site: ForeignSite
  beforeAll(async () => {
    site = await startForeignSite()
    await site.root.call('POST /machines', { body: { Uuid: uuid, Name: 'greeted.example.com' } })
  })
  afterAll(() => site?.close())

  const provider = { path: { name: 'greeter' } }
  const machine = { uuid }
  const upload = async (name: string, type = 'application/octet-stream') => ({
    method: 'POST',
    path: `/plugin_providers/${name}`,
    body: await readFile(join(import.meta.dirname, 'plugin.py'), 'utf8'),
    type,
    response: 'PluginProviderUploadInfo',
  })
  const greet = (body: Record<string, string>) =>
    site.root.generic('run_action', 'machines', uuid, 'greet', body)

  it('come with a provider, which is a program that says what it can', async () => {
    const sent = await site.root.raw(await upload('greeter'))
    expect([sent.status, sent.value]).toEqual([201, { path: 'greeter', size: expect.any(Number) }])
    expect(await site.root.object('GET /plugin_providers/{name}', provider)).toMatchObject({
      Name: 'greeter',
      Version: 'v1.0.0',
      PluginVersion: 2,
      RequiredParams: ['greeter/word'],
      AvailableActions: [
        { Provider: 'greeter', Model: 'machines', Command: 'greet', RequiredParams: ['greeter/who'] },
        { Command: 'sulk' },
      ],
    })
    // Beside the one that the server brings.
    expect(await site.root.list('GET /plugin_providers')).toHaveLength(2)
    expect(await site.root.generic('exists', 'plugin_providers', 'greeter')).toBe(true)
    // The content pack of the provider.
    expect(await site.root.generic('exists', 'params', 'greeter/who')).toBe(true)
  })

  it('are made of it, and configured by their params', async () => {
    const body = { Name: 'greeter', Provider: 'greeter', Params: { 'greeter/word': 'hello' } }
    const made = await site.root.object('POST /plugins', { model: 'Plugin', body })
    expect(made).toMatchObject({ ...body, PluginErrors: [] })
    await expect
      .poll(async () => (await site.root.object('GET /plugins/{name}', provider))['Available'], {
        timeout: 10_000,
      })
      .toBe(true)
    expect(await site.root.filter('plugins', 'Provider', 'Eq', 'greeter')).toHaveLength(1)
    expect(await site.root.generic('get_params', 'plugins', 'greeter')).toEqual({ 'greeter/word': 'hello' })
  })

  it('offer the actions whose params an object has', async () => {
    const commands = async () =>
      (await site.root.list('GET /machines/{uuid}/actions', { path: machine })).map(({ Command }) => Command)
    await expect.poll(commands, { timeout: 10_000 }).toEqual(['sulk'])
    await site.root.generic('set_param', 'machines', uuid, 'greeter/who', 'world')
    expect(await commands()).toEqual(['greet', 'sulk'])
    const path = { ...machine, cmd: 'greet' }
    expect(await site.root.object('GET /machines/{uuid}/actions/{cmd}', { path })).toMatchObject({
      Command: 'greet',
      Provider: 'greeter',
    })
  })

  it('run them, with what the caller says first', async () => {
    expect(await greet({})).toEqual({ said: 'hello world, this is greeted.example.com' })
    expect(await greet({ 'greeter/who': 'you' })).toEqual({ said: 'hello you, this is greeted.example.com' })
  })

  it('refuse what is not there, what lacks a param, and what they do not like', async () => {
    const post = (cmd: string, path = machine) =>
      site.root.refused('POST /machines/{uuid}/actions/{cmd}', { path: { ...path, cmd }, body: {} })
    expect(await post('dance')).toMatchObject({
      status: 400,
      error: { Type: 'INVOKE', Messages: ['Action dance on machines: Not Found'] },
    })
    await site.root.call('DELETE /machines/{uuid}/params/{key}', { path: { ...machine, key: 'greeter/who' } })
    expect(await post('greet')).toMatchObject({
      status: 400,
      error: { Type: 'INVOKE', Messages: ['Action greet Missing Parameter greeter/who'] },
    })
    expect(await post('sulk')).toMatchObject({ status: 418, error: { Messages: ['no'], Code: 418 } })
    const absent = { uuid: '99999999-9999-4999-8999-999999999999' }
    expect((await post('sulk', absent)).status).toBe(404)
  })

  it('go, and their provider after them', async () => {
    const held = await site.root.refused('DELETE /plugin_providers/{name}', provider)
    expect([409, 422]).toContain(held.status)
    await site.root.call('DELETE /plugins/{name}', provider)
    const gone = await site.root.exchange('DELETE /plugin_providers/{name}', provider)
    expect([gone.status, gone.value]).toEqual([204, null])
    expect((await site.root.refused('DELETE /plugin_providers/{name}', provider)).status).toBe(404)
    expect(await site.root.generic('exists', 'params', 'greeter/who')).toBe(false)
    expect(await site.root.list('GET /machines/{uuid}/actions', { path: machine })).toEqual([])
  })

  it('are refused when they are no program of their kind', async () => {
    const json = await upload('greeter', 'application/json')
    expect([400, 415]).toContain((await site.root.rawRefused(json)).status)
    const text = { ...(await upload('nonsense')), body: 'no program' }
    expect(await site.root.rawRefused(text)).toMatchObject({ status: 422 })
  })
})
