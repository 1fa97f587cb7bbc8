import { existsSync, readdirSync, statSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@metalwright/sdk'
import type { JsonObject } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PLUGIN_LIMITS } from '../../src/plugins/limits.ts'
import { startTestServer, type TestServer } from '../api/test-server.ts'
import { eventually, PROBE, problemOf, running, shellProgram, upload } from './probe.ts'

/** A program that prints this as its definition. */
const printing = (definition: object) => shellProgram(`cat <<'END'\n${JSON.stringify(definition)}\nEND`)
const plain = (name: string, more: object = {}) => printing({ Name: name, PluginVersion: 2, ...more })

describe('an upload', () => {
  let server: TestServer
  let folder: string
  beforeAll(async () => {
    const pluginLimits = { ...PLUGIN_LIMITS, defineMs: 500, defineBytes: 100_000, executableBytes: 1_000_000 }
    server = await startTestServer({ pluginLimits })
    folder = join(server.folder, 'plugins')
    const sections = { tasks: { taken: { Name: 'taken' } } }
    await server.json('POST', '/contents', { meta: { Name: 'uploaded' }, sections })
  })
  afterAll(() => server.close())

  it('becomes a provider with its program, its object and its content', async () => {
    const answer = await upload(server, 'probe', PROBE)
    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      201,
      { path: 'probe', size: Buffer.byteLength(PROBE) },
    ])
    expect(statSync(join(folder, 'probe')).mode & 0o777).toBe(0o700)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(readdirSync(folder)).toEqual(['probe'])
    const provider = (await server.json('GET', '/plugin_providers/probe')) as JsonObject
    expect(provider).toMatchObject({ Name: 'probe', Version: 'v1.2.3', HasPublish: true, Available: true })
    expect(provider['AvailableActions']).toContainEqual({
      Provider: 'probe',
      Model: 'machines',
      Command: 'echo',
      RequiredParams: ['probe/size'],
      OptionalParams: ['probe/secret', 'probe/mood'],
    })
    expect((await server.call('HEAD', '/plugin_providers/probe')).status).toBe(200)
    expect(await server.json('GET', '/plugin_providers?Name=probe')).toHaveLength(1)
    expect(await server.json('GET', '/indexes/plugin_providers')).toHaveProperty('Name')
    expect(await server.json('GET', '/params/probe/size')).toMatchObject({ ReadOnly: true, Bundle: 'probe' })
    const { meta } = (await server.json('GET', '/contents/probe')) as { meta: object }
    expect(meta).toMatchObject({ Name: 'probe', Type: 'plugin', Version: 'v1.0.0' })
    expect((await server.call('DELETE', '/contents/probe')).status).toBe(422)
  })

  it('may come as a form', async () => {
    const program = plain('formed')
    const part =
      'Content-Disposition: form-data; name="file"; filename="x"\r\nContent-Type: application/x\r\n'
    const raw = `--AaB\r\n${part}\r\n${program}\r\n--AaB--\r\n`
    const type = { 'content-type': 'multipart/form-data; boundary=AaB' }
    const answer = await upload(server, 'formed', raw, '', type)
    expect([answer.status, answer.text]).toEqual([201, `{"path":"formed","size":${program.length}}`])
    const empty = await upload(
      server,
      'formed',
      '--AaB\r\nContent-Disposition: form-data; name="x"\r\n\r\nv\r\n--AaB--\r\n',
      '',
      type,
    )
    expect(problemOf(empty)).toMatchObject({ status: 400, Messages: ['Missing upload body'] })
  })

  it.each([
    ['..%2fx'],
    ['%2e%2e'],
    ['.hidden'],
    ['-rf'],
    ['a'],
    ['a%00b'],
    ['a%2Fb'],
    ['x%20y'],
    ['a\u0301'.repeat(120)],
  ])('is refused under the name %s', async (name) => {
    const before = readdirSync(folder)
    const answer = await upload(server, encodeURI(decodeURI(name)).replaceAll('%25', '%'), plain('x'))
    expect([400, 404]).toContain(answer.status)
    expect(readdirSync(folder)).toEqual(before)
    expect(existsSync(join(server.folder, 'x'))).toBe(false)
  })

  it.each([
    ['nothing', '', 400, /Missing upload body/],
    ['too much', `#!/bin/sh\n${'#'.repeat(1_000_000)}`, 400, /1000000 bytes at most/],
    ['what is no program', 'echo {}', 422, /cannot be run here/],
    ['a program of another machine', '\u007fELF\u0001\u0002-and-so-on-and-so-on', 422, /cannot be run here/],
    ['a script without its interpreter', '#!/no/such/shell\n', 422, /cannot be run/],
    ['a failure', shellProgram('echo "no \u001b[31mluck" >&2; exit 7'), 422, /code 7: no \[31mluck$/],
    ['garbage', shellProgram('echo hello'), 422, /did not print a definition but "hello"/],
    ['silence', shellProgram('true'), 422, /did not print a definition/],
    ['an endless print', shellProgram('yes'), 422, /printed more than 100000 bytes/],
    ['a hang', shellProgram('sleep 1000'), 422, /did not end within 500 ms/],
    ['a hang of a child', shellProgram('sleep 1000 & echo {}'), 422, /Name/],
    ['another name', plain('other'), 422, /it defines the provider other, not fresh/],
    ['an old protocol', printing({ Name: 'fresh', PluginVersion: 1 }), 422, /PluginVersion is 1/],
    ['no definition', printing({ Name: 3 }), 422, /Name/],
    [
      'an action called like a change',
      plain('fresh', { AvailableActions: [{ Command: 'delete' }] }),
      422,
      /delete/,
    ],
    ['content that is no YAML', plain('fresh', { Content: '{a: [' }), 422, /no YAML/],
    ['content that is no pack', plain('fresh', { Content: 'hello' }), 422, /no content pack/],
    [
      'content with a bad object',
      plain('fresh', { Content: '{sections: {tasks: {a1: {Name: b1}}}}' }),
      422,
      /a1/,
    ],
    [
      'content of another layer',
      plain('fresh', { Content: '{sections: {tasks: {taken: {Name: taken}}}}' }),
      422,
      /keysCannotBeOverridden: taken/,
    ],
    ['content with needs', plain('fresh', { Content: 'meta: {RequiredFeatures: magic}' }), 422, /magic/],
    ['a bomb of aliases', plain('fresh', { Content: bomb() }), 422, /YAML/],
  ])('of %s is refused', async (_what, program, status, message) => {
    const answer = await upload(server, 'fresh', program)
    expect(problemOf(answer).Messages.join('\n')).toMatch(message)
    expect(answer.status).toBe(status)
    expect((await server.call('GET', '/plugin_providers/fresh')).status).toBe(404)
    expect(readdirSync(folder).filter((name) => name !== 'probe' && name !== 'formed')).toEqual([])
  })

  it('of another type, or cut off, is refused', async () => {
    expect((await upload(server, 'fresh', PROBE, '', { 'content-type': 'text/plain' })).status).toBe(415)
    const json = await upload(server, 'fresh', '{}', '', { 'content-type': 'application/json' })
    expect(json.status).toBe(415)
    const cut = request({
      host: '127.0.0.1',
      port: server.server.ports.api,
      path: '/api/v3/plugin_providers/fresh',
      method: 'POST',
      auth: 'rocketskates:r0cketsk8ts',
      headers: { 'content-type': 'application/octet-stream', 'content-length': '100' },
      rejectUnauthorized: false,
    })
    cut.on('error', () => {})
    cut.write('#!/bin/sh')
    const incoming = () => readdirSync(folder).filter((name) => name.startsWith('.')).length
    await eventually(() => incoming() === 1)
    cut.destroy()
    await eventually(() => incoming() === 0)
  })

  it('that is bad leaves what was there', async () => {
    expect((await upload(server, 'probe', shellProgram('exit 1'))).status).toBe(422)
    expect(await server.json('GET', '/plugin_providers/probe')).toMatchObject({ Version: 'v1.2.3' })
    expect(await server.json('GET', '/params/probe/size')).toMatchObject({ Bundle: 'probe' })
    expect(statSync(join(folder, 'probe')).size).toBe(Buffer.byteLength(PROBE))
  })

  it('of one name goes on one at a time', async () => {
    const slow = shellProgram(
      `sleep 0.3; cat <<'END'\n${JSON.stringify({ Name: 'twice', PluginVersion: 2 })}\nEND`,
    )
    const both = await Promise.all([upload(server, 'twice', slow), upload(server, 'twice', slow)])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  })

  it('removes writable objects in its way when it is told to', async () => {
    const Content = '{sections: {profiles: {mine: {Name: mine, Description: packed}}}}'
    await server.json('POST', '/profiles', { Name: 'mine', Description: 'written' })
    const profile = async () => ((await server.json('GET', '/profiles/mine')) as JsonObject)['Description']
    expect((await upload(server, 'packed', plain('packed', { Content }))).status).toBe(201)
    expect(await profile()).toBe('written')
    const query = '?replaceWritable=true'
    expect((await upload(server, 'packed', plain('packed', { Content }), query)).status).toBe(201)
    expect(await profile()).toBe('packed')
  })

  it('is kept while its content is used', async () => {
    await server.json('POST', '/machines', { Name: 'user.example.com', Profiles: ['mine'] })
    const answer = await server.call('DELETE', '/plugin_providers/packed')
    expect(problemOf(answer)).toMatchObject({ status: 409, Type: 'StillInUseError' })
    await server.json('DELETE', '/machines/Name:user.example.com')
    expect((await server.call('DELETE', '/plugin_providers/packed')).status).toBe(204)
    expect((await server.call('DELETE', '/plugin_providers/packed')).status).toBe(404)
    expect((await server.call('GET', '/profiles/mine')).status).toBe(404)
  })

  it('goes through the SDK', async () => {
    const { ports, fingerprint } = server.server
    const endpoint = `https://127.0.0.1:${ports.api}`
    const client = new Client({ endpoint, fingerprint, key: 'rocketskates:r0cketsk8ts' })
    try {
      const program = plain('by-sdk')
      expect(await client.pluginProviders.upload('by-sdk', program)).toEqual({
        path: 'by-sdk',
        size: program.length,
      })
      expect((await client.pluginProviders.get('by-sdk')).Name).toBe('by-sdk')
      const stream = async function* () {
        yield Buffer.from('#!/bin/sh\n')
        yield Buffer.from('exit 1')
      }
      await expect(client.pluginProviders.upload('by-sdk', stream)).rejects.toMatchObject({ status: 422 })
      await client.pluginProviders.delete('by-sdk')
      expect(await client.pluginProviders.exists('by-sdk')).toBe(false)
    } finally {
      await client.close()
    }
  })

  it('may ask for a plugin of its own', async () => {
    expect((await upload(server, 'starter', plain('starter', { AutoStart: true }))).status).toBe(201)
    expect(await server.json('GET', '/plugins/starter')).toMatchObject({ Provider: 'starter' })
  })

  it('needs the right to create or to post, and to delete', async () => {
    const may = async (name: string, action: string) => {
      await server.json('POST', '/roles', {
        Name: name,
        Claims: [{ scope: 'plugin_providers', action, specific: 'allowed' }],
      })
      await server.json('POST', '/users', { Name: name, Roles: [name] })
      await server.json('PUT', `/users/${name}/password`, { Password: 'a-password' })
      return { authorization: `Basic ${Buffer.from(`${name}:a-password`).toString('base64')}` }
    }
    for (const action of ['create', 'post']) {
      const credentials = await may(`only-${action}`, action)
      expect((await upload(server, 'allowed', plain('allowed'), '', credentials)).status).toBe(201)
      expect((await upload(server, 'foreign', plain('foreign'), '', credentials)).status).toBe(403)
      const refused = await server.call('DELETE', '/plugin_providers/allowed', undefined, credentials)
      expect(refused.status).toBe(403)
    }
  })
})

