import type { JsonObject } from '@metalwright/sdk/models'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ClassificationEffect,
  type ClassificationRule,
  classificationWords,
  classify,
  type RuleVerdict,
} from '../../src/engine/classification.ts'

const verdict = (
  name: string,
  effect: ClassificationEffect,
  more: Partial<ClassificationRule & RuleVerdict> = {},
): RuleVerdict => {
  const { matched = true, stop = false } = more
  return { rule: { name, when: [], effect, stop }, matched, why: [] }
}

describe('classify', () => {
  it('puts together what the rules that fit do; of two that differ the first counts', () => {
    const result = classify([
      verdict('a', { profiles: ['gpu'], params: { tier: 1 }, pool: 'gpu' }),
      verdict('b', { profiles: ['never'], workflow: 'never' }, { matched: false }),
      verdict('c', { profiles: ['big', 'gpu'], removeProfiles: ['gpu', 'new'], params: { tier: 2, x: 1 } }),
      verdict('d', { profiles: ['new'], pool: 'other', workflow: 'burn-in', name: 'n' }),
    ])
    expect(result).toMatchObject({
      addProfiles: ['gpu', 'big'],
      removeProfiles: ['new'],
      params: { tier: 1, x: 1 },
      pool: 'gpu',
      workflow: 'burn-in',
      name: 'n',
      description: undefined,
    })
    expect(result.verdicts).toHaveLength(4)
  })

  it('looks at no rule behind one that fits and stops', () => {
    const result = classify([
      verdict('a', { profiles: ['a'] }, { matched: false, stop: true }),
      verdict('b', { profiles: ['b'] }, { stop: true }),
      verdict('c', { profiles: ['c'] }),
    ])
    expect(result.addProfiles).toEqual(['b'])
    expect(result.verdicts.map(({ rule }) => rule.name)).toEqual(['a', 'b'])
  })

  it('says the same for the same verdicts, and nothing when it was done', () => {
    const profile = fc.constantFrom('a', 'b', 'c')
    const list = fc.uniqueArray(profile)
    const effect: fc.Arbitrary<ClassificationEffect> = fc.record(
      {
        profiles: list,
        removeProfiles: list,
        params: fc.dictionary(profile, fc.nat({ max: 3 })),
        pool: profile,
        workflow: profile,
      },
      { requiredKeys: [] },
    )
    const verdicts = fc.array(
      fc
        .tuple(effect, fc.boolean(), fc.boolean())
        .map(([one, matched, stop]) => verdict('r', one, { matched, stop })),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(verdicts, list, (given, before) => {
        const result = classify(given)
        expect(classify(given)).toEqual(result)
        expect(result.addProfiles.filter((one) => result.removeProfiles.includes(one))).toEqual([])
        const Params: JsonObject = result.params
        const done = {
          Profiles: [...before.filter((one) => !result.removeProfiles.includes(one)), ...result.addProfiles],
          Params,
          Workflow: result.workflow ?? '',
          Pool: result.pool ?? '',
          Name: '',
          Description: '',
        }
        expect(classificationWords(result, done)).toEqual([])
      }),
    )
  })
})
