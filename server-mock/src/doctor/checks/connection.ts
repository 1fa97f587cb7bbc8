import type { Check } from '../check.ts'
import type { ConnectionFault } from '../facts.ts'
import { problem } from '../finding.ts'

const NEXT: Readonly<Record<ConnectionFault, string>> = {
  unreachable:
    'Start it with `metalwright serve`, or name the right address with --endpoint or RS_ENDPOINT; a firewall may be in between.',
  untrusted:
    'Set RS_FINGERPRINT to the fingerprint the server prints when it starts, or RS_CACERT to the authority that signed its certificate.',
  credentials:
    'Set RS_KEY to user:password or RS_TOKEN to a token; the password of the first start is in <base root>/initial-password.',
  rights: 'Use a user with the role superuser: others see empty lists instead of what they may not see.',
  settings: 'Correct the option or the variable that the message names.',
  answer: 'See whether the address is that of a DRP server, and what its log says.',
}

/** Is the server there, is its certificate trusted, does it know us? */
export const connection: Check = {
  name: 'connection',
  title: 'server, certificate and credentials',
  judge: ({ connection, endpoint }) =>
    connection.kind === 'reached'
      ? []
      : [problem(`${endpoint} could not be asked: ${connection.message}`, NEXT[connection.fault])],
}
