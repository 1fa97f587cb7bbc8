import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readText, replaceText } from '../../installer/config-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drp-config-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('makes a file that is not there, with its folders', () => {
  const file = join(folder, 'new', 'rc')
  expect(readText(file)).toBe('')
  expect(replaceText(file, 'one')).toBeUndefined()
  expect(readText(file)).toBe('one')
})

it('keeps every older content, the rights, and a link', () => {
  const file = join(folder, 'rc')
  const link = join(folder, 'link')
  writeFileSync(file, 'one')
  chmodSync(file, 0o600)
  symlinkSync(file, link)
  expect(replaceText(link, 'two')).toBe(`${file}.bak`)
  expect(replaceText(link, 'three')).toBe(`${file}.bak1`)
  expect(lstatSync(link).isSymbolicLink()).toBe(true)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(['rc', 'rc.bak', 'rc.bak1'].map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([
    'three',
    'one',
    'two',
  ])
})

it('removes a file that has nothing left to say, and leaves nothing half done', () => {
  const file = join(folder, 'rc')
  writeFileSync(file, 'one')
  replaceText(file, '\n')
  expect(readdirSync(folder)).toEqual(['rc.bak'])
})
