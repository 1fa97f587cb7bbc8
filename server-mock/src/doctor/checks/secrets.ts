import { type Check, NO_BASE_ROOT } from '../check.ts'
import { note, problem, warning } from '../finding.ts'

/** Bits that let others than the owner in. */
const OTHERS = 0o077

/** Are secrets kept from other users of the host? */
export const secrets: Check = {
  name: 'secrets',
  title: 'who may read secrets',
  judge: ({ baseRoot: root }) => {
    if (root === undefined) return NO_BASE_ROOT
    if (root.kind !== 'open') return { skipped: 'the base root could not be looked into' }
    const shell = (path: string) => `'${path.replaceAll("'", "'\\''")}'`
    const files = root.secrets
      .filter(({ mode }) => (mode & OTHERS) !== 0)
      .map(({ path, mode }) =>
        problem(
          `${root.path}/${path} holds secrets, and others may read or change it (mode ${octal(mode)}).`,
          `chmod go= ${shell(`${root.path}/${path}`)}; change the secrets if others may have read them.`,
        ),
      )
    const folder =
      (root.mode & OTHERS) === 0
        ? []
        : [
            warning(
              `Others may look into the base root ${root.path} (mode ${octal(root.mode)}).`,
              `chmod 700 ${shell(root.path)}`,
            ),
          ]
    const first = root.initialPassword
      ? [
          note(
            `The password of the first start is still in ${root.path}/initial-password.`,
            'Keep it elsewhere or change it, and delete the file.',
          ),
        ]
      : []
    return [...files, ...folder, ...first]
  },
}

function octal(mode: number): string {
  return (mode & 0o777).toString(8).padStart(3, '0')
}
