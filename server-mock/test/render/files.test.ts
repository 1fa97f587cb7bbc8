import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JsonValue, Machine } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../api/test-server.ts'

/** Lists within each other. */
function nested(levels: number): JsonValue {
  return levels === 0 ? 1 : [nested(levels - 1)]
}

describe('files that are rendered for machines', () => {
  let server: TestServer
  const complaints: string[] = []
  beforeAll(async () => {
    server = await startTestServer()
  })
  afterAll(() => server.close())

  const get = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${server.server.ports.static}/${path}`)
    return { status: answer.status, text: await answer.text() }
  }

  it('move when the params their paths are made of change', async () => {
    await server.json('POST', '/profiles', { Name: 'rack', Params: { row: 'r1' } })
    await server.json('POST', '/bootenvs', {
      Name: 'moving',
      OS: { Name: 'moving' },
      Templates: [
        { Name: 'a', Path: 'rows/{{.Param "row"}}/{{.Machine.ShortName}}', Contents: 'in {{.Param "row"}}' },
      ],
    })
    const { Uuid } = (await server.json('POST', '/machines', {
      Name: 'm1.example.com',
      BootEnv: 'moving',
      Profiles: ['rack'],
    })) as Machine
    expect(await get('rows/r1/m1')).toEqual({ status: 200, text: 'in r1' })
    await server.json('POST', '/profiles/rack/params/row', 'r2')
    expect([(await get('rows/r1/m1')).status, await get('rows/r2/m1')]).toEqual([
      404,
      { status: 200, text: 'in r2' },
    ])
    await server.json('POST', `/machines/${Uuid}/params/row`, 'r3')
    expect([(await get('rows/r2/m1')).status, await get('rows/r3/m1')]).toEqual([
      404,
      { status: 200, text: 'in r3' },
    ])
    await server.json('DELETE', `/machines/${Uuid}`)
    expect((await get('rows/r3/m1')).status).toBe(404)
  })

  it('may be files that lie in the tree', async () => {
    await mkdir(join(server.folder, 'tftpboot', 'store'), { recursive: true })
    await writeFile(join(server.folder, 'tftpboot', 'store', 'linked'), 'from disk')
    await writeFile(join(server.folder, 'outside'), 'no')
    await server.json('POST', '/bootenvs', {
      Name: 'linking',
      OS: { Name: 'linking' },
      Templates: [
        { Name: 'a', Path: '{{.Machine.Path}}/a', Link: '/store/{{.Param "file"}}' },
        { Name: 'b', Path: '{{.Machine.Path}}/b', Link: '../../outside' },
      ],
    })
    const { Uuid } = (await server.json('POST', '/machines', {
      Name: 'm2.example.com',
      BootEnv: 'linking',
      Params: { file: 'linked' },
    })) as Machine
    expect(await get(`machines/${Uuid}/a`)).toEqual({ status: 200, text: 'from disk' })
    expect((await get(`machines/${Uuid}/b`)).status).toBe(404)
    await server.json('POST', `/machines/${Uuid}/params/file`, 'gone')
    expect((await get(`machines/${Uuid}/a`)).status).toBe(404)
  })

  it('of one machine do not fail because of another template or machine', async () => {
    await server.json('POST', '/bootenvs', {
      Name: 'partly',
      OS: { Name: 'partly' },
      Templates: [
        { Name: 'bad', Path: 'partly/{{.Param "nowhere"}}', Contents: 'x' },
        { Name: 'good', Path: 'partly/{{.Machine.ShortName}}', Contents: 'good' },
      ],
    })
    const log = console.error
    console.error = (...words) => void complaints.push(JSON.stringify(words))
    await server.json('POST', '/machines', { Name: 'm3.example.com', BootEnv: 'partly' })
    expect(await get('partly/m3')).toEqual({ status: 200, text: 'good' })
    console.error = log
    expect(complaints.join()).toContain('No such machine parameter nowhere')
    await server.json('DELETE', '/machines/Name:m3.example.com')
  })

  it('may be large; those that include themselves, or params that do, are refused', async () => {
    const large = 'x'.repeat(10_000_000)
    await server.json('POST', '/templates', { ID: 'loop.tmpl', Contents: '{{template "loop.tmpl" .}}' })
    await server.json('POST', '/profiles', {
      Name: 'hostile',
      Params: { large, loop: '{{.ParamExpand "pool"}}', pool: '{{.ParamExpand "loop"}}', deep: nested(900) },
    })
    await server.json('POST', '/bootenvs', {
      Name: 'hostile',
      OS: { Name: 'hostile' },
      Templates: [
        { Name: 'large', Path: 'hostile/large', Contents: '{{.Param "large"}}' },
        { Name: 'twice', Path: 'hostile/twice', Contents: '{{.Param "large"}}{{.Param "large"}}' },
        { Name: 'include', Path: 'hostile/include', Contents: '{{template "loop.tmpl" .}}' },
        { Name: 'param', Path: 'hostile/param', Contents: '{{.ParamExpand "loop"}}' },
        { Name: 'deep', Path: 'hostile/deep', Contents: '{{.ParamAsJSON "deep"}}' },
      ],
    })
    await server.json('POST', '/machines', {
      Name: 'm4.example.com',
      BootEnv: 'hostile',
      Profiles: ['hostile'],
    })
    expect((await get('hostile/large')).text.length).toBe(large.length)
    expect((await get('hostile/deep')).text).toBe(JSON.stringify(nested(900)))
    for (const [file, reason] of [
      ['twice', /limit reached: output is longer/],
      ['include', /limit reached: nesting/],
      ['param', /limit reached: nesting/],
    ] as const) {
      const answer = await get(`hostile/${file}`)
      expect([file, answer.status, answer.text]).toEqual([file, 500, expect.stringMatching(reason)])
    }
    await server.json('DELETE', '/machines/Name:m4.example.com')
  })

  it('for unknown machines wait for the params their bootenv requires', async () => {
    await server.json('POST', '/params', { Name: 'needed' })
    await server.json('POST', '/bootenvs', {
      Name: 'finding',
      OnlyUnknown: true,
      OS: { Name: 'finding' },
      RequiredParams: ['needed'],
      Templates: [{ Name: 'a', Path: 'finding.txt', Contents: '{{.Param "needed"}} {{.GenerateToken}}' }],
    })
    const log = console.error
    console.error = (...words) => void complaints.push(JSON.stringify(words))
    await server.json('POST', '/prefs', { unknownBootEnv: 'finding' })
    expect((await get('finding.txt')).status).toBe(404)
    console.error = log
    expect(complaints.join()).toContain('Missing required parameter needed for bootenvs finding')
    await server.json('POST', '/profiles/global/params/needed', 'here')
    expect((await get('finding.txt')).text).toMatch(/^here \S{40,}$/)
  })
})
