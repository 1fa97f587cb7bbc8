import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideKexec, type KexecFacts, KexecQuirk } from '../../src/engine/kexec-rules.ts'

const quirk = (entry: object): KexecQuirk => KexecQuirk.parse(entry)
const facts = (more: Partial<KexecFacts> = {}): KexecFacts => ({
  ok: true,
  quirks: [],
  dmi: { sys_vendor: 'Example Computers', product_name: 'EC-2000', bios_version: '1.2' },
  failures: undefined,
  maxFailures: 2,
  ...more,
})
const failures = (count: number) => ({
  count,
  at: '2026-01-01T00:00:00Z',
  bootenv: 'local',
  reason: 'silence',
})

describe('whether a machine may start a kernel without its firmware', () => {
  it('is for the operator to say, and for nothing else where nothing is known', () => {
    expect(decideKexec(facts())).toMatchObject({ allowed: true, blocked: false, reason: '' })
    const off = decideKexec(facts({ ok: false }))
    expect(off).toMatchObject({ allowed: false, blocked: false })
    expect(off.reason).toContain('kexec-ok')
  })

  it('is settled by the first entry that fits the hardware', () => {
    const never = quirk({ vendor: 'example*', product: 'EC-20*', kexec: false, reason: 'dead card' })
    const additions = quirk({ product: 'ec-2000', kexec: { append: 'pci=noaer', unbind: ['bad'] } })
    expect(decideKexec(facts({ quirks: [never, additions] }))).toMatchObject({
      allowed: false,
      blocked: true,
      reason: 'not with this hardware: dead card',
    })
    expect(decideKexec(facts({ quirks: [additions, never] }))).toMatchObject({
      allowed: true,
      append: 'pci=noaer',
      unbind: ['bad'],
    })
    const others = [quirk({ bios: '1.3', kexec: false }), quirk({ version: 'x', kexec: false })]
    expect(decideKexec(facts({ quirks: others })).allowed).toBe(true)
    expect(decideKexec(facts({ quirks: [never], dmi: {} })).blocked).toBe(false)
  })

  it('ends after failures in a row, with what was seen', () => {
    expect(decideKexec(facts({ failures: failures(1) })).allowed).toBe(true)
    const ended = decideKexec(facts({ failures: failures(2) }))
    expect(ended).toMatchObject({ allowed: false, blocked: true })
    expect(ended.reason).toMatch(
      /failed 2 times in a row.*into local.*silence.*remove the param kexec\/failures/,
    )
  })

  it('refuses entries that could name other things than drivers', () => {
    expect(KexecQuirk.safeParse({ kexec: { unbind: ['../../x'] } }).success).toBe(false)
    expect(KexecQuirk.safeParse({ kexec: true }).success).toBe(false)
  })

  it('fits patterns as regular expressions would', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'B', '*', '.'), maxLength: 8 })
    fc.assert(
      fc.property(
        letters,
        fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 10 }),
        (pattern, text) => {
          const escaped = pattern.toLowerCase().replaceAll('.', '\\.').replaceAll('*', '.*')
          const { blocked } = decideKexec(
            facts({ quirks: [quirk({ product: pattern, kexec: false })], dmi: { product_name: text } }),
          )
          expect(blocked).toBe(new RegExp(`^${escaped}$`).test(text))
        },
      ),
    )
  })
})
