import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installedDrppy } from '../../tools/install-drppy.ts'
import { type ForeignSite, startForeignSite } from './foreign-site.ts'

/** Files and ISOs. */
describe.skipIf(installedDrppy() === undefined)('files of the foreign client', () => {
  let site: ForeignSite
  beforeAll(async () => {
    site = await startForeignSite()
  })
  afterAll(() => site?.close())

  const upload = (path: string, body: string, type = 'application/octet-stream') => ({
    method: 'POST',
    path,
    body,
    type,
    response: 'BlobInfo',
  })
  const served = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${site.server.facts.ports.static}${path}`)
    return [answer.status, await answer.text()]
  }

  it('go up, are listed, come back and are served to machines', async () => {
    // The client writes the slashes of a path as %2F.
    const file = { path: { path: 'foreign/deep/hello.txt' } }
    const sent = await site.root.exchange('POST /files/{path}', { ...file, body: 'hello there\n' })
    expect([sent.status, sent.value]).toEqual([201, { Path: 'foreign/deep/hello.txt', Size: 12 }])
    expect((await site.root.raw({ method: 'GET', path: '/files', response: 'list[str]' })).value).toEqual(
      expect.arrayContaining(['foreign/']),
    )
    const below = { method: 'GET', path: '/files', query: { path: 'foreign/deep' }, response: 'list[str]' }
    expect((await site.root.raw(below)).value).toEqual(['hello.txt'])
    expect(await site.root.call('GET /files/{path}', file)).toBe('hello there\n')
    expect(await served('/files/foreign/deep/hello.txt')).toEqual([200, 'hello there\n'])
    const head = await site.root.exchange('HEAD /files/{path}', file)
    expect(head.headers).toMatchObject({
      'content-length': '12',
      'x-drp-sha256sum': 'aadc1955c030f723e9d89ed9d486b4eef5b0d1c6945be0dd6b7b340d42928ec9',
    })
  })

  it('are replaced and deleted', async () => {
    await site.root.raw(upload('/files/foreign/deep/hello.txt', 'bye'))
    const file = { path: { path: 'foreign/deep/hello.txt' } }
    expect(await site.root.call('GET /files/{path}', file)).toBe('bye')
    expect((await site.root.exchange('DELETE /files/{path}', file)).status).toBe(204)
    expect((await site.root.refused('GET /files/{path}', file)).status).toBe(404)
    expect(await site.root.refused('DELETE /files/{path}', file)).toMatchObject({
      status: 404,
      error: { Messages: [expect.stringMatching(/Unable to delete/i)] },
    })
    expect(await served('/files/foreign/deep/hello.txt')).toMatchObject([404, expect.any(String)])
  })

  it('are refused with another type, as a folder, and outside of their root', async () => {
    const json = await site.root.rawRefused(upload('/files/foreign/x', '"text"', 'application/json'))
    expect([400, 415]).toContain(json.status)
    expect((await site.root.rawRefused(upload('/files/foreign/', 'x'))).status).toBe(403)
    for (const path of ['/files/..%2F..%2Fescaped', '/files/a%2F..%2F..%2F..%2Fescaped']) {
      const { status } = await site.root.rawRefused(upload(path, 'x'))
      expect([400, 403, 404, 409]).toContain(status)
    }
    expect((await site.root.refused('GET /files', { query: { path: 'absent' } })).status).toBe(404)
  })

  it('named isos go up flat, and free the bootenvs that wait for them', async () => {
    await site.root.call('POST /bootenvs', {
      body: {
        Name: 'foreign-env-install',
        OS: { Name: 'foreign-os', IsoFile: 'foreign-1.iso', IsoUrl: 'http://mirror.example/foreign-1.iso' },
        Kernel: 'vmlinuz',
        Templates: [{ Name: 'pxelinux', Path: 'pxelinux.cfg/{{.Machine.HexAddress}}', Contents: 'x' }],
      },
    })
    const env = () => site.root.object('GET /bootenvs/{name}', { path: { name: 'foreign-env-install' } })
    expect(await env()).toMatchObject({
      Available: false,
      Errors: expect.arrayContaining([expect.stringMatching(/iso does not exist/)]),
    })
    const sent = await site.root.raw(upload('/isos/foreign-1.iso', 'no iso at all'))
    expect([sent.status, sent.value]).toEqual([201, { Path: 'foreign-1.iso', Size: 13 }])
    expect((await site.root.raw({ method: 'GET', path: '/isos', response: 'list[str]' })).value).toEqual([
      'foreign-1.iso',
    ])
    expect(await served('/isos/foreign-1.iso')).toEqual([200, 'no iso at all'])
    await expect
      .poll(async () => String((await env())['Errors']), { timeout: 20_000 })
      .not.toMatch(/iso does not exist/)
    expect(await env()).toMatchObject({ Available: false })
    const iso = { path: { path: 'foreign-1.iso' } }
    expect((await site.root.exchange('DELETE /isos/{path}', iso)).status).toBe(204)
    expect(await site.root.refused('DELETE /isos/{path}', iso)).toMatchObject({
      status: 404,
      error: { Messages: [expect.stringMatching(/no such iso/)] },
    })
    const wrong = upload('/isos/foreign-2.iso', '"x"', 'application/json')
    expect([400, 415]).toContain((await site.root.rawRefused(wrong)).status)
  })
})
