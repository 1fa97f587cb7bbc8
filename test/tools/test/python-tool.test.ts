import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type InstallOptions, installedPython, installPython, type PythonTool } from '../python-tool.ts'

// Stands in for Python: notes how it was called, makes an "environment" with itself in it, fails where told to.
const fakePython = `#!${process.execPath}
const { appendFileSync, copyFileSync, existsSync, mkdirSync, readFileSync } = require('node:fs')
const { FAKE, PYTHONPATH } = process.env
const args = process.argv.slice(2)
const verb = args[0] === '-c' ? 'import' : args[1]
appendFileSync(FAKE + '/calls', [verb, ...args.slice(2)].join(' ') + '\\n')
if (PYTHONPATH) throw new Error('PYTHONPATH came through')
const complaint = FAKE + '/' + verb
if (existsSync(complaint)) {
  console.error(readFileSync(complaint, 'utf8'))
  process.exit(1)
}
if (verb === 'venv') {
  mkdirSync(args[2] + '/bin', { recursive: true })
  copyFileSync(process.argv[1], args[2] + '/bin/python')
}
`

describe.skipIf(process.platform === 'win32')('installPython', () => {
  let base: string
  let tool: PythonTool
  let options: InstallOptions
  let lines: string[]
  const calls = () =>
    readFileSync(join(base, 'calls'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0])

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'python-tool-'))
    mkdirSync(join(base, 'bin'))
    writeFileSync(join(base, 'bin', 'python3'), fakePython)
    chmodSync(join(base, 'bin', 'python3'), 0o755)
    writeFileSync(join(base, 'requirements.txt'), 'demo==1.0 --hash=sha256:ab\n')
    lines = []
    tool = { name: 'demo', requirements: join(base, 'requirements.txt'), proof: ['demo'] }
    options = {
      log: (line) => lines.push(line),
      folder: join(base, 'out', 'demo'),
      env: { PATH: join(base, 'bin'), FAKE: base, PYTHONPATH: '/elsewhere' },
    }
  })
  afterEach(() => rmSync(base, { recursive: true, force: true }))

  it('makes an environment from pinned wheels, and imports them once', () => {
    expect(installedPython(tool, options.folder)).toBeUndefined()
    const python = installPython(tool, options)
    expect(python).toBe(join(options.folder, 'bin', 'python'))
    expect(installedPython(tool, options.folder)).toBe(python)
    expect(calls()).toEqual(['venv', 'pip', 'import'])
    const pip = readFileSync(join(base, 'calls'), 'utf8').split('\n')[1]
    for (const word of ['--require-hashes', '--no-deps', '--only-binary :all:', tool.requirements]) {
      expect(pip).toContain(word)
    }
    expect(readdirSync(join(base, 'out'))).toEqual(['demo'])
  })

  it('does nothing when it is up to date, and starts over when the requirements change', () => {
    installPython(tool, options)
    installPython(tool, options)
    expect(calls()).toHaveLength(3)
    expect(lines.at(-1)).toMatch(/demo is up to date/)
    writeFileSync(tool.requirements, 'demo==1.1 --hash=sha256:cd\n')
    expect(installedPython(tool, options.folder)).toBeUndefined()
    installPython(tool, options)
    expect(calls()).toHaveLength(6)
  })

  it.each([
    [
      'venv',
      'ensurepip is not available',
      'VENV_MISSING',
      /ensurepip is not available[\s\S]*apt-get install python3-venv/,
    ],
    ['pip', 'no matching distribution', 'INSTALL_FAILED', /no matching distribution[\s\S]*PIP_INDEX_URL/],
    ['import', 'ModuleNotFoundError: demo', 'INSTALL_FAILED', /ModuleNotFoundError: demo/],
  ])('says what %s said, and leaves what was there', (verb, complaint, code, message) => {
    const before = installPython(tool, options)
    writeFileSync(tool.requirements, 'demo==2.0 --hash=sha256:ef\n')
    writeFileSync(join(base, verb), complaint)
    expect(() => installPython(tool, options)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    )
    expect(existsSync(before)).toBe(true)
    expect(readdirSync(join(base, 'out'))).toEqual(['demo'])
  })

  it('says which packages bring Python when there is none', () => {
    const none = { ...options, env: { PATH: join(base, 'nowhere') } }
    expect(() => installPython(tool, none)).toThrow(/apt-get install python3 python3-venv/)
  })
})
