import { describe, expect, it } from 'vitest'
import { diagnose, reportText } from '../../src/doctor/report.ts'
import { facts, server, subnet, unreached, without } from './facts-of.ts'

describe('diagnose', () => {
  it('ends with 0 in order, 1 with a problem, 2 when nothing could be looked at', () => {
    expect(diagnose(facts()).exitCode).toBe(0)
    expect(diagnose(facts({ server: server({ subnets: [] }) })).exitCode).toBe(0)
    expect(diagnose(facts({ services: without('discovery/vmlinuz') })).exitCode).toBe(1)
    expect(diagnose(unreached()).exitCode).toBe(2)
  })

  it('names the base root in what to do, where it is known', () => {
    const text = (baseRoot: ReturnType<typeof facts>['baseRoot']) =>
      reportText(diagnose(facts({ baseRoot, services: without('discovery/vmlinuz') })))
    expect(text(facts().baseRoot)).toContain('--base-root /var/lib/metalwright')
    expect(text(undefined)).toContain('--base-root <base root>')
  })
})

describe('reportText', () => {
  it('tells the worst first, each with its next step, and what was not looked at', () => {
    const subnets = [subnet({ Enabled: false }), subnet({ Name: 'wide', Subnet: '10.0.0.0/16' })]
    const judged = facts({
      server: server({ subnets, contents: [] }),
      services: without('discovery/vmlinuz', 'ipxe.efi'),
      baseRoot: undefined,
    })
    const lines = reportText(diagnose(judged)).trimEnd().split('\n')
    expect(lines[0]).toBe('https://10.0.0.1:8092')
    const kinds = lines.flatMap((line) => /^(PROBLEM|WARNING|NOTE)/.exec(line)?.[1] ?? [])
    expect(kinds).toEqual(['PROBLEM', 'WARNING', 'NOTE'])
    for (const [index, line] of lines.entries()) {
      if (/^(PROBLEM|WARNING|NOTE)/.test(line)) expect(lines[index + 1]).toMatch(/^ {9}→ \S/)
    }
    expect(lines).toContain(
      'not looked at (no --base-root was given): disk space and rights of the base root, who may read secrets',
    )
    expect(lines.at(-1)).toBe('1 problem, 1 warning, 1 note')
  })

  it('lets nothing from the server steer the terminal', () => {
    const unavailable = [{ prefix: 'stages', name: 'x\u001b[2J\u0007', errors: ['a\u009bb\rc'] }] as const
    expect(reportText(diagnose(facts({ server: server({ unavailable }) })))).toContain(
      'stages/x[2J is not available: abc.',
    )
  })
})
