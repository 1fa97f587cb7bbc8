import { Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtInPack } from '../../src/commands/built-in-content.ts'
import { startTestServer, type TestServer } from './test-server.ts'

const boot = (digit: number) => `b0000000-0000-4000-8000-00000000000${digit}`

describe('tokens of machines', () => {
  let server: TestServer
  let uuid: string

  /** Token in the boot script, as a machine that boots gets it. */
  async function scriptToken(): Promise<string> {
    const url = `http://127.0.0.1:${server.server.ports.static}/machines/${uuid}/control.sh`
    const [, token = ''] = /RS_TOKEN='([^']+)'/.exec(await (await fetch(url)).text()) ?? []
    return token
  }
  /** Token for the system on the disk, as the task that puts it there gets it. */
  async function systemToken(): Promise<string> {
    const text = '{{.GenerateInfiniteToken}}'
    const url = `http://127.0.0.1:${server.server.ports.static}/machines/${uuid}/system-token`
    const stage = {
      Name: 'hand-over',
      Templates: [{ Name: 't', Path: 'machines/{{.Machine.UUID}}/system-token', Contents: text }],
    }
    if ((await server.call('GET', '/stages/hand-over')).status === 404) {
      await server.json('POST', '/stages', stage)
      await server.call('PATCH', `/machines/${uuid}?force=true`, [
        { op: 'replace', path: '/Stage', value: 'hand-over' },
      ])
    }
    return (await fetch(url)).text()
  }
  const call = (token: string, id: number | undefined, method = 'POST') =>
    server
      .call(
        method,
        method === 'GET' ? `/machines/${uuid}` : `/machines/${uuid}/phases`,
        method === 'GET' ? undefined : { Name: 'agent' },
        {
          authorization: `Bearer ${token}`,
          ...(id === undefined ? {} : { headers: { 'X-Boot-Id': boot(id) } }),
        },
      )
      .then(({ status }) => status)

  beforeAll(async () => {
    server = await startTestServer({
      content: [await builtInPack('basic'), await builtInPack('metalwright')],
    })
    const machine = { Name: 'bound', BootEnv: 'discovery', HardwareAddrs: ['52:54:00:00:00:01'] }
    uuid = Machine.parse(await server.json('POST', '/machines', machine)).Uuid
  })
  afterAll(() => server.close())

  it('of a boot script end when the script of a later boot is at work', async () => {
    const first = await scriptToken()
    expect(await call(first, 1)).toBe(204)
    // The same system may ask for its script again.
    const again = await scriptToken()
    expect(await call(again, 1)).toBe(204)
    expect(await call(first, 1)).toBe(204)

    // Whatever makes it boot again leaves a trace in the store.
    await server.json('POST', `/machines/${uuid}/params/last-boot-macaddr`, '52:54:00:00:00:01')
    const second = await scriptToken()
    expect(await call(first, undefined)).toBe(204)
    expect(await call(second, 2)).toBe(204)
    for (const old of [first, again]) {
      expect(await call(old, undefined)).toBe(403)
      expect(await call(old, undefined, 'GET')).toBe(403)
      // Nor does it make a boot of its own of it.
      expect(await call(old, 9)).toBe(403)
    }
    expect(await call(second, 2)).toBe(204)
    expect(await call(second, undefined, 'GET')).toBe(200)
    // The token is good, the boot is over.
    expect(await call(second, 1)).toBe(409)
  })

  it('of a system on the disk outlive its boots, and end with the next system that runs', async () => {
    const old = await systemToken()
    expect(await call(old, 3)).toBe(204)
    expect(await call(old, 4)).toBe(204)
    const discovery = await scriptToken()
    expect(await call(discovery, 5)).toBe(204)
    // It was not written over: it may come back.
    expect(await call(old, undefined)).toBe(204)
    expect(await call(old, 6)).toBe(204)
    expect(await call(discovery, undefined)).toBe(403)

    const writing = await scriptToken()
    expect(await call(writing, 7)).toBe(204)
    const next = await systemToken()
    expect(await call(next, 8)).toBe(204)
    expect(await call(old, undefined)).toBe(403)
    expect(await call(next, undefined)).toBe(204)
  })

  it('that somebody asked for are not bound to a boot', async () => {
    const { Token } = JSON.parse((await server.call('GET', `/machines/${uuid}/token`)).text)
    expect(await call(await scriptToken(), 9)).toBe(204)
    expect(await call(Token, undefined)).toBe(204)
  })
})
