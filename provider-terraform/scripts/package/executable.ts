import { execFile } from 'node:child_process'
import { chmod, copyFile, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Platform } from './platform.ts'

const run = promisify(execFile)
/** Text in a Node binary that tells it whether an application was put into it. */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'

/** What an executable is made of. */
export interface ExecutableParts {
  /** The bundled provider; its folder takes intermediate files. */
  readonly main: string
  readonly executable: string
  readonly platform: Platform
  /** A Node of that platform, of the very version of `process.execPath`. */
  readonly node: string
  /** Postject's command line. */
  readonly injector: string
}

/** A Node binary cannot carry an application. */
export class ExecutableError extends Error {
  readonly code = 'executable_failed'
}

/**
 * Makes a single executable application: a copy of Node with the bundle inside. The same bundle and the same Node
 * give the same bytes. Node's compiled code goes in only for the platform this runs on; elsewhere it would not fit.
 *
 * @throws ExecutableError when the Node was built without support for it, or the platform asks for a signature
 * that can be made only there.
 */
export async function makeExecutable({
  main,
  executable,
  platform,
  node,
  injector,
}: ExecutableParts): Promise<void> {
  const native = platform.node.platform === process.platform && platform.node.arch === process.arch
  if (platform.os === 'darwin' && process.platform !== 'darwin') {
    throw new ExecutableError(
      'macOS runs only signed executables: build this one on macOS, or ship the script.',
    )
  }
  if (!(await readFile(node)).includes(fuse)) {
    throw new ExecutableError(`${node} cannot carry an application. Use a Node from nodejs.org.`)
  }
  const work = dirname(main)
  const blob = join(work, `${platform.name}.blob`)
  const settings = {
    // Relative, since the blob holds this name.
    main: basename(main),
    output: basename(blob),
    disableExperimentalSEAWarning: true,
    useCodeCache: native,
    // A NODE_OPTIONS meant for other programs must not keep the provider from starting.
    execArgvExtension: 'none',
    // One process per provider block and walk: memory that is collected early counts more than speed. Flags that
    // change how code is compiled, such as --optimize-for-size, cost a third of the start and save less.
    execArgv: ['--max-semi-space-size=1', '--heap-growing-percent=5'],
  }
  const config = `${platform.name}.json`
  await writeFile(join(work, config), JSON.stringify(settings))
  // Compiled code is good only under the flags it was made under, and holds hashes that start from a random number.
  const flags = [...settings.execArgv, '--random-seed=1']
  await run(process.execPath, [...flags, '--experimental-sea-config', config], { cwd: work })
  await copyFile(node, executable)
  await chmod(executable, 0o755)
  if (platform.os === 'darwin') await run('codesign', ['--remove-signature', executable])
  const segment = platform.os === 'darwin' ? ['--macho-segment-name', 'NODE_SEA'] : []
  const injection = [injector, executable, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', fuse, ...segment]
  await run(process.execPath, injection)
  if (platform.os === 'darwin') await run('codesign', ['--sign', '-', executable])
  // The injector writes the file in one piece. Linux then keeps it in memory in large pieces, and each that is touched
  // counts as resident: 17 MB more for as long as the file is cached.
  const whole = `${executable}.whole`
  await rename(executable, whole)
  await copyFile(whole, executable)
  await rm(whole)
}
