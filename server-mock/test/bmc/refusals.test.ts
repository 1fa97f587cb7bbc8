import { describe, expect, it } from 'vitest'
import { Refusals } from '../../src/bmc/refusals.ts'

const limits = { retryMs: 60_000, refusals: 3, refusalsMs: 300_000 }
const access = (password: string) => ({ host: 'bmc-1', port: 443, username: 'root', password })

describe('refused credentials', () => {
  it('are not sent again until they change, and then the new ones are', () => {
    const refusals = new Refusals(limits)
    const check = (password: string, now = 0, again = false) =>
      refusals.check('bmc-1', access(password), now, again)
    check('old')
    refusals.refused('bmc-1', access('old'), 0)
    expect(() => check('old')).toThrow(
      'correct ipmi/username and ipmi/password, or run the action trycredentials',
    )
    expect(() => check('old', 1e12)).toThrow('they are not sent again')
    check('new')
    refusals.check('bmc-2', access('old'), 0, false)
  })

  it('are tried once a while when somebody wants it', () => {
    const refusals = new Refusals(limits)
    const tryAgain = (now: number) => refusals.check('bmc-1', access('x'), now, true)
    refusals.refused('bmc-1', access('x'), 0)
    expect(() => tryAgain(59_000)).toThrow('they may be tried again in 1 s')
    tryAgain(60_000)
    expect(() => tryAgain(60_001)).toThrow('in 60 s')
    refusals.accepted('bmc-1')
    refusals.check('bmc-1', access('x'), 60_002, false)
  })

  it('end all tries for a while when there were many, whatever the credentials', () => {
    const refusals = new Refusals(limits)
    const tryOne = (password: string, now: number) => {
      refusals.check('bmc-1', access(password), now, false)
      refusals.refused('bmc-1', access(password), now)
    }
    tryOne('a', 0)
    tryOne('b', 1000)
    tryOne('c', 2000)
    expect(() => tryOne('d', 3000)).toThrow('refused credentials 3 times; none are sent for a while')
    expect(() => tryOne('d', 301_000)).toThrow('try again in 1 s')
    tryOne('d', 302_000)
    expect(() => tryOne('e', 303_000)).toThrow('3 times')
    refusals.check('bmc-2', access('e'), 303_000, false)
    refusals.check('bmc-1', access('e'), 700_000, false)
  })

  it('are forgotten one by one when there are very many', () => {
    const refusals = new Refusals(limits)
    for (let bmc = 0; bmc <= 10_000; bmc += 1) refusals.refused(String(bmc), access('x'), 0)
    refusals.check('0', access('x'), 0, false)
    expect(() => refusals.check('1', access('x'), 0, false)).toThrow('refused these credentials')
  })
})
