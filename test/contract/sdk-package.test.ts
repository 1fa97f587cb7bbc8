import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DEV_KEY, type ServerProcess, startServerProcess } from '@metalwright/server/rehearsal'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const ROOT = join(import.meta.dirname, '..', '..')
const TSC = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')

/** Packages a TypeScript project for Node has besides the SDK. */
const COMPANIONS = ['@types/node', 'undici-types', 'msw', 'vitest']
/** Programs that users are shown, with their tests. */
const TESTING = join(ROOT, 'examples', 'scripts', 'testing')

/** What a project of somebody else does with the SDK: every entry is used, and the server is asked for something. */
const PROGRAM = `
import { Client, eq, NotFoundError, Claims } from '@metalwright/sdk'
import { makeCertificate } from '@metalwright/sdk/certificate'
import { ClaimLostError } from '@metalwright/sdk/claims'
import { catalogue, isUuid } from '@metalwright/sdk/models'
import { applyPatch } from '@metalwright/sdk/patch'

const client = Client.fromEnvironment()
const { Name } = await client.profiles.ensure({ Name: 'packed', Params: { a: 1 } })
const names = []
for await (const profile of client.profiles.iterate({ filters: { Name: eq('packed') } })) names.push(profile.Name)
const missing = await client.machines.get('Name:none').catch((error) => error instanceof NotFoundError)
const subscription = await client.events.subscribe(['profiles.update.packed'])
await client.profiles.update(Name, { Params: { a: 2 } })
const item = await subscription.next()
await client.close()
const kinds = [typeof makeCertificate, typeof ClaimLostError, typeof isUuid, typeof applyPatch, typeof Claims]
console.log(JSON.stringify({ names, missing, event: item?.kind, key: catalogue.machines.key, kinds }))
`

/** The same with types. */
const TYPED = PROGRAM.replace('const names = []', 'const names: string[] = []')
  .replace('(error)', '(error: unknown)')
  .replace('import { catalogue, isUuid }', 'import { catalogue, isUuid, type Machine }')
  .concat('export const machine: Promise<Machine> = client.machines.get("x")\nmachine.catch(() => {})\n')

const ANSWER = {
  names: ['packed'],
  missing: true,
  event: 'event',
  key: 'Uuid',
  kinds: ['function', 'function', 'function', 'function', 'function'],
}

