import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withPrerequisites } from '../../src/engine/prerequisites.ts'

const needs = (entries: Record<string, readonly string[]>) => new Map(Object.entries(entries))

describe('the tasks of a stage', () => {
  it.each<[string, string[], Record<string, string[]>, string[]]>([
    ['have what they need before them', ['b'], { b: ['a'] }, ['a', 'b']],
    [
      'have it recursively, deepest first',
      ['d'],
      { d: ['b', 'c'], b: ['a'], c: ['a'] },
      ['a', 'b', 'c', 'd'],
    ],
    ['have it once', ['x', 'y'], { x: ['a'], y: ['a'] }, ['a', 'x', 'y']],
    ['are not moved for it when they come before', ['a', 'x'], { x: ['a'] }, ['a', 'x']],
    ['are not repeated when something needed them first', ['x', 'a'], { x: ['a'] }, ['a', 'x']],
    ['may be named twice by the stage', ['a', 'a'], {}, ['a', 'a']],
    ['may be named again after they were needed', ['x', 'a', 'a'], { x: ['a'] }, ['a', 'x', 'a']],
    [
      'keep entries that are no tasks',
      ['action:on', 'x', 'bootenv:b'],
      { x: ['a'] },
      ['action:on', 'a', 'x', 'bootenv:b'],
    ],
    ['need nothing of a task that does not exist', ['x'], { x: ['gone'] }, ['gone', 'x']],
    ['end where they need each other', ['a'], { a: ['b'], b: ['a'] }, ['b', 'a']],
  ])('%s', (_, tasks, map, expected) => {
    expect(withPrerequisites(tasks, needs(map))).toEqual(expected)
  })

  it('always come after everything they need, whatever the needs', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    // Tasks need only ones before them in the alphabet, so there are no circles.
    const needsOf = fc.tuple(...names.map((_, at) => fc.subarray(names.slice(0, at))))
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names), { maxLength: 8 }), needsOf, (tasks, lists) => {
        const map = new Map(names.map((name, at) => [name, lists[at] ?? []]))
        const list = withPrerequisites(tasks, map)
        for (const [at, task] of list.entries()) {
          for (const need of map.get(task) ?? []) expect(list.slice(0, at)).toContain(need)
        }
        expect(new Set(list)).toEqual(new Set([...tasks, ...list]))
        const plain = withPrerequisites(tasks, new Map())
        expect(plain).toEqual(tasks)
        for (const name of names) {
          const named = tasks.filter((task) => task === name).length
          expect(list.filter((task) => task === name).length).toBeLessThanOrEqual(Math.max(1, named))
        }
      }),
    )
  })
})
