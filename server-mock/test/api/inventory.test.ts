import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { Event } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { builtInPack } from '../../src/commands/built-in-content.ts'
import { startTestServer, type TestServer } from './test-server.ts'

const Machine = z.looseObject({
  Uuid: z.string(),
  Name: z.string(),
  Params: z.record(z.string(), z.unknown()),
  HardwareAddrs: z.array(z.string()),
})
type Machine = z.infer<typeof Machine>

let server: TestServer
let made = 0
beforeAll(async () => {
  server = await startTestServer({ content: [await builtInPack('basic'), await builtInPack('metalwright')] })
})
afterAll(() => server.close())

/** A machine with one card; its number makes its addresses and serial numbers. */
async function addMachine(fields: JsonObject = {}): Promise<Machine & { number: number }> {
  const number = ++made
  const machine = await server.json('POST', '/machines', {
    Name: `m${number}`,
    HardwareAddrs: [mac(number)],
    ...fields,
  })
  return { ...Machine.parse(machine), number }
}
const mac = (number: number, card = 0) =>
  `02:00:00:00:${card.toString(16).padStart(2, '0')}:${(number + 16).toString(16)}`
const read = async (uuid: string) => Machine.parse(await server.json('GET', `/machines/${uuid}`))

function reportOf(number: number, more: JsonObject = {}): JsonObject {
  return {
    cpu: { model: 'Xeon', threads: 8 },
    memory: { bytes: 64 * 1024 ** 3 },
    disks: [{ name: 'sda', serial: `DISK${number}`, bytes: 1000, firmware: 'A' }],
    nics: [{ name: 'eth0', mac: mac(number), link: true }],
    dmi: {
      product_uuid: `4c4c4544-0042-3510-8056-${(number + 0xb4c04f4e0000).toString(16)}`,
      board_serial: `B${number}`,
    },
    ...more,
  }
}
const send = (uuid: string, report: JsonValue, query = '') =>
  server.call('POST', `/machines/${uuid}/inventory${query}`, report)