describe('the SDK as a package', () => {
  let folder: string
  let tarball: string
  let server: ServerProcess
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-package-'))
    const built = join(folder, 'built')
    await run(process.execPath, [join(ROOT, 'sdk', 'scripts', 'build.ts'), '--out', built])
    await run('npm', ['pack', built, '--pack-destination', folder], { cwd: folder })
    tarball = join(folder, (await readdir(folder)).find((name) => name.endsWith('.tgz')) ?? '')
    const ports = [
      '--api-port',
      '0',
      '--static-port',
      '0',
      '--disable-tftp',
      '--disable-dhcp',
      '--disable-pxe',
    ]
    server = await startServerProcess({
      baseRoot: join(folder, 'server'),
      flags: ['--dev', '--store', 'memory', ...ports],
    })
  })
  afterAll(async () => {
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** A project that has the package and what the package says it needs, and nothing else of ours. */
  const project = async (name: string, files: Readonly<Record<string, string>>): Promise<string> => {
    const place = join(folder, name)
    const sdk = join(place, 'node_modules', '@metalwright', 'sdk')
    await mkdir(sdk, { recursive: true })
    await run('tar', ['-xzf', tarball, '-C', sdk, '--strip-components=1'])
    const { dependencies } = JSON.parse(await readFile(join(sdk, 'package.json'), 'utf8'))
    for (const needed of [...Object.keys(dependencies), ...COMPANIONS]) {
      const link = join(place, 'node_modules', needed)
      await mkdir(join(link, '..'), { recursive: true })
      await symlink(join(ROOT, 'node_modules', needed), link)
    }
    await writeFile(join(place, 'package.json'), '{"type":"module"}')
    for (const [file, text] of Object.entries(files)) await writeFile(join(place, file), text)
    return place
  }
  const answerOf = async (place: string, program: string): Promise<unknown> => {
    const { ports, fingerprint } = server.facts
    const env = {
      ...process.env,
      RS_ENDPOINT: `https://127.0.0.1:${ports.api}`,
      RS_KEY: DEV_KEY,
      RS_FINGERPRINT: fingerprint,
    }
    const { stdout } = await run(process.execPath, [program], { cwd: place, env })
    return JSON.parse(stdout)
  }

  it('has nothing that a package must not have', async () => {
    const place = await project('lint', {})
    const pkgDir = join(place, 'node_modules', '@metalwright', 'sdk')
    const { messages } = await publint({ pkgDir, pack: false, strict: true })
    expect(messages).toEqual([])
    expect(
      (await readdir(pkgDir)).filter((name) => /^(src|tests?|scripts|tsconfig.*|api\.md)$/.test(name)),
    ).toEqual([])
  })

  it('works in a project in plain JavaScript', async () => {
    const place = await project('javascript', { 'main.mjs': PROGRAM })
    expect(await answerOf(place, 'main.mjs')).toEqual(ANSWER)
  })

  it('has entries that can all be loaded', async () => {
    const place = await project('entries', {})
    const manifest = join(place, 'node_modules', '@metalwright', 'sdk', 'package.json')
    const { exports } = JSON.parse(await readFile(manifest, 'utf8'))
    const entries = Object.keys(exports).filter((entry) => !entry.endsWith('.json'))
    const imports = entries.map((entry) => `await import('@metalwright/sdk${entry.slice(1)}')`)
    await writeFile(join(place, 'all.mjs'), `${imports.join('\n')}\nconsole.log(${entries.length})\n`)
    expect(await answerOf(place, 'all.mjs')).toBe(entries.length)
    expect(entries.length).toBeGreaterThanOrEqual(5)
  })

  it.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])(
    'works in a strict TypeScript project with module %s and resolution %s',
    async (module, moduleResolution) => {
      const compilerOptions = {
        strict: true,
        skipLibCheck: false,
        exactOptionalPropertyTypes: true,
        module,
        moduleResolution,
        target: 'es2023',
        types: ['node'],
        outDir: 'out',
      }
      const config = JSON.stringify({ compilerOptions, include: ['main.ts'] })
      const place = await project(module, { 'main.ts': TYPED, 'tsconfig.json': config })
      const compiled = await run(process.execPath, [TSC, '-p', place]).catch((error: unknown) => error)
      expect(compiled).toMatchObject({ stdout: '' })
      expect(await answerOf(place, join('out', 'main.js'))).toEqual(ANSWER)
    },
  )

  it('lets scripts be tested without a server, as the example shows', async () => {
    const place = await project('testing', { 'vitest.config.js': 'export default {}\n' })
    for (const file of await readdir(TESTING)) await copyFile(join(TESTING, file), join(place, file))
    const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
    const report = join(place, 'report.json')
    const args = [vitest, 'run', '--reporter=json', `--outputFile=${report}`]
    await run(process.execPath, args, { cwd: place })
    expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({
      success: true,
      numPassedTests: 4,
      numTotalTests: 4,
    })
    const compilerOptions = {
      strict: true,
      skipLibCheck: true,
      module: 'nodenext',
      target: 'es2023',
      types: ['node'],
      noEmit: true,
      allowImportingTsExtensions: true,
    }
    await writeFile(join(place, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
    const compiled = await run(process.execPath, [TSC, '-p', place]).catch((error: unknown) => error)
    expect(compiled).toMatchObject({ stdout: '' })
  })

  it('keeps its types to itself: a mistake is found', async () => {
    const text = `import { Client } from '@metalwright/sdk'\nawait new Client().machines.update('x', { Stge: 'y' })\n`
    const config = JSON.stringify({
      compilerOptions: { strict: true, module: 'nodenext', target: 'es2023', types: ['node'], noEmit: true },
    })
    const place = await project('mistake', { 'main.ts': text, 'tsconfig.json': config })
    const compiled = run(process.execPath, [TSC, '-p', place])
    await expect(compiled).rejects.toMatchObject({ stdout: expect.stringMatching(/Stge/) })
  })
})
