import type { Check } from '../check.ts'
import { problem, warning } from '../finding.ts'

const DAY = 86_400_000
/** Days before the end at which it is time to act. */
const SOON = 30

/** Does the certificate of the API still hold? */
export const certificate: Check = {
  name: 'certificate',
  title: 'life of the certificate',
  judge: ({ certificate: shown, now }) => {
    if (shown === undefined) return { skipped: 'no certificate was shown' }
    const day = (time: number) => new Date(time).toISOString().slice(0, 10)
    const next =
      'Give the server another one with --tls-cert and --tls-key; a self-signed one is made anew when <base root>/tls is moved away. Clients that trust the fingerprint need the new one.'
    if (now >= shown.notAfter) {
      return [problem(`The certificate of the API ended on ${day(shown.notAfter)}.`, next)]
    }
    if (now < shown.notBefore) {
      return [
        problem(
          `The certificate of the API holds from ${day(shown.notBefore)} on only.`,
          'See which of the two clocks is wrong, that of this host or the one where the certificate was made.',
        ),
      ]
    }
    const days = Math.floor((shown.notAfter - now) / DAY)
    return days < SOON ? [warning(`The certificate of the API ends in ${days} days.`, next)] : []
  },
}
