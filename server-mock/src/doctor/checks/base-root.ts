import { type Check, NO_BASE_ROOT } from '../check.ts'
import { type Finding, problem, warning } from '../finding.ts'

const GIB = 1024 ** 3
/** Bytes below which uploads and the store fail soon. */
const SCARCE = GIB
/** Bytes below which the next image may not fit. */
const LITTLE = 5 * GIB

/** Is there room, and may the server use it? */
export const baseRoot: Check = {
  name: 'base-root',
  title: 'disk space and rights of the base root',
  judge: ({ baseRoot: root }) => {
    if (root === undefined) return NO_BASE_ROOT
    if (root.kind === 'absent') {
      return [
        problem(
          `The base root ${root.path} is not there.`,
          'Name the folder the server was started with; the first start makes it.',
        ),
      ]
    }
    if (root.kind === 'closed') {
      return [
        problem(
          `The base root ${root.path} cannot be looked into: ${root.reason}.`,
          'Run this as the user the server runs as, or as root.',
        ),
      ]
    }
    const findings: Finding[] = []
    if (!root.writable) {
      findings.push(
        problem(
          `The base root ${root.path} cannot be written to by this user.`,
          'Run this as the user the server runs as; when it is that user, give it the folder with chown.',
        ),
      )
    }
    const space = `${gib(root.bytesFree)} of ${gib(root.bytesTotal)} GiB are free below ${root.path}.`
    const next =
      'Delete images and ISOs that are not needed any more, or move the base root to a larger disk.'
    if (root.bytesFree < SCARCE) findings.push(problem(space, next))
    else if (root.bytesFree < LITTLE) findings.push(warning(space, next))
    return findings
  },
}

function gib(bytes: number): string {
  return (bytes / GIB).toFixed(1)
}
