import { createServer, type Server } from 'node:http'
import { zstdDecompressSync } from 'node:zlib'
import type { JsonValue, Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtInPack } from '../../src/commands/built-in-content.ts'
import { rawCall } from '../api/raw-call.ts'
import { startTestServer, type TestServer } from '../api/test-server.ts'
import { RAW, sha256 } from './images-of.ts'
import { buildQcow2 } from './qcow2-builder.ts'

const QCOW2 = buildQcow2({ virtualSize: 1024n })
const DISK = Buffer.concat([Buffer.alloc(512, 3), Buffer.alloc(512)])

let server: TestServer
let peer: Server
let elsewhere: string
let asked = 0
beforeAll(async () => {
  const content = [await builtInPack('basic'), await builtInPack('metalwright')]
  server = await startTestServer({ imageSources: 'any', content })
  peer = createServer((request, response) => {
    asked += 1
    if (request.url === '/disk.qcow2') response.end(QCOW2)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve))
  const address = peer.address()
  elsewhere = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
})
afterAll(async () => {
  peer.close()
  await server.close()
})

let count = 0
async function machine(params: Record<string, JsonValue>): Promise<Machine> {
  count += 1
  const Params = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [`image-deploy/${name}`, value]),
  )
  return (await server.json('POST', '/machines', { Name: `m${count}.example.com`, Params })) as Machine
}
async function ask({ Uuid }: Machine, authorization?: string) {
  const options = authorization === undefined ? {} : { authorization }
  const answer = await server.call('GET', `/machines/${Uuid}/image`, undefined, options)
  return { status: answer.status, body: answer.text === '' ? undefined : JSON.parse(answer.text) }
}
/** Asks as a machine does: until it is not told to wait. */
async function settled(one: Machine) {
  const states = new Set<string>()
  for (;;) {
    const answer = await ask(one)
    if (answer.status !== 202) return { ...answer, states }
    expect(Object.keys(answer.body).sort()).toEqual(['Done', 'State', 'Total'])
    states.add(answer.body.State)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
const upload = (name: string, body: Buffer) => rawCall(server, 'POST', `/images/${name}`, body)

describe('what a machine is to write', () => {
  it('is an image of the store as it lies there, told by its bytes', async () => {
    await upload('web.img', RAW)
    const params = { 'image-file': 'web.img', 'image-sha256': sha256(RAW).toUpperCase() }
    const { status, body } = await settled(await machine(params))
    const Url = `http://127.0.0.1:${server.server.ports.static}/files/images/web.img`
    expect([status, body]).toEqual([
      200,
      { Url, Sha256: sha256(RAW), Format: 'raw', Bytes: RAW.length, DiskBytes: RAW.length },
    ])
  })

  it('is of a stored qcow2 image the raw disk that was made of it', async () => {
    await upload('disk.qcow2', QCOW2)
    const { status, body } = await settled(
      await machine({ 'image-file': 'disk.qcow2', 'image-sha256': sha256(QCOW2) }),
    )
    expect([status, body]).toMatchObject([200, { Format: 'raw.zst', DiskBytes: DISK.length }])
    const loaded = Buffer.from(await (await fetch(body.Url)).arrayBuffer())
    expect([loaded.length, sha256(loaded)]).toEqual([body.Bytes, body.Sha256])
    expect(zstdDecompressSync(loaded)).toEqual(DISK)
    await server.call('DELETE', '/images/disk.qcow2?force=true')
  })

  it('is of a qcow2 image elsewhere the same, after one import for all who ask', async () => {
    const params = {
      ...{ 'image-url': `${elsewhere}/disk.qcow2`, 'image-type': 'qcow2', 'image-sha256': sha256(QCOW2) },
    }
    const machines = await Promise.all([machine(params), machine(params), machine(params)])
    const answers = await Promise.all(machines.map(settled))
    for (const { status, body, states } of answers) {
      expect([status, body]).toMatchObject([200, { Format: 'raw.zst', DiskBytes: DISK.length }])
      expect(states.size).toBeGreaterThan(0)
    }
    expect(asked).toBe(1)
    const name = `imported/${sha256(QCOW2)}.qcow2`
    const image = (await server.json('GET', `/images/${name}`)) as { UsedBy: { Name: string }[] }
    expect(image.UsedBy.map(({ Name }) => Name)).toEqual(expect.arrayContaining([machines[0]?.Name]))
  })

  it('is any other image elsewhere as the params say', async () => {
    const Url = 'https://images.example.com/web.raw.xz?token=1'
    const params = {
      'image-url': Url,
      'image-sha256': 'a'.repeat(64),
      'image-type': 'raw.xz',
      'image-size': 4096,
    }
    expect(await ask(await machine(params))).toEqual({
      status: 200,
      body: { Url, Sha256: 'a'.repeat(64), Format: 'raw.xz', DiskBytes: 4096 },
    })
  })

  it.each([
    ['no image', {}, /name no image.*set image-deploy\/image-url/],
    ['a file that is not there', { 'image-file': 'none.raw' }, /There is no image none.raw.*upload it/],
    [
      'another digest',
      { 'image-file': 'web.img', 'image-sha256': 'b'.repeat(64) },
      /has the SHA-256 .*, not b{64}/,
    ],
    ['no digest', { 'image-url': 'http://a/b' }, /image-sha256 is not set/],
  ])('is refused with the next step: %s', async (_, params, message) => {
    const { status, body } = await ask(await machine(params))
    expect([status, body.Model]).toEqual([422, 'images'])
    expect(body.Messages.join(' ')).toMatch(message)
  })

  it('is refused when the import fails', async () => {
    const digest = sha256(RAW)
    const params = {
      'image-url': `${elsewhere}/missing?key=hush`,
      'image-type': 'qcow2',
      'image-sha256': digest,
    }
    const { status, body } = await settled(await machine(params))
    expect(status).toBe(422)
    expect(body.Messages.join(' ')).toMatch(/cannot be used: .*answers 404; check the address/)
    expect(JSON.stringify(body)).not.toContain('hush')
  })

  it('is for the machine itself, not for others and not for those nobody knows', async () => {
    const [own, other] = [
      await machine({ 'image-file': 'web.img' }),
      await machine({ 'image-file': 'web.img' }),
    ]
    const { Token } = (await server.json('GET', `/machines/${own.Uuid}/token`)) as { Token: string }
    expect((await ask(own, `Bearer ${Token}`)).status).toBe(200)
    expect((await ask(other, `Bearer ${Token}`)).status).toBe(403)
    const images = await server.call('GET', '/images', undefined, { authorization: `Bearer ${Token}` })
    expect([images.status, images.text]).toEqual([200, '[]'])
    for (const [method, path] of [
      ['GET', '/images/web.img'],
      ['DELETE', '/images/web.img'],
      ['POST', '/images/prune'],
    ] as const) {
      const answer = await server.call(method, path, method === 'POST' ? {} : undefined, {
        authorization: `Bearer ${Token}`,
      })
      expect([403, 404]).toContain(answer.status)
    }
  })
})