/** YAML that would grow to billions of entries if its aliases were followed. */
function bomb(): string {
  const level = (name: string, of: string) => `${name}: &${name} [${`*${of},`.repeat(9)}*${of}]`
  return ['a: &a [x,x]', level('b', 'a'), level('c', 'b'), level('d', 'c'), level('e', 'd')].join('\n')
}

describe('providers of a server that is started again', () => {
  let base: string
  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'metalwright-again-'))
  })
  afterAll(() => rm(base, { recursive: true, force: true }))

  it('are defined again; broken ones do not stop it', async () => {
    const settings = {
      baseRoot: base,
      store: 'sqlite',
      pluginLimits: { ...PLUGIN_LIMITS, defineMs: 1000 },
    } as const
    const first = await startTestServer(settings)
    try {
      expect((await upload(first, 'probe', PROBE)).status).toBe(201)
      expect((await upload(first, 'broken', plain('broken'))).status).toBe(201)
      expect(
        (
          await upload(
            first,
            'lost',
            plain('lost', { Content: '{sections: {tasks: {lost-task: {Name: lost-task}}}}' }),
          )
        ).status,
      ).toBe(201)
      await first.json('POST', '/plugins', { Name: 'mine', Provider: 'probe' })
      await first.json('POST', '/plugins', { Name: 'sick', Provider: 'broken' })
      await running(first, 'mine')
    } finally {
      await first.close()
    }
    const folder = join(base, 'plugins')
    await writeFile(join(folder, 'broken'), shellProgram('sleep 1000'))
    await rm(join(folder, 'lost'))
    await writeFile(join(folder, 'added'), plain('added'))
    await chmod(join(folder, 'added'), 0o700)
    await writeFile(join(folder, 'no program.txt'), 'hello')
    await writeFile(join(folder, '.incoming-left'), 'half an upload')

    const second = await startTestServer(settings)
    try {
      // Content is in force at once, before any program was asked.
      expect(await second.json('GET', '/params/probe/size')).toMatchObject({ Bundle: 'probe' })
      await running(second, 'mine')
      const provider = async (name: string) => (await second.call('GET', `/plugin_providers/${name}`)).text
      await eventually(async () => (await provider('broken')).includes('did not end within 1000 ms'))
      await eventually(async () => (await provider('lost')).includes('no longer in the folder'))
      await eventually(async () => (await provider('added')).includes('"Available":true'))
      const sick = async () => (await second.json('GET', '/plugins/sick')) as { Errors: string[] }
      await eventually(async () => /broken is not available: .*1000 ms/.test((await sick()).Errors[0] ?? ''))
      expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
      expect((await second.call('DELETE', '/plugin_providers/lost')).status).toBe(204)
      expect((await upload(second, 'broken', plain('broken'))).status).toBe(201)
      expect(JSON.parse(await provider('broken'))).toMatchObject({ Available: true, Errors: [] })
    } finally {
      await second.close()
    }
  })
})
