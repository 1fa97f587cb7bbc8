import { execFile, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { presentPulumi } from '../tools/build-pulumi.ts'
import { agreementProgram } from './pulumi/agreement.ts'

const run = promisify(execFile)
const ROOT = join(import.meta.dirname, '..', '..')
const ROOM = join(ROOT, 'provider-pulumi')
const TSC = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
const generator = presentPulumi()?.generator

/** What a project of somebody else does with the package, without an engine. */
const PROGRAM = `
import * as pulumi from '@pulumi/pulumi'
import * as drp from '@metalwright/pulumi-drp'

interface Made { type: string; name: string; id: string; inputs: Record<string, unknown> }
const made: Made[] = []
pulumi.runtime.setMocks(
  {
    newResource: ({ type, name, inputs, id = '' }) => {
      made.push({ type, name, id, inputs })
      return { id: id || name + '-id', state: { ...inputs, name: name + '.example', address: '192.0.2.7' } }
    },
    call: ({ token, inputs }) => ({ total: 3, counts: { Free: 2 }, free: [token, inputs['pool']] }),
  },
  'project',
  'stack',
)
const valueOf = <T>(output: pulumi.Output<T>) => new Promise<T>((resolve) => output.apply(resolve))

async function main() {
  const server = new drp.Machine('server', {
    constraints: { arch: 'amd64', minMemoryGib: 64 },
    addParameters: { nested: { list: [1, null, true] } },
    secretParameters: { password: 'planted' },
    onChange: drp.OnChange.UpdateOnly,
  })
  const set = new drp.MachineSet('web', {
    count: 3,
    apart: 'rack',
    places: [['zone=Eq(a)'], ['zone=Eq(b)']],
    machine: (index) => ({ hostname: 'web-' + index, filters: ['Arch=Eq(amd64)'] }),
  })
  const looked = drp.Profile.get('global', 'global')
  const provider = new drp.Provider('other', { token: 'planted', requestRetries: 2, insecureSkipTlsVerify: true })
  new drp.Pool('pool', { enterActions: { addProfiles: [looked.name] } }, { provider })
  const address: pulumi.Output<string | undefined> = server.address
  const failures: string[] = []
  const attempt = (work: () => unknown) => {
    try { work() } catch (error) { failures.push(String(error)) }
  }
  // @ts-expect-error the address is missing
  attempt(() => new drp.Reservation('reservation', { token: 'x' }))
  attempt(() => new drp.MachineSet('half', { count: 1.5 }))
  attempt(() => new drp.MachineSet('nowhere', { count: 1, places: [] }))
  const found = await drp.getPoolStatus({ pool: 'default' })
  const report = {
    id: await valueOf(server.id),
    address: await valueOf(address),
    names: await valueOf(set.names),
    looked: await valueOf(looked.id),
    secret: await pulumi.isSecret(server.secretParameters),
    free: await valueOf(drp.getPoolStatusOutput({ pool: pulumi.output('default') }).free),
    total: found.total,
    kinds: [drp.Machine.isInstance(server), drp.Pool.isInstance(server), drp.Provider.isInstance(provider)],
    failures,
  }
  await new Promise((resolve) => setImmediate(resolve))
  console.log(JSON.stringify({ ...report, made: Object.fromEntries(made.map((one) => [one.name, one])) }))
}
void main()
`

describe('the Node.js package for Pulumi', () => {
  let folder: string
  let tarball: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'metalwright-pulumi-package-'))
    const built = join(folder, 'built')
    await run(process.execPath, [join(ROOM, 'scripts', 'build.ts'), '--out', built])
    await run('npm', ['pack', join(built, 'nodejs'), '--pack-destination', folder], { cwd: folder })
    tarball = join(folder, (await readdir(folder)).find((name) => name.endsWith('.tgz')) ?? '')
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  /** A project that has the package and what the package says it needs, and nothing else of ours. */
  const project = async (name: string, files: Readonly<Record<string, string>>): Promise<string> => {
    const place = join(folder, name)
    const modules = join(place, 'node_modules')
    const drp = join(modules, '@metalwright', 'pulumi-drp')
    await mkdir(drp, { recursive: true })
    await run('tar', ['-xzf', tarball, '-C', drp, '--strip-components=1'])
    const { dependencies } = JSON.parse(await readFile(join(drp, 'package.json'), 'utf8'))
    expect(Object.keys(dependencies)).toEqual(['@pulumi/pulumi'])
    const links = {
      '@pulumi/pulumi': join(ROOM, 'node_modules', '@pulumi', 'pulumi'),
      '@types/node': join(ROOT, 'node_modules', '@types', 'node'),
      'undici-types': join(ROOT, 'node_modules', 'undici-types'),
    }
    for (const [needed, source] of Object.entries(links)) {
      await mkdir(join(modules, needed, '..'), { recursive: true })
      await symlink(source, join(modules, needed))
    }
    for (const [file, text] of Object.entries(files)) await writeFile(join(place, file), text)
    return place
  }
  const config = (module: string, moduleResolution: string, more: object = {}) =>
    JSON.stringify({
      compilerOptions: {
        strict: true,
        skipLibCheck: false,
        exactOptionalPropertyTypes: true,
        module,
        moduleResolution,
        target: 'es2022',
        types: ['node'],
        outDir: 'out',
        ...more,
      },
      include: ['*.ts'],
    })
  const complaints = (place: string) =>
    spawnSync(process.execPath, [TSC, '-p', place], { encoding: 'utf8' }).stdout

  it('has nothing that a package must not have', async () => {
    const place = await project('lint', {})
    const pkgDir = join(place, 'node_modules', '@metalwright', 'pulumi-drp')
    const { messages } = await publint({ pkgDir, pack: false, strict: true })
    expect(messages).toEqual([])
    const { pulumi, version } = JSON.parse(await readFile(join(pkgDir, 'package.json'), 'utf8'))
    expect(pulumi).toEqual({ resource: true, name: 'drp', version })
    const schema = JSON.parse(await readFile(join(ROOM, 'schema.json'), 'utf8'))
    expect(schema.version).toBe(version)
  })

  it.each([
    ['commonjs', 'bundler', 'commonjs'],
    ['nodenext', 'nodenext', 'commonjs'],
    ['nodenext', 'nodenext', 'module'],
    ['esnext', 'bundler', 'module'],
  ])(
    'makes resources in a strict project: module %s, resolution %s, type %s',
    async (module, resolution, type) => {
      const place = await project(`${module}-${resolution}-${type}`, {
        'package.json': JSON.stringify({ type }),
        'tsconfig.json': config(module, resolution),
        'main.ts': PROGRAM,
      })
      expect(complaints(place)).toBe('')
      const { stdout } = await run(process.execPath, [join(place, 'out', 'main.js')])
      const report = JSON.parse(stdout)
      expect(report).toMatchObject({
        id: 'server-id',
        address: '192.0.2.7',
        names: ['web-0.example', 'web-1.example', 'web-2.example'],
        looked: 'global',
        secret: true,
        free: ['drp:index:getPoolStatus', 'default'],
        total: 3,
        kinds: [true, false, true],
        failures: [
          expect.stringMatching(/address/),
          expect.stringMatching(/RangeError.*half.*1\.5/),
          expect.stringMatching(/RangeError.*nowhere/),
        ],
      })
      const sealed = { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270' }
      expect(report.made).toMatchObject({
        server: {
          type: 'drp:index:Machine',
          inputs: {
            constraints: { arch: 'amd64', minMemoryGib: 64 },
            addParameters: { nested: { list: [1, null, true] } },
            secretParameters: { ...sealed, value: { password: 'planted' } },
            onChange: 'updateOnly',
            onFailure: 'keep',
          },
        },
        'web-1': {
          inputs: {
            hostname: 'web-1',
            filters: ['Arch=Eq(amd64)', 'zone=Eq(b)'],
            antiAffinity: { param: 'rack', group: 'project/stack/web' },
          },
        },
        'web-2': { inputs: { filters: ['Arch=Eq(amd64)', 'zone=Eq(a)'] } },
        global: { type: 'drp:index:Profile', id: 'global', inputs: {} },
        other: {
          type: 'pulumi:providers:drp',
          inputs: {
            token: { ...sealed, value: 'planted' },
            requestRetries: '2',
            insecureSkipTlsVerify: 'true',
          },
        },
        pool: { inputs: { enterActions: { addProfiles: ['global.example'] } } },
      })
    },
  )

  it('keeps its types to itself: mistakes are found', async () => {
    const place = await project('mistakes', {
      'package.json': '{}',
      'tsconfig.json': config('nodenext', 'nodenext', { noEmit: true }),
      'main.ts': `import * as drp from '@metalwright/pulumi-drp'
new drp.Machine('a', { pol: 'x' })
new drp.Machine('b', { onChange: 'never' })
new drp.Machine('c', { constraints: { minCpu: 'four' } })
`,
    })
    const said = complaints(place)
    expect(said.match(/main\.ts\(\d+/g)).toEqual(['main.ts(2', 'main.ts(3', 'main.ts(4'])
  })

  it('compiles every example in the documentation of the schema', async () => {
    const schema = await readFile(join(ROOM, 'schema.json'), 'utf8')
    const {
      resources,
      functions,
    }: Record<'resources' | 'functions', Record<string, { description: string }>> = JSON.parse(schema)
    const described = [...Object.values(resources), ...Object.values(functions)]
    const programs = described.flatMap(({ description }) =>
      [...description.matchAll(/```typescript\n([\s\S]*?)```/g)].map(([, program = '']) => program),
    )
    expect(programs.length).toBeGreaterThanOrEqual(4)
    const files = programs.map((program, index) => [`example-${index}.ts`, program] as const)
    const place = await project('examples', {
      'package.json': '{ "type": "module" }',
      'tsconfig.json': config('nodenext', 'nodenext', { noEmit: true }),
      ...Object.fromEntries(files),
    })
    expect(complaints(place)).toBe('')
  })

  it.skipIf(generator === undefined)(
    "has the classes, arguments, outputs and functions that Pulumi's own generator makes of the schema",
    async () => {
      const schema = join(ROOM, 'schema.json')
      const check = agreementProgram(JSON.parse(await readFile(schema, 'utf8')))
      const place = await project('agreement', {
        'package.json': '{}',
        'tsconfig.json': config('commonjs', 'bundler', {
          skipLibCheck: true,
          exactOptionalPropertyTypes: false,
          noEmit: true,
        }),
        'check.ts': check.text,
      })
      await run(generator ?? '', [schema, join(place, 'official')])
      expect(complaints(place)).toBe('')
      expect(check.count).toBeGreaterThan(100)

      const pool = join(place, 'official', 'pool.ts')
      const changed = (await readFile(pool, 'utf8')).replace('parentPool?:', 'parentPools?:')
      await writeFile(pool, changed)
      expect(complaints(place)).toMatch(/check\.ts/)
    },
  )
})
