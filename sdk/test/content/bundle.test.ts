import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bundle, document, PackError, unbundle, valueFaults } from '../../src/content/index.ts'
import { Content } from '../../src/models/content.ts'
import { decode } from '../../src/models/decode.ts'
import type { JsonObject, JsonValue } from '../../src/models/json.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'metalwright-pack-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function content(meta: JsonObject, sections: JsonObject = {}): Content {
  return { ...decode(Content, { meta, sections }) }
}

async function faults(work: Promise<unknown>): Promise<readonly string[]> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof PackError) return error.faults
  throw new Error(`no PackError: ${String(error)}`)
}

describe('a folder', () => {
  it('is read as drpcli lays it out', async () => {
    const files = {
      '._Name.meta': 'demo\n',
      '._Version.meta': 'v1.0.0',
      '._Documentation.meta': 'One.\n\nTwo.\n',
      '._Overwritable.meta': 'true',
      '._CustomField.meta': 'kept',
      'README.md': '# not of the pack',
      '.gitignore': 'x',
      'params/demo.size.yaml': 'Name: demo/size\nSchema: {type: integer, default: 3}\n',
      'tasks/one.json': '{"Name": "one"}',
      'tasks/.swap': 'x',
      'templates/demo.tmpl': '{{.Machine.Name}}\r\n',
      'templates/with-meta.yaml': 'ID: with-meta.tmpl\nDescription: says more\nContents: |\n  hello\n',
      'widgets/w1.yaml': 'Size: 2\n',
    }
    for (const [path, text] of Object.entries(files)) {
      await mkdir(join(folder, path, '..'), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    const pack = await bundle(folder)
    expect(pack.meta).toMatchObject({
      Name: 'demo',
      Version: 'v1.0.0',
      Documentation: 'One.\n\nTwo.\n',
      Overwritable: true,
      CustomField: 'kept',
    })
    expect(pack.sections).toEqual({
      params: { 'demo/size': { Name: 'demo/size', Schema: { type: 'integer', default: 3 } } },
      tasks: { one: { Name: 'one' } },
      templates: {
        'demo.tmpl': { ID: 'demo.tmpl', Contents: '{{.Machine.Name}}\r\n' },
        'with-meta.tmpl': { ID: 'with-meta.tmpl', Description: 'says more', Contents: 'hello\n' },
      },
      widgets: { w1: { Size: 2 } },
    })
  })

  it('that cannot be taken is refused with every fault', async () => {
    await mkdir(join(folder, 'tasks/deeper'), { recursive: true })
    await writeFile(join(folder, 'tasks/a.yaml'), 'Name: same\n')
    await writeFile(join(folder, 'tasks/b.yml'), 'Name: same\n')
    await writeFile(join(folder, 'tasks/c.yaml'), 'Name: c\nName: d\n')
    await writeFile(join(folder, 'tasks/d.yaml'), '- list\n')
    await writeFile(join(folder, 'tasks/e.txt'), 'text')
    await writeFile(join(folder, 'tasks/f.yaml'), Buffer.from([0xff, 0xfe, 0x00]))
    await symlink('/etc/hostname', join(folder, 'tasks/g.yaml'))
    await symlink('/etc', join(folder, 'stages'))
    const found = await faults(bundle(folder))
    const place = (text: string) => `${folder}/${text}`
    expect(found).toEqual([
      place('stages: this is no file; links are not followed'),
      place('tasks/b.yml: another file has same too'),
      place('tasks/c.yaml: line 2: the key "Name" stands twice in one map'),
      place('tasks/d.yaml: the file holds no object'),
      place('tasks/deeper: objects are in files that end in .yaml, .yml or .json'),
      place('tasks/e.txt: objects are in files that end in .yaml, .yml or .json'),
      place('tasks/f.yaml: the file is not UTF-8'),
      place('tasks/f.yaml: the file holds no object'),
      place('tasks/g.yaml: this is no file; links are not followed'),
      place('tasks/g.yaml: the file holds no object'),
      place('._Name.meta: the pack needs a name in this file'),
    ])
    expect(await faults(bundle(join(folder, 'nowhere')))).toEqual([expect.stringMatching(/nowhere: ENOENT/)])
  })
})

describe('a pack in a folder', () => {
  it('has readable files: templates as they are, slashes as dots, no field of the server', async () => {
    const pack = content(
      { Name: 'demo', Version: 'v1', Type: 'dynamic', Writable: false },
      {
        params: {
          'demo/size': { Name: 'demo/size', Validated: true, Available: true, Errors: [], ReadOnly: true },
        },
        templates: { 'a.tmpl': { ID: 'a.tmpl', Contents: 'x\n', Description: '', Meta: {} } },
        tasks: { yes: { Name: 'yes', Templates: [{ Name: 'run', Contents: '#!/bin/sh\nexit 0\n' }] } },
      },
    )
    await unbundle(pack, folder)
    expect((await readdir(folder)).sort()).toEqual([
      '._Name.meta',
      '._Version.meta',
      'params',
      'tasks',
      'templates',
    ])
    expect(await readFile(join(folder, 'params/demo.size.yaml'), 'utf8')).toBe('Name: demo/size\n')
    expect(await readFile(join(folder, 'templates/a.tmpl'), 'utf8')).toBe('x\n')
    expect(await readFile(join(folder, 'tasks/yes.yaml'), 'utf8')).toBe(
      'Name: "yes"\nTemplates:\n  - Name: run\n    Contents: |\n      #!/bin/sh\n      exit 0\n',
    )
    expect(await faults(unbundle(pack, folder))).toEqual([expect.stringMatching(/the folder is not empty/)])
  })

  it('never leaves the folder, whatever the names', async () => {
    const names = [
      '../../etc/passwd',
      '..',
      '.',
      '.hidden',
      '/abs',
      'a\\b',
      'nul\0l',
      'x'.repeat(400),
      'A',
      'a',
      'a/b',
      'a.b',
      ' ',
    ]
    const section = Object.fromEntries(names.map((Name) => [Name, { Name }]))
    const templates = Object.fromEntries(names.map((ID) => [ID, { ID, Contents: ID }]))
    const pack = content({ Name: 'hostile' }, { tasks: section, templates })
    const inner = join(folder, 'inner')
    await unbundle(pack, inner)
    expect(await readdir(folder)).toEqual(['inner'])
    expect((await readdir(join(inner, 'tasks'))).length).toBe(names.length)
    expect((await bundle(inner)).sections).toEqual(pack.sections)
  })

  it('is not written at all when a name makes no file name', async () => {
    const target = join(folder, 'new')
    const pack = content(
      { Name: 'x' },
      {
        '../up': { a: { Name: 'a' } },
        widgets: { 'a/b': { Size: 1 } },
        tasks: JSON.parse('{"one": {"Name": "one", "Extra": {"__proto__": 1}}}'),
      },
    )
    expect(await faults(unbundle({ ...pack, meta: { ...pack.meta, ...{ 'a/b': 'c' } } }, target))).toEqual([
      'the key __proto__ is not allowed',
      'meta/a/b: the field makes no file name',
      '"../up": the kind of object makes no folder name',
      'widgets/a/b: the key makes no file name, and no field holds it',
    ])
    expect(await readdir(folder)).toEqual([])
  })

  it('comes back the same', async () => {
    const text = fc.string({ unit: fc.constantFrom(...'aZ09 .-_/~:\n"\'#{}é😀', '..', 'yes', '---') })
    const value: fc.Arbitrary<JsonValue> = fc
      .jsonValue({ maxDepth: 3 })
      .map((one): JsonValue => JSON.parse(JSON.stringify(one)))
      .filter((one) => valueFaults(one).length === 0)
    const key = fc.string({ unit: fc.constantFrom(...'abcABC019./-_ é'), minLength: 1, maxLength: 12 })
    const objects = (field: string) =>
      fc
        .dictionary(key, fc.record({ Description: text, Extra: value }, { requiredKeys: [] }), { maxKeys: 6 })
        .map((all) =>
          Object.fromEntries(Object.entries(all).map(([one, fields]) => [one, { [field]: one, ...fields }])),
        )
    const templates = fc
      .dictionary(
        key,
        fc.string({ unit: 'grapheme' }).filter((one) => one.isWellFormed()),
        { maxKeys: 6 },
      )
      .map((all) => Object.fromEntries(Object.entries(all).map(([ID, Contents]) => [ID, { ID, Contents }])))
    const packs = fc.record({
      meta: fc.record({ Name: fc.constantFrom('demo', 'yes'), Documentation: text.map((one) => one.trim()) }),
      sections: fc.record({
        tasks: objects('Name'),
        params: objects('Name'),
        pools: objects('Id'),
        templates,
      }),
    })
    let run = 0
    await fc.assert(
      fc.asyncProperty(packs, fc.constantFrom('yaml' as const, 'json' as const), async (pack, format) => {
        const target = join(folder, String(run++))
        const whole = content(pack.meta, pack.sections)
        await unbundle(whole, target, { format })
        expect(await bundle(target)).toEqual(whole)
        await rm(target, { recursive: true })
      }),
      { numRuns: 60 },
    )
  })
})

describe('the documentation of a pack', () => {
  it('names the pack, its needs and its objects', () => {
    const text = document(
      content(
        {
          Name: 'demo',
          DisplayName: 'Demo | pack',
          Version: 'v1',
          Prerequisites: 'base:>=1',
          Documentation: 'How to.',
        },
        {
          workflows: { flow: { Name: 'flow', Stages: ['one'] } },
          params: { size: { Name: 'size', Description: 'How big', Schema: { default: '```' } } },
          aliens: { x: { Name: 'x' } },
          empty: {},
        },
      ),
    )
    expect(text).toMatch(/^# Demo \| pack\n/)
    expect(text).toContain('| Needs packs | base:>=1 |')
    expect(text).toContain('### flow\n\nStages: `one`')
    expect(text).toContain('### size\n\nHow big\n\n````json\n{\n  "default": "```"\n}\n````')
    expect(text.indexOf('## workflows')).toBeLessThan(text.indexOf('## params'))
    expect(text.indexOf('## params')).toBeLessThan(text.indexOf('## aliens'))
    expect(text).not.toContain('## empty')
  })
})
