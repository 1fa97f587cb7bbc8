import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildConsole } from '../../ui/build.ts'
import { startTestServer, type TestServer } from '../api/test-server.ts'
import { uuid } from './sample-machine.ts'

const CHROMIUM = '/usr/bin/chromium'
const isCi = process.env['CI'] === 'true'
const isHere = existsSync(CHROMIUM)
if (!isHere && !isCi) {
  console.warn(`SKIPPED: the console in a browser needs ${CHROMIUM}; apt-get install chromium`)
}
/** Folder for pictures of the pages, for whoever wants to look at them. */
const pictures = process.env['CONSOLE_PICTURES']

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const HOSTILE = '<img src=x onerror="window.pwned=1"><script>window.pwned=2</script>'
const SECRET = 'planted-machine-secret'

let server: TestServer
let isServing = false
let browser: Browser
let context: BrowserContext
let page: Page
/** What the browser complained of: blocked content, exceptions. */
const complaints: string[] = []

const address = (rest = '') => `https://127.0.0.1:${server.server.ports.api}/ui/${rest}`

async function picture(name: string): Promise<void> {
  if (pictures === undefined) return
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`), fullPage: true })
  }
}

async function logIn(password = 'r0cketsk8ts'): Promise<void> {
  await page.getByLabel('User').fill('rocketskates')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Log in' }).click()
}

/** Makes an object of the API as the first user. */
const make = (prefix: string, body: Parameters<TestServer['json']>[2]) =>
  server.json('POST', `/${prefix}`, body)

describe.skipIf(!isHere && !isCi)('the console in a browser (apt-get install chromium)', () => {
  beforeAll(async () => {
    await buildConsole()
    server = await startTestServer()
    isServing = true
    browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS })
    context = await browser.newContext({ ignoreHTTPSErrors: true, reducedMotion: 'reduce' })
    page = await context.newPage()
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(address())
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    if (isServing) await server.close()
  })

  it('logs in by keyboard alone, and says so when the password is wrong', async () => {
    await page.getByRole('heading', { name: 'Log in' }).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.type('rocketskates')
    await page.keyboard.press('Tab')
    await page.keyboard.type('wrong')
    await page.keyboard.press('Enter')
    await page.getByText('Wrong user name or password.').waitFor()
    await picture('login')
    expect(complaints.splice(0)).toEqual([expect.stringContaining('403')])
    await page.keyboard.type('r0cketsk8ts')
    await page.keyboard.press('Enter')
    await page.getByText('No machine has registered yet').waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
  })

  it('keeps the token for this tab only, and no cookie', async () => {
    const kept = await page.evaluate('JSON.stringify([Object.keys(sessionStorage), localStorage.length])')
    expect(kept).toBe('[["metalwright.token"],0]')
    expect(await context.cookies()).toEqual([])
    await page.reload()
    await page.getByRole('heading', { name: 'Machines' }).waitFor()
    const other = await context.newPage()
    await other.goto(address())
    await other.getByRole('heading', { name: 'Log in' }).waitFor()
    await other.close()
  })

  it('shows a machine the moment it registers', async () => {
    await make('machines', { Uuid: uuid(1), Name: 'node-1.example', Address: '10.9.8.7' })
    const row = page.getByRole('row', { name: /node-1\.example/ })
    await row.getByText('Free').waitFor()
    expect(await row.textContent()).toContain('10.9.8.7')
    expect(await page.getByRole('button', { name: '1 Free' }).isVisible()).toBe(true)
  })

  it('shows text that machines send as text', async () => {
    const body = {
      Uuid: uuid(2),
      Name: 'node-2',
      Secret: SECRET,
      Description: HOSTILE,
      Params: { 'a/b': { note: HOSTILE } },
    }
    await make('machines', { ...body, Stage: 'none', BootEnv: 'local' })
    await page.getByRole('link', { name: 'node-2' }).waitFor()
    // The server refuses such a name, so it comes by an event, as from a server that does not.
    const told = await server.call('POST', '/events', {
      Time: new Date().toISOString(),
      Type: 'machines',
      Action: 'update',
      Key: uuid(2),
      Object: {
        ...body,
        Name: HOSTILE,
        PoolStatus: HOSTILE,
        Available: false,
        Errors: [HOSTILE],
        Tasks: [HOSTILE],
      },
    })
    expect(told.status).toBe(204)
    const link = page.getByRole('link', { name: HOSTILE })
    await link.waitFor()
    await picture('hostile-list')
    await link.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Params' }).waitFor()
    const text = await page.getByRole('main').textContent()
    expect(text).toContain(HOSTILE)
    expect(text).toContain(JSON.stringify(HOSTILE))
    expect(await page.title()).toContain('node-2')
    expect(await page.evaluate('[window.pwned, document.images.length]')).toEqual([undefined, 0])
  })

  it('does not show the secret of a machine', async () => {
    expect(await page.getByRole('heading', { name: 'Params' }).isVisible()).toBe(true)
    expect(await page.content()).not.toContain(SECRET)
  })

  it('shows the run, the job and its log as they go on, and releases a claim after a question', async () => {
    await make('tasks', { Name: 'deploy-it', Templates: [{ Name: 'a', Contents: 'true' }] })
    await make('stages', { Name: 'deploy', Tasks: ['deploy-it'] })
    await make('stages', { Name: 'clean', Tasks: [] })
    await make('workflows', { Name: 'build', Stages: ['deploy'] })
    await make('workflows', { Name: 'release', Stages: ['clean'] })
    await make('pools/default/allocateMachines', {
      'pool/machine-list': [uuid(1)],
      'pool/workflow': 'build',
    })
    await page.goto(address(`#/machines/${uuid(1)}`))
    await page.getByRole('heading', { name: 'node-1.example' }).waitFor()
    await page.getByRole('heading', { name: /Claim/ }).waitFor()
    await make('jobs', { Machine: uuid(1) })
    await page.getByText('task:deploy-it').waitFor()
    const job = JSON.stringify(await server.json('GET', `/machines/${uuid(1)}`))
    await server.call('PUT', `/jobs/${/"CurrentJob":"([^"]+)"/.exec(job)?.[1]}/log`, undefined, {
      raw: `writing the image\n${HOSTILE}\n`,
      headers: { 'content-type': 'application/octet-stream' },
    })
    const log = page.getByLabel('Log of the job')
    await log.waitFor()
    expect(await log.inputValue()).toContain(HOSTILE)
    await picture('machine')

    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Release …' }).click()
    await dialog.waitFor()
    await picture('release')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(JSON.stringify(await server.json('GET', `/machines/${uuid(1)}`))).toContain('"PoolAllocated":true')
    await page.getByRole('button', { name: 'Release …' }).click()
    await page.getByRole('button', { name: 'Release the machine' }).click()
    await page.getByRole('heading', { name: /Release/ }).waitFor()
    await dialog.waitFor({ state: 'detached' })
    expect(JSON.stringify(await server.json('GET', `/machines/${uuid(1)}`))).toContain('"Workflow":"release"')
  })

  it('fits on a small screen', async () => {
    await page.setViewportSize({ width: 400, height: 800 })
    const fits = () => page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')
    expect(await fits()).toBe(true)
    await picture('small-machine')
    await page.getByRole('link', { name: 'Metalwright' }).click()
    await page.getByRole('link', { name: 'node-1.example' }).waitFor()
    expect(await fits()).toBe(true)
    await picture('small-list')
    await page.setViewportSize({ width: 1200, height: 800 })
    await picture('list')
  })

  it('finds machines, and says what to do when there is none', async () => {
    await page.getByLabel('Find machines').fill('10.9.8')
    await page.getByText('1 of 2 shown').waitFor()
    await page.getByLabel('Find machines').fill('nothing like it')
    await page.getByRole('button', { name: 'Show all machines' }).click()
    await page.getByText('2 of 2 shown').waitFor()
  })

  it('tells of an unknown machine, and logs out', async () => {
    await page.goto(address(`#/machines/${uuid(404)}`))
    await page.getByText('The server has no machine').waitFor()
    expect(complaints.splice(0)).toEqual([expect.stringContaining('404')])
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByRole('heading', { name: 'Log in' }).waitFor()
    expect(await page.evaluate('sessionStorage.length')).toBe(0)
  })

  it('says when the server is gone', async () => {
    await page.goto(address('#/machines'))
    await logIn()
    await page.getByText('Live', { exact: true }).waitFor()
    expect(complaints.splice(0)).toEqual([])
    isServing = false
    await server.close()
    await page.getByText('Connection lost').waitFor()
    await page.getByRole('button', { name: 'Log out' }).click()
    await logIn()
    await page.getByText('The server does not answer').waitFor()
  })
})
