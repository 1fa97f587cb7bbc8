import type { AvailableAction, Machine } from '@metalwright/sdk/models'
import { seal } from '@metalwright/sdk/secure'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { builtInPack } from '../../src/commands/built-in-content.ts'
import { RehearsedBmc } from '../../src/rehearsal/bmc/index.ts'
import { startTestServer, type TestServer } from '../api/test-server.ts'
import { eventually } from '../plugins/probe.ts'
import { TestMachine } from './redfish-bench.ts'

const PASSWORD = 'calvin-the-canary'

/** The whole way: API, actions, params, Redfish, machine. */
describe('actions of machines with a BMC', () => {
  let server: TestServer
  let bmc: RehearsedBmc
  const switched = new TestMachine()
  beforeAll(async () => {
    const content = await Promise.all(['metalwright', 'basic'].map(builtInPack))
    server = await startTestServer({ content, bmcNetworks: ['127.0.0.0/8'] })
    bmc = await RehearsedBmc.start({ machine: switched, username: 'root', password: PASSWORD, make: 'ilo' })
    const settings = { 'ipmi/mode': 'redfish', 'ipmi/username': 'root', 'ipmi/trust-first-certificate': true }
    await server.json('POST', '/profiles', { Name: 'bmcs', Params: settings })
    const key = (await server.json('GET', '/profiles/bmcs/pubkey')) as string
    await server.json('POST', '/profiles/bmcs/params/ipmi%2Fpassword', { ...seal(key, PASSWORD) })
  })
  afterAll(async () => {
    await server?.close()
    await bmc?.close()
  })

  const enrol = async (Name: string, Params = {}, Profiles = ['bmcs']) =>
    ((await server.json('POST', '/machines', { Name, Profiles, Params })) as Machine).Uuid
  const offered = async (uuid: string) =>
    ((await server.json('GET', `/machines/${uuid}/actions`)) as AvailableAction[]).map(
      ({ Command }) => Command,
    )
  const run = (uuid: string, command: string, body = {}) =>
    server.call('POST', `/machines/${uuid}/actions/${command}`, body)
  const place = () => ({ 'ipmi/address': '127.0.0.1', 'ipmi/port': bmc.port })
  const params = (uuid: string) =>
    server.json('GET', `/machines/${uuid}/params`) as Promise<Record<string, unknown>>

  it('are offered where a BMC is configured, and nowhere else', async () => {
    const [without, with_, none, manual] = await Promise.all([
      enrol('without'),
      enrol('with', place()),
      enrol('none', { ...place(), 'ipmi/mode': 'none' }),
      enrol('manual', { 'ipmi/mode': 'manual' }, []),
    ])
    await eventually(async () => (await offered(with_)).length > 0)
    const power = ['powerstatus', 'poweron', 'poweroff', 'powershutdown', 'powercycle', 'reset']
    const always = ['alwaysbootpxe', 'alwaysbootdisk', 'forcebootpxe', 'forcebootdisk', 'identify']
    expect(await offered(with_)).toEqual([
      ...[...power, 'nextbootpxe', 'nextbootdisk', ...always, 'getinfo', 'trycredentials'],
    ])
    expect(await offered(manual)).toEqual([...power, ...always, 'operatordone'])
    expect([await offered(without), await offered(none)]).toEqual([[], []])
    for (const uuid of [without, none]) {
      expect((await server.call('GET', `/machines/${uuid}/actions/nextbootpxe`)).status).toBe(404)
      expect((await run(uuid, 'poweron', place())).status).toBe(400)
    }
    expect(await server.json('GET', `/machines/${with_}/actions/nextbootpxe`)).toMatchObject({
      Provider: 'ipmi',
      RequiredParams: [],
    })
  })

  it('switch the machine with the password that only the server opens, and note its power', async () => {
    const uuid = await enrol('switched', place())
    expect((await run(uuid, 'powerstatus')).text).toBe('{"power":"off"}')
    expect(await params(uuid)).toMatchObject({
      'ipmi/power-state': 'off',
      'ipmi/certificate-fingerprint': bmc.fingerprint,
    })
    expect((await run(uuid, 'nextbootpxe')).text).toBe('{}')
    expect((await run(uuid, 'poweron')).text).toBe('{"power":"on"}')
    expect((await params(uuid))['ipmi/power-state']).toBe('on')
    expect(switched.done).toEqual(['on network'])
    expect(JSON.parse((await run(uuid, 'getinfo')).text)).toMatchObject({ model: 'DL-1' })
  })

  it('go where the machine says, not where the call says', async () => {
    const uuid = await enrol('redirected', place())
    const elsewhere = { 'ipmi/port': 1, 'ipmi/username': 'somebody' }
    expect((await run(uuid, 'powerstatus', elsewhere)).text).toBe('{"power":"on"}')
    expect((await run(uuid, 'powerstatus', { 'ipmi/address': '127.0.0.9' })).status).toBe(400)
    expect((await run(uuid, 'powerstatus', { 'ipmi/password': 'x' })).status).toBe(400)
  })

  it('say what is wrong and what to do, and never the password', async () => {
    const lost = await enrol('lost', { 'ipmi/address': 'bmc.invalid' })
    const inside = await enrol('inside', { 'ipmi/address': '169.254.169.254' })
    const failures = [await run(lost, 'poweron'), await run(inside, 'poweron')]
    expect(failures.map(({ status }) => status)).toEqual([409, 422])
    expect(failures.map(({ text }) => JSON.parse(text).Messages)).toEqual([
      ['bmc.invalid has no address; correct ipmi/address or the DNS (bmc_unresolved)'],
      [
        'The server connects to no BMC at 169.254.169.254; BMCs are in 127.0.0.0/8 (--bmc-networks) (bmc_address_refused)',
      ],
    ])
    const everything = await Promise.all(
      ['/logs', '/machines', '/profiles', '/params', '/plugins'].map((path) => server.call('GET', path)),
    )
    for (const { text } of [...failures, ...everything]) expect(text).not.toContain(PASSWORD)
  })

  it('may be asked for by the machine itself, for its next boot', async () => {
    const uuid = await enrol('self', place())
    const { Token } = JSON.parse((await server.call('GET', `/machines/${uuid}/token`)).text)
    const authorization = `Bearer ${Token}`
    expect(
      (await server.call('POST', `/machines/${uuid}/actions/nextbootpxe`, {}, { authorization })).status,
    ).toBe(200)
    expect(bmc.override).toEqual({ target: 'Pxe', enabled: 'Once' })
  })

  it('tell a person what to do where there is no BMC, and wait for him', async () => {
    const uuid = await enrol('far away', { 'ipmi/mode': 'manual', 'ipmi/address': 'rack 4' }, [])
    const told = await firstEvent(server, `machines.operatorrequest.${uuid}`, () => run(uuid, 'poweron'))
    expect(told).toMatchObject({
      Object: { Command: 'poweron', Instruction: 'Switch on far away (rack 4).' },
    })
    expect((await params(uuid))['ipmi/operator-request']).toMatchObject({ Command: 'poweron' })
    expect((await run(uuid, 'powerstatus')).text).toBe('{"power":"unknown"}')
    expect((await run(uuid, 'operatordone')).text).toBe('{"power":"on"}')
    expect((await run(uuid, 'powerstatus')).text).toBe('{"power":"on"}')
    expect(JSON.parse((await run(uuid, 'poweroff')).text)).toEqual({
      power: 'on',
      instruction: 'Switch off (hold the power button) far away (rack 4).',
    })
    await run(uuid, 'operatordone')
    expect((await params(uuid))['ipmi/power-state']).toBe('off')
    expect(await params(uuid)).not.toHaveProperty('ipmi/operator-request')
    expect((await run(uuid, 'operatordone')).status).toBe(422)
  })
})

/** The first event of a selector after something was done. */
async function firstEvent(
  server: TestServer,
  selector: string,
  act: () => Promise<unknown>,
): Promise<unknown> {
  const authorization = `Basic ${Buffer.from('rocketskates:r0cketsk8ts').toString('base64')}`
  const url = `wss://127.0.0.1:${server.server.ports.api}/api/v3/ws`
  const socket = new WebSocket(url, { rejectUnauthorized: false, headers: { authorization } })
  try {
    return await new Promise((resolve, reject) => {
      socket.once('error', reject)
      socket.once('open', () => socket.send(`register ${selector}`))
      socket.on('message', (data) => {
        const event = JSON.parse(String(data))
        if (event.Type === 'websocket') act().catch(reject)
        else resolve(event)
      })
    })
  } finally {
    socket.close()
  }
}
