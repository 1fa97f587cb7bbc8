import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paramTexts } from '../../ui/src/machine/param-text.ts'
import { conditionOf } from '../../ui/src/machines/condition.ts'
import { taskProgress } from '../../ui/src/machines/task-progress.ts'
import { machineLink, routeOf } from '../../ui/src/route.ts'
import { durationText, timeText } from '../../ui/src/text/duration.ts'
import { plainLine, plainLog } from '../../ui/src/text/plain-text.ts'
import { machine, uuid } from './sample-machine.ts'

describe('text that machines send', () => {
  it('loses terminal sequences and cannot reorder what is around it', () => {
    expect(plainLine('a\u001b[31mred\u001b[0m\u001b]0;title\u0007b')).toBe('aredb')
    expect(plainLine('user\u202Egnp.exe')).toBe('user�gnp.exe')
    expect(plainLine('two\r\nlines\u0000')).toBe('two lines�')
    expect(plainLine('<img src=x onerror=alert(1)>')).toBe('<img src=x onerror=alert(1)>')
  })

  it('shows a log as a terminal would, line by line', () => {
    expect(plainLog('10%\r20%\r100%\r\ndone\n')).toBe('100%\ndone\n')
    expect(plainLog('\u001b[1mbold\u001b[m\tx\u0008y')).toBe('bold\txy')
    expect(plainLog('still at\r')).toBe('still at')
  })

  it('never leaves a control character, whatever comes', () => {
    const text = fc.string({
      unit: fc.constantFrom('\u001b', '[', ']', '0', 'm', '\r', '\n', '\u0007', '\\', 'a', '\u202e'),
    })
    fc.assert(
      fc.property(text, (value) => {
        expect(plainLine(value)).not.toMatch(/[\p{Cc}\u202e]/u)
        expect(plainLog(value).replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\u202e]/u)
      }),
    )
  })
})

describe('params', () => {
  it('shows JSON by name and hides what is secure or sealed', () => {
    const sealed = { Key: 'a', Nonce: 'b', Payload: 'c' }
    const texts = paramTexts(
      { z: { b: [1] }, a: sealed, 'bmc/password': 'planted' },
      new Set(['bmc/password']),
    )
    expect(texts).toEqual([
      { name: 'a', json: undefined, cut: 0 },
      { name: 'bmc/password', json: undefined, cut: 0 },
      { name: 'z', json: '{\n  "b": [\n    1\n  ]\n}', cut: 0 },
    ])
  })

  it('cuts what is too long', () => {
    const [text] = paramTexts({ big: 'x'.repeat(50_000) }, new Set())
    expect(text?.json).toHaveLength(20_000)
    expect(text?.cut).toBe(30_002)
  })
})

describe('a machine in words', () => {
  const Tasks = ['stage:a', 'one', 'two']

  it('counts tasks', () => {
    expect(taskProgress(machine({ Tasks, CurrentTask: -1 }))).toEqual({ done: 0, total: 3, current: '' })
    expect(taskProgress(machine({ Tasks, CurrentTask: 1 }))).toEqual({ done: 1, total: 3, current: 'one' })
    expect(taskProgress(machine({ Tasks, CurrentTask: 3 }))).toEqual({ done: 3, total: 3, current: '' })
    expect(taskProgress(machine({ Tasks: [], CurrentTask: 9 }))).toEqual({ done: 0, total: 0, current: '' })
  })

  it('says whether it can go on, and why not', () => {
    expect(conditionOf(machine({ Available: false, Errors: ['no such stage'] }))).toEqual({
      tone: 'bad',
      word: 'Unusable',
      reasons: ['no such stage'],
    })
    expect(conditionOf(machine({ Runnable: false })).reasons[0]).toContain('log')
    expect(conditionOf(machine({ Tasks, CurrentTask: 1 })).word).toBe('Working')
    expect(conditionOf(machine({ Tasks, CurrentTask: 3, WorkflowComplete: true })).word).toBe('Ready')
  })
})

describe('durations and times', () => {
  it('are in words', () => {
    const words = [0, -5, 440, 9949, 12_300, 59_600, 185_000, 7_620_000].map(durationText)
    expect(words).toEqual([
      '0.0 s',
      '0.0 s',
      '0.4 s',
      '9.9 s',
      '12 s',
      '1 min 00 s',
      '3 min 05 s',
      '2 h 07 min',
    ])
  })

  it('are empty for a time that was never set', () => {
    expect(timeText('0001-01-01T00:00:00Z')).toBe('')
    expect(timeText('nonsense')).toBe('')
    expect(timeText('2026-01-01T00:00:00Z')).not.toBe('')
  })
})

describe('routes', () => {
  it('are read from the address', () => {
    expect(['', '#', '#/', '#/machines', '#/machines/'].map((hash) => routeOf(hash).kind)).toEqual(
      Array(5).fill('machines'),
    )
    expect(routeOf(machineLink(uuid(4)))).toEqual({ kind: 'machine', uuid: uuid(4) })
    for (const hash of ['#/machines/..%2f..', '#/machines/x/y', '#/users', '#javascript:alert(1)']) {
      expect(routeOf(hash).kind).toBe('unknown')
    }
  })
})
