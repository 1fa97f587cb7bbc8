import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  clientEnvironment,
  type ServerProcess,
  type Site,
  startServerProcess,
  startSimulatedSite,
  waitForFree,
} from '@metalwright/server/rehearsal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOf } from '../../scripts/docs/check.ts'
import { commandsOf, isCommands, proofOf } from '../../scripts/docs/commands.ts'
import { readMarkdown } from '../../scripts/docs/markdown.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const GUIDES = join(ROOT, 'docs', 'guides')

const documentOf = (guide: string) => readMarkdown(readFileSync(join(GUIDES, guide), 'utf8'))

/** Commands of a guide that are to be run, in their order, as one script. */
function scriptOf(guide: string): string {
  const blocks = documentOf(guide).blocks.filter(
    (block) => isCommands(block) && proofOf(block)?.kind === 'run',
  )
  return blocks.map(commandsOf).join('\n')
}

const guides = readdirSync(GUIDES).filter((guide) => guide.endsWith('.md') && scriptOf(guide) !== '')

/** The guides as a reader follows them, on a simulated site; his own names and addresses are put in. */
describe('the commands of', () => {
  let folder: string
  let site: Site
  let other: ServerProcess
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-docs-'))
    site = await startSimulatedSite({ machines: 2, folder, log: () => {} })
    for (const machine of site.machines) await machine.powerOn()
    await waitForFree(site.client, 2, 60_000)
    for (const Name of ['web1', 'web1.example.com']) await site.client.machines.create({ Name })
    const ports = [
      '--api-port',
      '0',
      '--static-port',
      '0',
      '--disable-tftp',
      '--disable-dhcp',
      '--disable-pxe',
    ]
    const flags = ['--dev', '--store', 'memory', '--metrics-port', '0', ...ports]
    other = await startServerProcess({ baseRoot: join(folder, 'other'), flags })
    // What the claim of the guide writes to a disk.
    const { file, sha256 } = site.image
    await site.client.profiles.params.set('global', 'image-deploy/image-file', file)
    await site.client.profiles.params.set('global', 'image-deploy/image-sha256', sha256)
  })
  afterAll(async () => {
    await other?.stop()
    await site?.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** A folder that looks like the repository, in which a guide may leave files. */
  const workplace = async (name: string): Promise<string> => {
    const place = join(folder, name)
    await mkdir(place)
    for (const entry of await readdir(ROOT)) await symlink(join(ROOT, entry), join(place, entry))
    await writeFile(join(place, 'web.raw.zst'), 'stands for an image\n')
    const [, plugin = ''] = /```js\n(#!.*?)```/s.exec(readFileSync(join(GUIDES, 'plugins.md'), 'utf8')) ?? []
    await writeFile(join(place, 'greeter'), plugin)
    await chmod(join(place, 'greeter'), 0o755)
    return place
  }

  it.each(guides)('%s', async (guide) => {
    const place = await workplace(guide)
    const own = scriptOf(guide)
      .replace(/^export RS_ENDPOINT=.*$/gm, '')
      .replace(/^export TO_RS_ENDPOINT=.*$/gm, '')
      .replaceAll('/var/lib/metalwright', join(folder, 'server'))
      .replaceAll('/backups', place)
    const prelude = [
      'set -eu -o pipefail',
      `metalwright() { node ${join(ROOT, 'server-mock', 'src', 'main.ts')} "$@"; }`,
      'curl() { command curl --fail-with-body "$@"; }',
    ]
    const env = {
      ...process.env,
      NO_COLOR: '1',
      ...clientEnvironment(site),
      TO_RS_ENDPOINT: `https://127.0.0.1:${other.facts.ports.api}`,
      TO_RS_KEY: site.key,
      TO_RS_FINGERPRINT: other.facts.fingerprint,
    }
    const outcome = await new Promise((resolve) => {
      const args = ['-c', [...prelude, own].join('\n')]
      execFile('bash', args, { cwd: place, env, timeout: 120_000 }, (error, stdout, stderr) =>
        resolve({ failed: error !== null, output: error === null ? '' : `${stdout}${stderr}` }),
      )
    })
    expect(outcome).toEqual({ failed: false, output: '' })
  })

  it('the guides that matter most', () => {
    expect(guides).toEqual(
      expect.arrayContaining(['first-claim.md', 'images.md', 'network.md', 'scripts.md']),
    )
  })
})

describe('the check of the documents', () => {
  it('finds links that lead nowhere, and commands that nobody runs', async () => {
    const place = await mkdtemp(join(tmpdir(), 'metalwright-check-'))
    try {
      const lines = [
        '# Setting up: the *first* one',
        '[good](#setting-up-the-first-one) [file](there.md#a) `[code](nowhere.md)`',
        '[gone](gone.md)',
        '[anchor](there.md#b)',
        '[plain](http://example.com)',
        '[out](../../etc)',
        '```sh',
        '[no link](in-a-block.md)',
        '```',
        '<!-- run -->',
        '```console',
        'output only',
        '```',
        '<!-- tested by none.test.ts -->',
        '```console',
        '$ true',
        '```',
        '<!-- not run: a reason that says something -->',
        '```console',
        '$ true',
        '```',
      ]
      await writeFile(join(place, 'README.md'), lines.join('\n'))
      await writeFile(join(place, 'there.md'), '## A\n')
      const faults = faultsOf(place, ['README.md', 'there.md'])
      expect(faults.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7, 11, 15])
    } finally {
      await rm(place, { recursive: true, force: true })
    }
  })

  it('takes commands out of a console, with the lines they go on', () => {
    const text = "$ one \\\n    two\noutput\n# echo 'a\nb'\nmore output"
    expect(commandsOf({ language: 'console', text, line: 1, note: '' })).toBe("one \\\n    two\necho 'a\nb'")
  })
})

describe('the page of errors', () => {
  it('has every code that the SDK throws', () => {
    const page = readFileSync(join(ROOT, 'docs', 'reference', 'errors.md'), 'utf8')
    const source = readdirSync(join(ROOT, 'sdk', 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.startsWith('testing'))
      .map((file) => readFileSync(join(ROOT, 'sdk', 'src', file), 'utf8'))
      .join('\n')
    const codes = [
      ...source.matchAll(
        /(?:new SdkError\(|\bsuper\((?:refusal, )?|readonly code = )\s*'([a-z]+(?:_[a-z]+)*)'/g,
      ),
    ].map(([, code = '']) => code)
    expect(codes.length).toBeGreaterThan(30)
    expect([...new Set(codes)].filter((code) => !page.includes(`\`${code}\``)).sort()).toEqual([])
  })
})
