import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../api/test-server.ts'
import { eventually, upload } from './probe.ts'

describe('the program in the guide', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer()
  })
  afterAll(() => server.close())

  it('is a plugin that works', async () => {
    const guide = await readFile(new URL('../../../docs/guides/plugins.md', import.meta.url), 'utf8')
    const program = /```js\n(#!.*?)```/s.exec(guide)?.[1] ?? ''
    const here = program.replace(/^#!.*/, `#!${process.execPath}`)
    expect((await upload(server, 'greeter', here)).status).toBe(201)
    await server.json('POST', '/plugins', { Name: 'greeter', Provider: 'greeter' })
    await server.json('POST', '/machines', { Name: 'web1' })
    const actions = '/machines/Name:web1/actions'
    await eventually(async () => (await server.call('GET', actions)).text.includes('greet'))
    expect(await server.json('POST', `${actions}/greet`, {})).toBe('Hello, web1')
    expect(await server.json('POST', `${actions}/greet`, { 'greeter/word': 'Bye' })).toBe('Bye, web1')
  })
})