describe('POST /machines/{uuid}/inventory', () => {
  it('stores it, tells it in words, and at the next time what has changed', async () => {
    const { Uuid, number } = await addMachine()
    const first = await send(Uuid, reportOf(number), '?text=true')
    expect(first.status).toBe(200)
    expect(first.headers['content-type']).toMatch(/^text\/plain/)
    expect(first.text).toContain('8 threads of Xeon, 65536 MiB of memory\n')
    const stored = await read(Uuid)
    expect(stored.Params['inventory/disks']).toMatchObject([{ id: `serial:DISK${number}`, firmware: 'A' }])
    expect(stored.Params).not.toHaveProperty('inventory/changes')
    expect(stored).toMatchObject({ Available: true, Errors: [] })

    const disks = [{ name: 'sda', serial: `DISK${number}`, bytes: 1000, firmware: 'B' }]
    const second = await send(Uuid, reportOf(number, { disks }))
    const change = { path: `disks/serial:DISK${number}/firmware`, old: 'A', new: 'B' }
    expect(JSON.parse(second.text)).toMatchObject({ changes: [change] })
    expect((await read(Uuid)).Params['inventory/changes']).toEqual([{ time: expect.any(String), ...change }])
    expect(JSON.parse((await send(Uuid, reportOf(number, { disks }))).text).changes).toEqual([])
    expect((await read(Uuid)).Params['inventory/changes']).toHaveLength(1)
  })

  it('keeps a bounded list of changes, the newest first', async () => {
    const { Uuid, number } = await addMachine()
    for (let round = 0; round < 6; round++) {
      const disks = Array.from({ length: 30 }, (_, at) => ({
        name: `sd${at}`,
        serial: `D${at}`,
        firmware: `${round}`,
        model: 'x'.repeat(300),
      }))
      await send(Uuid, reportOf(number, { disks }))
    }
    const changes = z.array(z.unknown()).parse((await read(Uuid)).Params['inventory/changes'])
    expect(changes).toHaveLength(100)
    expect(changes[0]).toMatchObject({ old: '4', new: '5' })
  })

  it('posts an event that says what has changed', async () => {
    const { Uuid, number } = await addMachine()
    await send(Uuid, reportOf(number))
    const token = z
      .object({ Token: z.string() })
      .parse(await server.json('GET', '/users/rocketskates/token')).Token
    const socket = new WebSocket(`wss://127.0.0.1:${server.server.ports.api}/api/v3/ws?token=${token}`, {
      rejectUnauthorized: false,
    })
    const heard = new Promise<Event>((resolve, reject) => {
      socket.on('error', reject)
      socket.on('message', (data) => {
        const event = Event.parse(JSON.parse(String(data)))
        if (event.Action === 'inventory-changed') resolve(event)
      })
    })
    await new Promise((resolve) => socket.once('open', resolve))
    socket.send(`register machines.inventory-changed.${Uuid}`)
    // Sent until the registration has taken hold: each report differs from the one before.
    let round = 0
    const sending = setInterval(() => {
      void send(Uuid, reportOf(number, { cpu: { model: 'Xeon', microcode: `${++round}` } }))
    }, 100)
    const event = await heard
    clearInterval(sending)
    socket.close()
    expect(event).toMatchObject({ Type: 'machines', Key: Uuid, Object: { Uuid, Name: `m${number}` } })
    expect(event.Object).toMatchObject({
      changes: expect.arrayContaining([expect.objectContaining({ path: 'cpu/microcode' })]),
    })
  })

  it('takes a new card into the addresses, and marks the machine', async () => {
    const { Uuid, number } = await addMachine()
    await send(Uuid, reportOf(number))
    const nics = [
      { name: 'eth0', mac: mac(number) },
      { name: 'eth1', mac: mac(number, 1) },
    ]
    expect((await send(Uuid, reportOf(number, { nics }))).status).toBe(200)
    const marked = await read(Uuid)
    expect(marked.HardwareAddrs).toEqual([mac(number), mac(number, 1)])
    expect(marked.Params['inventory/identity']).toMatchObject({
      state: 'changed',
      reasons: [`The interface ${mac(number, 1)} is new`],
    })
  })

  it('holds the machine after a change until somebody has looked, where that is asked for', async () => {
    const { Uuid, number } = await addMachine({ Params: { 'inventory/on-change': 'hold' } })
    const { dmi, ...others } = reportOf(number)
    await send(Uuid, { ...others, dmi: dmi ?? null })
    const swapped = reportOf(number, {
      dmi: { board_serial: 'OTHER' },
      nics: [{ name: 'eth0', mac: mac(number, 2) }],
    })
    for (let round = 0; round < 2; round++) {
      const held = await send(Uuid, swapped)
      expect(held.status).toBe(409)
      expect(held.text).toContain(`board_serial was B${number} and is OTHER`)
      expect(held.text).toContain('delete its param inventory/identity')
    }
    expect((await read(Uuid)).HardwareAddrs).toEqual([mac(number)])
    await server.json('DELETE', `/machines/${Uuid}/params/inventory/identity`)
    expect((await send(Uuid, swapped)).status).toBe(200)
    expect((await read(Uuid)).HardwareAddrs).toEqual([mac(number), mac(number, 2)])
  })

  it('refuses hardware that is also another machine’s, by card or main board, and stores nothing of it', async () => {
    const one = await addMachine()
    const other = await addMachine()
    await send(one.Uuid, reportOf(one.number))
    await send(other.Uuid, reportOf(other.number))
    const before = await read(other.Uuid)

    // The card of the first machine sits in the second one now.
    const nics = [mac(other.number), mac(one.number)].map((address, at) => ({
      name: `eth${at}`,
      mac: address,
    }))
    const refused = await send(other.Uuid, reportOf(other.number, { nics, cpu: { model: 'Other' } }))
    expect(refused.status).toBe(409)
    expect(refused.text).toContain(`The interface ${mac(one.number)} belongs to machine ${one.Uuid}`)
    const after = await read(other.Uuid)
    expect(after.Params['inventory/identity']).toMatchObject({ state: 'conflict', machines: [one.Uuid] })
    expect(after.Params['inventory/cpu']).toEqual(before.Params['inventory/cpu'])
    expect(after.HardwareAddrs).toEqual(before.HardwareAddrs)
    expect(await read(one.Uuid)).toMatchObject({ HardwareAddrs: [mac(one.number)] })

    // The first machine's board comes back with another card, as a machine that nobody knew.
    const stranger = await addMachine()
    const board = reportOf(one.number)['dmi'] ?? null
    const asked = await send(stranger.Uuid, reportOf(stranger.number, { dmi: board }))
    expect(asked.status).toBe(409)
    expect(asked.text).toContain(`is that of machine ${one.Uuid}: was its network card replaced?`)
    expect((await read(stranger.Uuid)).Params).not.toHaveProperty('inventory/cpu')

    // It was: the operator deletes one of the two, and the conflict is over.
    await server.json('DELETE', `/machines/${one.Uuid}`)
    expect((await send(stranger.Uuid, reportOf(stranger.number, { dmi: board }))).status).toBe(200)
    expect((await read(stranger.Uuid)).Params).not.toHaveProperty('inventory/identity')
  })

  it('takes boards that a maker gave one UUID for different ones', async () => {
    const dmi = { product_uuid: '03000200-0400-0500-0006-000700080009' }
    for (let at = 0; at < 2; at++) {
      const { Uuid, number } = await addMachine()
      expect((await send(Uuid, reportOf(number, { dmi }))).status).toBe(200)
    }
    const shared = { product_uuid: '4c4c4544-0042-3510-8056-0000000000aa' }
    const codes: number[] = []
    for (const Params of [{}, {}, { 'inventory/on-same-board': 'note' }]) {
      const { Uuid, number } = await addMachine({ Params })
      codes.push((await send(Uuid, reportOf(number, { dmi: shared }))).status)
    }
    expect(codes).toEqual([200, 409, 200])
  })

  it('refuses what is no report, machines that are not there or locked, and strangers', async () => {
    const { Uuid, number } = await addMachine({ Locked: true })
    const other = await addMachine()
    expect((await send(other.Uuid, { disks: 'sda' })).status).toBe(400)
    expect((await send(other.Uuid, [])).status).toBe(400)
    expect((await send(Uuid, reportOf(number))).status).toBe(422)
    expect((await send('4b2d7f2e-5f10-4d83-9c0e-1f6c7a1e9b01', reportOf(1))).status).toBe(404)
    const authorization = await machineToken(Uuid)
    const foreign = await server.call('POST', `/machines/${other.Uuid}/inventory`, reportOf(9), {
      authorization,
    })
    expect(foreign.status).toBe(403)
  })
})

async function machineToken(uuid: string): Promise<string> {
  const { Token } = z.object({ Token: z.string() }).parse(await server.json('GET', `/machines/${uuid}/token`))
  return `Bearer ${Token}`
}
