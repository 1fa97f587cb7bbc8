import { describe, expect, it } from 'vitest'
import { retryDelay, retryRule } from '../../src/engine/task-retry.ts'

describe('retries of tasks', () => {
  it('wait twice as long each time, ten minutes at most, and end', () => {
    const rule = retryRule({ 'retry-attempts': '8', 'retry-back-off': '20' })
    const delays = Array.from({ length: 9 }, (_, done) => retryDelay(rule, done))
    const seconds = [20, 40, 80, 160, 320, 600, 600, 600]
    expect(delays).toEqual([...seconds.map((one) => one * 1000), undefined])
  })

  it('are none unless the task wants them, and never wait for ever', () => {
    expect(retryDelay(retryRule(undefined), 0)).toBeUndefined()
    expect(retryDelay(retryRule({ 'retry-attempts': 'often' }), 0)).toBeUndefined()
    expect(retryDelay(retryRule({ 'retry-attempts': '2' }), 0)).toBe(30_000)
    expect(retryDelay(retryRule({ 'retry-attempts': '2', 'retry-back-off': '999999' }), 1)).toBe(60_000)
    expect(retryDelay(retryRule({ 'retry-attempts': '1000', 'retry-back-off': '1' }), 999)).toBe(600_000)
  })
})
