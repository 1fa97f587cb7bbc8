import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BuildOptions, buildGoTool, builtTool, type GoTool } from '../go-tool.ts'
import { isAtLeast } from '../go-toolchain.ts'

describe('isAtLeast', () => {
  it.each([
    ['go1.26.6', true],
    ['go1.26.8', true],
    ['go1.27', true],
    ['go1.27rc1', true],
    ['go2.0', true],
    ['go1.26.5', false],
    ['go1.26', false],
    ['go1.9.9', false],
    ['devel +abc', false],
    ['', false],
  ])('%s for 1.26.6: %s', (version, fits) => {
    expect(isAtLeast(version, '1.26.6')).toBe(fits)
  })
})

// Stands in for Go: answers by what lies in the folder of its environment, and notes how it was called.
const fakeGo = `#!${process.execPath}
const { appendFileSync, chmodSync, existsSync, readFileSync, writeFileSync } = require('node:fs')
const { FAKE, CGO_ENABLED, GOWORK } = process.env
const [verb, ...args] = process.argv.slice(2)
const answer = (name) => (existsSync(FAKE + '/' + name) ? readFileSync(FAKE + '/' + name, 'utf8') : '')
if (verb !== 'env') appendFileSync(FAKE + '/calls', [verb, CGO_ENABLED, GOWORK, ...args].join(' ') + '\\n')
if (verb === 'env') console.log(answer('version'))
if (verb === 'list') console.log('fmt\\nexample.org/tool')
if (verb === 'build') {
  console.error('fmt\\n' + answer('complaint'))
  if (answer('complaint')) process.exit(1)
  const program = args[args.indexOf('-o') + 1]
  writeFileSync(program, answer('program'))
  chmodSync(program, 0o755)
}
`
const program = (words: string) => `#!${process.execPath}\n${words}\n`

describe.skipIf(process.platform === 'win32')('buildGoTool', () => {
  let base: string
  let tool: GoTool
  let options: BuildOptions
  let lines: string[]

  const put = (name: string, text: string) => writeFileSync(join(base, 'fake', name), text)
  const calls = () => {
    const file = join(base, 'fake', 'calls')
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
  }

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'go-tool-'))
    for (const folder of ['fake', 'module', 'bin', 'out']) mkdirSync(join(base, folder))
    writeFileSync(join(base, 'bin', 'go'), fakeGo)
    chmodSync(join(base, 'bin', 'go'), 0o755)
    writeFileSync(join(base, 'module', 'go.mod'), 'module example.org/tools\n\ngo 1.26.6\n')
    writeFileSync(join(base, 'module', 'go.sum'), '')
    put('version', 'go1.26.8')
    put('program', program('console.log("tool 1.0")'))
    lines = []
    tool = {
      name: 'tool',
      module: join(base, 'module'),
      package: 'example.org/tool',
      ldflags: '-s -w',
      proof: ['version'],
    }
    options = {
      log: (line) => lines.push(line),
      folder: join(base, 'out'),
      env: { PATH: [join(base, 'bin'), '/usr/bin', '/bin'].join(delimiter), FAKE: join(base, 'fake') },
      goFolders: [],
    }
  })
  afterEach(() => rmSync(base, { recursive: true, force: true }))

  it('builds without C and without a workspace, starts the program once and says where it is', async () => {
    const path = await buildGoTool(tool, options)
    expect(path).toBe(join(base, 'out', 'tool'))
    expect(builtTool(tool, options.folder)).toBe(path)
    expect(calls()).toEqual([
      'list 0 off -mod=readonly -deps example.org/tool',
      expect.stringMatching(
        /^build 0 off -mod=readonly -trimpath -v -ldflags -s -w -o \S+\.new example\.org\/tool$/,
      ),
    ])
    expect(lines.at(-1)).toContain(`built ${path} (`)
  })

  it('builds again only when the module or Go has changed', async () => {
    await buildGoTool(tool, options)
    await buildGoTool(tool, options)
    expect(calls()).toHaveLength(2)
    put('version', 'go1.26.9')
    await buildGoTool(tool, options)
    expect(calls()).toHaveLength(4)
    appendFileSync(join(tool.module, 'go.sum'), 'example.org/x v1.0.0 h1:abc=\n')
    expect(builtTool(tool, options.folder)).toBeUndefined()
    await buildGoTool(tool, options)
    expect(calls()).toHaveLength(6)
    const own = { ...tool, sources: ['main.go'] }
    writeFileSync(join(tool.module, 'main.go'), 'package main\n')
    await buildGoTool(own, options)
    expect(builtTool(own, options.folder)).toBeDefined()
    appendFileSync(join(tool.module, 'main.go'), 'func main() {}\n')
    expect(builtTool(own, options.folder)).toBeUndefined()
  })

  it('says what to install where there is no Go, unless the program is there already', async () => {
    const env = { PATH: join(base, 'nothing') }
    await expect(buildGoTool(tool, { ...options, env })).rejects.toMatchObject({
      code: 'GO_MISSING',
      message: expect.stringMatching(/Go 1\.26\.6 or later.*go\.dev/),
    })
    const path = await buildGoTool(tool, {
      ...options,
      env: { FAKE: join(base, 'fake') },
      goFolders: [join(base, 'bin')],
    })
    expect(await buildGoTool(tool, { ...options, env })).toBe(path)
  })

  it.each([['go1.24.4'], ['']])('refuses a Go that answers "%s"', async (version) => {
    put('version', version)
    await expect(buildGoTool(tool, options)).rejects.toMatchObject({
      code: 'GO_TOO_OLD',
      message: expect.stringMatching(/^Go 1\.26\.6 or later is needed.*go\.dev/),
    })
    expect(calls()).toEqual([])
  })

  it.each([
    ['fails', 'complaint', 'x.go:1: syntax error', /ended with 1\.\nx\.go:1: syntax error/],
    [
      'makes a program that does not start',
      'program',
      program('console.error("no such CPU"); process.exit(3)'),
      /ended with 3\.\nno such CPU/,
    ],
  ])('keeps the old program when the build %s, and quotes why', async (_, name, text, complaint) => {
    const path = await buildGoTool(tool, options)
    const old = readFileSync(path, 'utf8')
    put(name, text)
    appendFileSync(join(tool.module, 'go.sum'), 'changed\n')
    await expect(buildGoTool(tool, options)).rejects.toMatchObject({
      code: 'BUILD_FAILED',
      message: expect.stringMatching(complaint),
    })
    expect(readFileSync(path, 'utf8')).toBe(old)
    expect(builtTool(tool, options.folder)).toBeUndefined()
  })
})
