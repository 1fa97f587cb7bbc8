import { describe, expect, it } from 'vitest'
import { entityTag, type FileConditions, fileCondition } from '../../src/boot/file-condition.ts'

const FILE = { size: 1000, modified: Date.UTC(2026, 0, 2, 3, 4, 5, 678) }
const TAG = entityTag(FILE)
const NOW = 'Fri, 02 Jan 2026 03:04:05 GMT'
const BEFORE = 'Fri, 02 Jan 2026 03:04:04 GMT'

describe('conditions of a request for a file', () => {
  it.each<[FileConditions, string]>([
    [{}, 'met'],
    [{ 'if-none-match': TAG }, 'unchanged'],
    [{ 'if-none-match': `W/${TAG}` }, 'unchanged'],
    [{ 'if-none-match': `"a", ${TAG} , "b"` }, 'unchanged'],
    [{ 'if-none-match': '*' }, 'unchanged'],
    [{ 'if-none-match': '"a"' }, 'met'],
    [{ 'if-none-match': '"a"', 'if-modified-since': NOW }, 'met'],
    [{ 'if-modified-since': NOW }, 'unchanged'],
    [{ 'if-modified-since': BEFORE }, 'met'],
    [{ 'if-modified-since': 'yesterday' }, 'met'],
    [{ 'if-match': TAG }, 'met'],
    [{ 'if-match': '*' }, 'met'],
    [{ 'if-match': `W/${TAG}` }, 'another version'],
    [{ 'if-match': '"a"', 'if-none-match': TAG }, 'another version'],
    [{ 'if-unmodified-since': NOW }, 'met'],
    [{ 'if-unmodified-since': BEFORE }, 'another version'],
    [{ 'if-unmodified-since': BEFORE, 'if-match': TAG }, 'met'],
    [{ 'if-range': TAG }, 'met'],
    [{ 'if-range': NOW }, 'met'],
    [{ 'if-range': BEFORE }, 'whole'],
    [{ 'if-range': `W/${TAG}` }, 'whole'],
    [{ 'if-range': '' }, 'whole'],
  ])('%j: %s', (conditions, expected) => {
    expect(fileCondition(FILE, conditions)).toBe(expected)
  })

  it('know versions, and codings of the same version, apart', () => {
    const tags = [
      FILE,
      { ...FILE, size: 1001 },
      { ...FILE, modified: FILE.modified + 1 },
      { ...FILE, coding: 'gzip' },
      { ...FILE, coding: 'br' },
    ].map(entityTag)
    expect(new Set(tags).size).toBe(tags.length)
  })
})
