import { createServer, type Server } from 'node:https'
import { makeCertificate, publicKeyPin } from '@metalwright/sdk/certificate'
import { afterEach, describe, expect, it } from 'vitest'
import { systemPorts } from '../../../src/rehearsal/index.ts'
import { readExitCode } from '../../../src/rehearsal/simulated/agent/exit-code.ts'
import { MachineApi } from '../../../src/rehearsal/simulated/network/machine-api.ts'

let server: Server | undefined
afterEach(() => void server?.close())

/** A server with a certificate of its own, and what it was asked. */
async function serve(statuses: number[] = []) {
  const asked: string[] = []
  const { certificatePem, keyPem } = makeCertificate({ names: ['server'], days: 1 }, new Date())
  server = createServer({ cert: certificatePem, key: keyPem }, (request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`)
    response.writeHead(statuses.shift() ?? 200).end('{}')
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return { asked, endpoint: `https://127.0.0.1:${port}`, pin: publicKeyPin(certificatePem) }
}

const surroundings = () => {
  const waits: number[] = []
  const ports = { ...systemPorts, sleep: async (milliseconds: number) => void waits.push(milliseconds) }
  return { waits, ports, signal: new AbortController().signal, say: () => {} }
}

describe('calls of a simulated machine', () => {
  it.each(['kept', 'fresh'] as const)(
    'reach the server whose key it was given (connections %s)',
    async (connections) => {
      const { asked, endpoint, pin } = await serve()
      const api = new MachineApi({ endpoint, token: 't', pin, connections }, surroundings())
      expect((await api.call('GET', '/machines/x')).status).toBe(200)
      expect(asked).toEqual(['GET /api/v3/machines/x Bearer t'])
      api.close()
    },
  )

  it.each([
    ['another key', Buffer.alloc(32).toString('base64'), /the pin given at boot is/],
    ['no key, and a certificate nobody vouches for', '', /self-signed|certificate/],
  ])('never hand their token to a server with %s', async (_, pin, reason) => {
    const { asked, endpoint } = await serve()
    const api = new MachineApi({ endpoint, token: 't', pin, connections: 'kept' }, surroundings())
    expect(await api.call('GET', '/machines/x')).toMatchObject({
      status: 0,
      text: expect.stringMatching(reason),
    })
    expect(asked).toEqual([])
    api.close()
  })

  it('are made again until the server is back, and five times at most when it is ill', async () => {
    const { asked, endpoint, pin } = await serve([503, 429, 201, 500, 500, 500, 500, 500])
    const around = surroundings()
    const api = new MachineApi({ endpoint, token: 't', pin, connections: 'kept' }, around)
    expect((await api.request('POST', '/jobs', { json: {} })).status).toBe(201)
    expect(around.waits).toEqual([1000, 2000])
    expect((await api.request('GET', '/jobs/x')).status).toBe(500)
    expect(asked).toHaveLength(8)
    api.close()
  })
})

describe('exit codes', () => {
  it.each([
    [0, 'sane', false, false, 'none'],
    [1, 'sane', true, false, 'none'],
    [16, 'sane', false, false, 'stop'],
    [32, 'sane', false, false, 'poweroff'],
    [64, 'sane', false, false, 'reboot'],
    [128, 'sane', false, true, 'none'],
    [144, 'sane', false, true, 'stop'],
    [160, 'sane', false, true, 'poweroff'],
    [192, 'sane', false, true, 'reboot'],
    [255, 'sane', true, false, 'none'],
    [0, 'original', false, false, 'none'],
    [1, 'original', false, false, 'reboot'],
    [2, 'original', false, true, 'none'],
    [3, 'original', false, true, 'reboot'],
    [64, 'original', true, false, 'none'],
  ] as const)('%i (%s)', (code, codes, failed, incomplete, power) => {
    expect(readExitCode(code, codes)).toEqual({ failed, incomplete, power })
  })
})
