import type { BmcInfo } from '../bmc.ts'
import { BmcFailure, quoted } from '../bmc-failure.ts'
import type { IpmitoolRun } from './ipmitool.ts'

/** Words by which ipmitool acknowledges an order, by the order. */
const ACKNOWLEDGED = {
  on: /^Chassis Power Control: Up\/On$/m,
  off: /^Chassis Power Control: Down\/Off$/m,
  cycle: /^Chassis Power Control: Cycle$/m,
  reset: /^Chassis Power Control: Reset$/m,
  soft: /^Chassis Power Control: Soft$/m,
  boot: /^Set Boot Device to (?:pxe|disk)$/m,
  identify: /^Chassis identify interval: /m,
} as const

/** An order that ipmitool acknowledges. */
export type Acknowledged = keyof typeof ACKNOWLEDGED

/** Power in the output of `chassis power status`. @throws BmcFailure `bmc_answer` */
export function readPower(stdout: string): 'on' | 'off' {
  const [, power] = /^Chassis Power is (on|off)$/m.exec(stdout) ?? []
  if (power === 'on' || power === 'off') return power
  throw strange(stdout)
}

/** Checks that an order was taken: ipmitool ends well even after some that were not. @throws BmcFailure `bmc_answer` */
export function readAcknowledgement(order: Acknowledged, stdout: string): void {
  if (!ACKNOWLEDGED[order].test(stdout)) throw strange(stdout)
}

/** What `mc info` says, and `fru print 0` where the BMC has one. */
export function readInfo(mc: string, fru: string): BmcInfo {
  const known = (text: string) => (/^(?:Unknown|Unspecified)\b/.test(text) ? '' : text)
  return {
    vendor: member(fru, 'Product Manufacturer') || known(member(mc, 'Manufacturer Name')),
    model: member(fru, 'Product Name') || known(member(mc, 'Product Name')),
    firmware: member(mc, 'Firmware Revision'),
  }
}

/** Whether a run failed because the BMC does not know the cipher suite; no password was used then. */
export function isUnknownSuite({ stderr }: IpmitoolRun): boolean {
  return /invalid (?:authentication|integrity|confidentiality) algorithm|no matching (?:authentication|integrity|confidentiality)|cipher suite/i.test(
    stderr,
  )
}

/** The failure of a run that did not end well. @param host of the BMC, as it was set */
export function failureOf({ stdout, stderr }: IpmitoolRun, host: string): BmcFailure {
  const said = complaint(`${stderr}\n${stdout}`)
  const at = `The BMC at ${host}`
  if (
    /RAKP \d (?:HMAC|message has invalid)|unauthorized name|incorrect password|invalid user ?name/i.test(
      stderr,
    )
  ) {
    const next = 'correct ipmi/username and ipmi/password; the user needs the right to use IPMI over LAN'
    return new BmcFailure('bmc_credentials_refused', `${at} refuses the credentials (${said})`, next)
  }
  if (/privilege/i.test(stderr)) {
    const next = 'give the user the role operator or administrator on the BMC'
    return new BmcFailure('bmc_forbidden', `${at} does not let this user do it (${said})`, next)
  }
  if (/Get Auth Capabilities error|Channel Authentication Capabilities|Could not open socket/i.test(stderr)) {
    const next = 'is the address right, the BMC reachable, and IPMI over LAN switched on there?'
    return new BmcFailure('bmc_unreachable', `${at} does not answer (${said})`, next)
  }
  if (/Unable to establish (?:IPMI v2 \/ RMCP\+|LAN) session/i.test(stderr)) {
    const next = 'look whether all its sessions are taken, and whether it speaks IPMI 2.0'
    return new BmcFailure('bmc_unreachable', `${at} opens no session (${said})`, next)
  }
  return new BmcFailure('bmc_refused', `${at} says: ${said}`, 'look at the BMC’s own event log')
}

/** Value behind `Name : `; empty when there is none. */
function member(text: string, name: string): string {
  const line = text.split('\n').find((one) => one.trimStart().startsWith(name) && one.includes(':'))
  return quoted(line?.slice(line.indexOf(':') + 1) ?? '').slice(0, 80)
}

/** The lines of a complaint that say something, as one. */
function complaint(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !/^(?:Loading|Running) /.test(line))
  return quoted(lines.join('. ')) || 'nothing'
}

function strange(stdout: string): BmcFailure {
  const reason = `ipmitool answered "${complaint(stdout)}"`
  return new BmcFailure('bmc_answer', reason, 'try `ipmitool` by hand against this BMC')
}
