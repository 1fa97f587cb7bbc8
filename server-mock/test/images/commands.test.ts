import { createHash, randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { Client, SdkError } from '@metalwright/sdk'
import type { Image } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ImagesRun, withImages } from '../../src/commands/images-run.ts'
import { startTestServer, type TestServer } from '../api/test-server.ts'
import { buildQcow2 } from './qcow2-builder.ts'

const RAW = Buffer.concat([Buffer.alloc(510), Buffer.from([0x55, 0xaa]), randomBytes(2_000_000)])
const SHA256 = createHash('sha256').update(RAW).digest('hex')

let server: TestServer
let environment: Record<string, string>
beforeAll(async () => {
  server = await startTestServer({ imageSources: 'any' })
  environment = {
    RS_ENDPOINT: `https://127.0.0.1:${server.server.ports.api}`,
    RS_KEY: 'rocketskates:r0cketsk8ts',
    RS_FINGERPRINT: server.server.fingerprint,
  }
})
afterAll(() => server.close())

/** What a command prints, and the lines of progress it tells. */
async function command(work: (images: ImagesRun) => Promise<void>, format: 'text' | 'json' = 'text') {
  let printed = ''
  const told: string[] = []
  let now = 0
  await withImages(
    {
      ...{
        endpoint: undefined,
        baseRoot: undefined,
        format,
        environment,
        signal: new AbortController().signal,
      },
      write: (text) => {
        printed += text
      },
      tell: (line) => told.push(line),
      now: () => (now += 1000),
    },
    work,
  )
  return { printed, told }
}

describe('metalwright images', () => {
  it('uploads a file, and says what it is and what machines write of it', async () => {
    const file = join(server.folder, 'web.qcow2')
    await writeFile(file, buildQcow2())
    const { printed } = await command((images) => images.add(file, {}))
    expect(printed).toMatch(/^name +web.qcow2\nstate +ready\nformat +qcow2\n/)
    expect(printed).toMatch(/^written as +files\/images\/.derived\/[0-9a-f]{64}.raw.zst, /m)
    expect(printed).toMatch(/^used by +nobody$/m)
    const { printed: json } = await command((images) => images.show('web.qcow2'), 'json')
    expect(JSON.parse(json)).toMatchObject({ Name: 'web.qcow2', State: 'ready', DiskBytes: 2048 })
  })

  it('tells how far an upload is, and refuses one of another digest', async () => {
    const file = join(server.folder, 'web.raw')
    await writeFile(file, RAW)
    const { told } = await command((images) => images.add(file, { name: 'a/web', sha256: SHA256 }))
    expect(told.at(0)).toMatch(/^uploading: \d+\.\d [kM]B of 2\.0 MB$/)
    const wrong = command((images) => images.add(file, { name: 'wrong', sha256: 'a'.repeat(64) }))
    await expect(wrong).rejects.toThrow(/has the SHA-256 .*, not aaa/)
    await expect(command((images) => images.show('wrong'))).rejects.toThrow(/404/)
  })

  it('has the server load one from an address, whose digest it needs', async () => {
    const peer = createServer(({ url: path }, response) => {
      if (path === '/from/there.raw') response.end(RAW)
      else response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve))
    const address = peer.address()
    const url = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/from/there.raw`
    await expect(command((images) => images.add(url, {}))).rejects.toThrow(/--sha256/)
    const { printed } = await command((images) => images.add(url, { sha256: SHA256 }))
    expect(printed).toMatch(/^name +there.raw\nstate +ready\n/)
    const failed = command((images) => images.add(`${url}x`, { sha256: SHA256, name: 'not-there' }))
    await expect(failed).rejects.toThrow(/answers 404; check the address/)
    peer.close()
  })

  it('lists, prunes and removes them', async () => {
    await server.json('POST', '/profiles', { Name: 'webs', Params: { 'image-deploy/image-file': 'a/web' } })
    const { printed } = await command((images) => images.list())
    const lines = printed.split('\n')
    expect(lines[0]).toMatch(/^NAME +FORMAT +SIZE +DISK +STATE +USED BY$/)
    expect(lines.find((line) => line.startsWith('a/web'))).toMatch(
      /^a\/web +raw +2\.0 MB +2\.0 MB +ready +profiles\/webs$/,
    )
    await expect(command((images) => images.remove('a/web', false))).rejects.toThrow(
      /In use by profiles:webs/,
    )
    expect((await command((images) => images.remove('a/web', true))).printed).toBe('a/web is removed.\n')
    const listed = await command((images) => images.prune(0, false))
    expect(listed.printed).toMatch(
      /^there.raw .*\n(.*\n)*2 images, .* would be removed; do it with --apply.\n$/m,
    )
    const { printed: json } = await command((images) => images.prune(0, true), 'json')
    expect(JSON.parse(json).Images.map(({ Name }: Image) => Name)).toEqual(['there.raw', 'web.qcow2'])
    expect((await command((images) => images.list())).printed).toBe('There are no images.\n')
  })
})

describe('images of a client', () => {
  const withClient = async (work: (client: Client) => Promise<void>) => {
    const client = Client.fromEnvironment(environment)
    await work(client).finally(() => client.close())
  }

  it('can be given up while they are uploaded; nothing of them stays', async () => {
    await withClient(async (client) => {
      const stop = new AbortController()
      const endless = async function* () {
        for (;;) yield RAW
      }
      const onProgress = (bytes: number) => {
        if (bytes > 3 * RAW.length) stop.abort(new Error('enough'))
      }
      const upload = client.images.upload('endless.raw', endless, { onProgress, signal: stop.signal })
      await expect(upload).rejects.toThrow('enough')
      await expect(client.images.get('endless.raw')).rejects.toThrow(/404/)
    })
  })

  it('are waited for, and fail with the reason of the server', async () => {
    await withClient(async (client) => {
      const machine = await client.machines.create({
        Name: 'one.example.com',
        Params: { 'image-deploy/image-file': 'web.qcow2' },
      })
      await expect(client.images.ofMachine(machine.Uuid)).rejects.toThrow(/There is no image web.qcow2/)
      await client.images.upload('web.qcow2', buildQcow2())
      const states: string[] = []
      const image = await client.images.ofMachine(machine.Uuid, {
        onProgress: ({ State }) => states.push(State),
      })
      expect(image).toMatchObject({ Format: 'raw.zst', DiskBytes: 2048 })
      await writeFile(
        join(server.folder, 'tftpboot/files/images/bad.qcow2'),
        buildQcow2({ patches: [{ at: 32, value: 1n << 32n }] }),
      )
      const failed = await client.images.wait('bad.qcow2').catch((error: unknown) => error)
      expect(failed).toBeInstanceOf(SdkError)
      expect(failed).toMatchObject({ code: 'image_failed', message: expect.stringContaining('is encrypted') })
    })
  })
})
