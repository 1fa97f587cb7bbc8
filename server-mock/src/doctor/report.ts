import type { Check } from './check.ts'
import { checks } from './checks.ts'
import type { Facts } from './facts.ts'
import type { Finding, Severity } from './finding.ts'

/** What one check came to. */
export interface CheckReport {
  readonly check: string
  readonly title: string
  readonly findings: readonly Finding[]
  /** Why nothing was judged; absent when it was. */
  readonly skipped?: string
}

/** All that was found. */
export interface Report {
  readonly endpoint: string
  /** 0 nothing that is a problem, 1 problems, 2 the installation could not be looked at. */
  readonly exitCode: 0 | 1 | 2
  readonly checks: readonly CheckReport[]
}

/** Judges the facts by all checks. */
export function diagnose(facts: Facts): Report {
  const reports = checks.map((check) => judged(check, facts))
  const problems = count(reports, 'problem')
  const looked = facts.connection.kind === 'reached'
  return { endpoint: facts.endpoint, exitCode: !looked ? 2 : problems > 0 ? 1 : 0, checks: reports }
}

function judged({ name, title, judge }: Check, facts: Facts): CheckReport {
  const verdict = judge(facts)
  if ('skipped' in verdict) return { check: name, title, findings: [], skipped: verdict.skipped }
  const root = facts.baseRoot?.path ?? '<base root>'
  const findings = verdict.map((finding) => ({
    ...finding,
    next: finding.next.replaceAll('<base root>', root),
  }))
  return { check: name, title, findings }
}

function count(reports: readonly CheckReport[], severity: Severity): number {
  return reports.flatMap(({ findings }) => findings).filter((finding) => finding.severity === severity).length
}

const SEVERITIES: readonly Severity[] = ['problem', 'warning', 'note']

/** The report for people: what was found, the worst first, each with its next step; then what was not looked at. */
export function reportText(report: Report): string {
  const found = SEVERITIES.flatMap((severity) =>
    report.checks.flatMap(({ check, findings }) =>
      findings
        .filter((finding) => finding.severity === severity)
        .map(
          ({ message, next }) =>
            `${severity.toUpperCase().padEnd(8)} ${check}: ${message}\n         → ${next}`,
        ),
    ),
  )
  const reasons = Map.groupBy(report.checks, ({ skipped: why }) => why)
  const skipped = [...reasons].flatMap(([why, those]) =>
    why === undefined ? [] : [`not looked at (${why}): ${those.map(({ title }) => title).join(', ')}`],
  )
  const clean = report.checks.filter((one) => one.skipped === undefined && one.findings.length === 0)
  const fine = clean.length === 0 ? [] : [`in order: ${clean.map(({ title }) => title).join(', ')}`]
  const sum = SEVERITIES.map((severity) => {
    const number = count(report.checks, severity)
    return `${number} ${severity}${number === 1 ? '' : 's'}`
  }).join(', ')
  return `${[report.endpoint, ...found, ...fine, ...skipped, sum].map(printable).join('\n')}\n`
}

/** Names and errors come from the server: what steers a terminal is left out. */
function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]/gu, '')
}
