import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import { createServer as createTcpServer } from 'node:net'
import { fingerprintOf, makeCertificate } from '@metalwright/sdk/certificate'
import type { JsonValue } from '@metalwright/sdk/models'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BmcFailure } from '../../src/bmc/bmc-failure.ts'
import { memberAt, objectsAt, textAt, textsAt } from '../../src/bmc/members.ts'
import { resourcePath } from '../../src/bmc/redfish/resource-path.ts'
import { runRedfish, testControl } from './redfish-bench.ts'

type Handler = (call: IncomingMessage, response: ServerResponse) => void

const ROOT = { Systems: { '@odata.id': '/redfish/v1/Systems' } }
const ONE = { Members: [{ '@odata.id': '/redfish/v1/Systems/1' }] }

/** What answers at a BMC's address may be anything. */
describe('a BMC that is none, or a bad one', () => {
  let server: Server
  let bmc: { port: number; fingerprint: string }
  let handler: Handler
  const calls: string[] = []
  beforeAll(async () => {
    const made = makeCertificate({ names: ['bmc'], days: 1 }, new Date())
    server = createServer({ cert: made.certificatePem, key: made.keyPem }, (call, response) => {
      calls.push(`${call.method} ${call.url}`)
      handler(call, response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = address === null || typeof address === 'string' ? 0 : address.port
    bmc = { port, fingerprint: fingerprintOf(made.certificatePem) }
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  beforeEach(() => calls.splice(0))

  const status = (limits = {}) => runRedfish(testControl(limits), bmc, { kind: 'status' })
  /** Answers each path with a value; others with 404. */
  const serve = (values: Record<string, JsonValue>) => {
    handler = (call, response) => {
      const value = values[call.url ?? '']
      response.writeHead(value === undefined ? 404 : 200, { 'content-type': 'application/json' })
      response.end(value === undefined ? '' : JSON.stringify(value))
    }
  }

  it('is refused with an answer that is too long, without reading it to its end', async () => {
    let sent = 0
    handler = (_call, response) => {
      const more = () => {
        while (!response.destroyed && sent < 10 * 1024 * 1024) {
          sent += 65_536
          if (!response.write('x'.repeat(65_536))) return
        }
        response.end()
      }
      response.on('drain', more)
      more()
    }
    await expect(status()).rejects.toThrow('The BMC answered more than 1048576 bytes')
    expect(sent).toBeLessThan(10 * 1024 * 1024)
  })

  it('is refused with XML and with HTML', async () => {
    handler = (_call, response) => {
      response.writeHead(200, { 'content-type': 'application/xml' }).end('<Root xmlns="x"><Systems/></Root>')
    }
    await expect(status()).rejects.toThrow(
      'with application/xml, which is no JSON: <Root xmlns="x"><Systems/></Root>; does it speak Redfish?',
    )
  })

  it('is not followed where it redirects to', async () => {
    handler = (_call, response) => response.writeHead(302, { location: 'https://10.0.0.9/redfish/v1/' }).end()
    await expect(status()).rejects.toMatchObject({ code: 'bmc_not_supported' })
    expect(calls).toEqual(['GET /redfish/v1/'])
  })

  it.each([
    ['another host', 'https://10.0.0.9/etc/passwd'],
    ['a file', 'file:///etc/passwd'],
    ['another host without scheme', '//10.0.0.9/x'],
    ['another part of it', '/redfish/../../admin'],
    ['nowhere', ''],
    ['a very long path', `/redfish/${'x'.repeat(5000)}`],
    ['what is no URL', 'https://['],
  ])('is not followed to %s', async (_what, link) => {
    serve({ '/redfish/v1/': { Systems: { '@odata.id': link } } })
    await expect(status()).rejects.toMatchObject({ code: 'bmc_answer' })
    expect(calls).toEqual(['GET /redfish/v1/'])
  })

  it('is only ever called at its own address, whatever host a link names', async () => {
    serve({
      '/redfish/v1/': { Systems: { '@odata.id': 'https://10.0.0.9/redfish/v1/Systems' } },
      '/redfish/v1/Systems': ONE,
      '/redfish/v1/Systems/1': { PowerState: 'On' },
    })
    expect((await status()).answer).toEqual({ power: 'on' })
  })

  it('is not followed in circles', async () => {
    const self = { '@odata.id': '/redfish/v1/Systems' }
    serve({ '/redfish/v1/': ROOT, '/redfish/v1/Systems': { ...self, Members: [self, self, self] } })
    expect((await status()).answer).toEqual({ power: 'unknown' })
    expect(calls.length).toBeLessThan(6)
  })

  it('has to say which machine is meant when there are several', async () => {
    const paths = ['/redfish/v1/Systems/node1', '/redfish/v1/Systems/node2']
    serve({
      '/redfish/v1/': ROOT,
      '/redfish/v1/Systems': { Members: paths.map((path) => ({ '@odata.id': path })) },
      '/redfish/v1/Systems/node1': { PowerState: 'Off' },
      '/redfish/v1/Systems/node2': { PowerState: 'On', SerialNumber: 'SN-2' },
    })
    await expect(status()).rejects.toThrow(
      'The BMC has 2 systems: node1, node2; set ipmi/redfish-system to the id of this machine',
    )
    const of = (system: string) =>
      runRedfish(testControl(), bmc, { kind: 'status' }, { 'ipmi/redfish-system': system })
    expect((await of('node2')).answer).toEqual({ power: 'on' })
    expect((await of('SN-2')).answer).toEqual({ power: 'on' })
    await expect(of('node3')).rejects.toThrow('The BMC has no system node3, only node1, node2')
  })

  it('is not believed when it says yes and nothing happens', async () => {
    const target = '/redfish/v1/Systems/1/Actions/Reset'
    serve({
      '/redfish/v1/': ROOT,
      '/redfish/v1/Systems': ONE,
      '/redfish/v1/Systems/1': { PowerState: 'Off', Actions: { '#ComputerSystem.Reset': { target } } },
      [target]: {},
    })
    const limits = { settleMs: 50 }
    await expect(runRedfish(testControl(limits), bmc, { kind: 'power', change: 'on' })).rejects.toThrow(
      'The BMC took the order, but the power is still off after 0.05 s',
    )
  })

  it('is told to have failed when its task has', async () => {
    const target = '/redfish/v1/Systems/1/Actions/Reset'
    const task = '/redfish/v1/TaskService/TaskMonitors/7'
    const states = ['Running', 'Running', 'Exception']
    const values: Record<string, JsonValue> = {
      '/redfish/v1/': ROOT,
      '/redfish/v1/Systems': ONE,
      '/redfish/v1/Systems/1': { PowerState: 'Off', Actions: { '#ComputerSystem.Reset': { target } } },
    }
    handler = (call, response) => {
      if (call.url === target) return void response.writeHead(202, { location: `https://bmc${task}` }).end()
      const TaskState = states[calls.filter((one) => one.endsWith(task)).length - 1] ?? ''
      const isTask = call.url === task
      const body = isTask ? { TaskState, Messages: [{ Message: 'no fan' }] } : values[call.url ?? '']
      response.end(JSON.stringify(body))
    }
    await expect(runRedfish(testControl(), bmc, { kind: 'power', change: 'on' })).rejects.toThrow(
      'The BMC’s task ended as Exception: no fan',
    )
    expect(calls.filter((call) => call === `GET ${task}`)).toHaveLength(3)
  })

  it('is left when it does not answer in time', async () => {
    handler = () => {}
    await expect(status({ callMs: 100 })).rejects.toThrow(
      'did not answer GET /redfish/v1/ within 0.1 s; is it reachable, and does it hang?',
    )
    await expect(status({ callMs: 60_000, operationMs: 100 })).rejects.toThrow(
      'The operation did not end within 0.1 s',
    )
  })

  it('is asked again when it closes a connection that is kept, but never told to do something twice', async () => {
    const target = '/redfish/v1/Systems/1/Actions/Reset'
    const reset = { '#ComputerSystem.Reset': { target } }
    const values: Record<string, JsonValue> = {
      '/redfish/v1/': ROOT,
      '/redfish/v1/Systems': ONE,
      '/redfish/v1/Systems/1': { PowerState: 'Off', Actions: reset },
    }
    const used = new Set<unknown>()
    handler = (call, response) => {
      if (used.has(call.socket)) return void call.socket.destroy()
      used.add(call.socket)
      response.end(JSON.stringify(values[call.url ?? '']))
    }
    expect((await status()).answer).toEqual({ power: 'off' })
    expect(calls.slice(0, 3)).toEqual([
      'GET /redfish/v1/',
      'GET /redfish/v1/Systems',
      'GET /redfish/v1/Systems',
    ])
    calls.splice(0)
    await expect(runRedfish(testControl(), bmc, { kind: 'power', change: 'on' })).rejects.toMatchObject({
      code: 'bmc_unreachable',
    })
    expect(calls.filter((call) => call.startsWith('POST'))).toEqual([`POST ${target}`])
  })

  it('is left by its sockets too when it does not even get to a certificate', async () => {
    const ends: Promise<void>[] = []
    const silent = createTcpServer((socket) => {
      socket.on('error', () => {}).resume()
      ends.push(new Promise((resolve) => socket.once('close', () => resolve())))
    })
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    const port = address === null || typeof address === 'string' ? 0 : address.port
    await expect(
      runRedfish(testControl({ callMs: 200 }), { port }, { kind: 'status' }),
    ).rejects.toMatchObject({ code: 'bmc_timeout' })
    await expect.poll(() => ends.length, { timeout: 10_000 }).toBe(1)
    await Promise.all(ends)
    await new Promise((resolve) => silent.close(resolve))
  })

  it('does not get its refusal shown with the password in it', async () => {
    handler = (call, response) => {
      if (call.url === '/redfish/v1/') return void response.end(JSON.stringify(ROOT))
      const Message = `Access with ${String(call.headers.authorization)} and calvin "$(x)" denied`
      response.writeHead(403).end(JSON.stringify({ error: { '@Message.ExtendedInfo': [{ Message }] } }))
    }
    const failure = await status().catch((error: unknown) => String(error))
    expect(failure).toContain('Access with Basic [secure] and [secure] denied')
    expect(failure).not.toMatch(/calvin|cm9vdDpj/)
  })

  it('may answer anything: the power is told or a failure is', async () => {
    const values = fc.record({ root: fc.jsonValue(), list: fc.jsonValue(), system: fc.jsonValue() })
    const control = testControl()
    await fc.assert(
      fc.asyncProperty(values, fc.constantFrom(0, 1, 2), async ({ root, list, system }, good) => {
        serve({
          '/redfish/v1/': JSON.parse(JSON.stringify(good > 0 ? ROOT : root)),
          '/redfish/v1/Systems': JSON.parse(JSON.stringify(good > 1 ? ONE : list)),
          '/redfish/v1/Systems/1': JSON.parse(JSON.stringify(system)),
        })
        try {
          const { answer } = await runRedfish(control, bmc, { kind: 'status' })
          expect(['on', 'off', 'unknown']).toContain(answer.power)
        } catch (error) {
          expect(error).toBeInstanceOf(BmcFailure)
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('members of an answer', () => {
  it('are its own, and of the type that is wanted', () => {
    const value: JsonValue = JSON.parse('{"a":{"b":[{"c":1},2,"x"]},"__proto__":{"p":"q"}}')
    expect(textAt(value, 'constructor', 'name')).toBe('')
    expect(memberAt(value, 'toString')).toBeUndefined()
    expect(objectsAt(value, 'a', 'b')).toEqual([{ c: 1 }])
    expect(textsAt(value, 'a', 'b')).toEqual(['x'])
    expect(textsAt(value, 'a')).toBeUndefined()
    expect(textAt(value, 'a', 'b')).toBe('')
  })

  it('name paths below /redfish or nothing', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `/redfish/${text}`),
        ),
        (link) => {
          try {
            expect(resourcePath(link)).toMatch(/^\/redfish\/[\x21-\x7e]*$/)
          } catch (error) {
            expect(error).toBeInstanceOf(BmcFailure)
          }
        },
      ),
    )
  })
})
