import { execFile } from 'node:child_process'
import { BmcFailure } from '../bmc-failure.ts'

/** How ipmitool is run. */
export interface Ipmitool {
  /** Name or path of the program. */
  readonly program: string
  /** `PATH` it is looked for in. */
  readonly path: string
  /** Milliseconds a run may take. */
  readonly callMs: number
}

/** What a run of ipmitool said. */
export interface IpmitoolRun {
  /** 0 when it went well. */
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Bytes that ipmitool may print; all that is asked for here is far below. */
const MAX_OUTPUT = 64 * 1024

/**
 * Runs ipmitool, without a shell. The password goes through the environment, which only the server's own user can
 * read: everybody on the host sees command lines.
 *
 * @param args in full
 * @throws BmcFailure `ipmitool_missing`, `bmc_timeout`, `bmc_answer` when it prints too much; the signal's reason
 */
export function runIpmitool(
  tool: Ipmitool,
  args: readonly string[],
  password: string,
  signal: AbortSignal,
): Promise<IpmitoolRun> {
  const env = { PATH: tool.path, LC_ALL: 'C', IPMI_PASSWORD: password }
  return new Promise((resolve, reject) => {
    const options = {
      env,
      timeout: tool.callMs,
      killSignal: 'SIGKILL',
      maxBuffer: MAX_OUTPUT,
      signal,
    } as const
    const child = execFile(tool.program, [...args], options, (error, stdout, stderr) => {
      if (error === null) return resolve({ status: 0, stdout, stderr })
      if (signal.aborted) return reject(signal.reason)
      if (error.code === 'ENOENT' || error.code === 'EACCES') return reject(missing(tool, error))
      if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
        const reason = `ipmitool printed more than ${MAX_OUTPUT} bytes`
        return reject(new BmcFailure('bmc_answer', reason, 'try `ipmitool` by hand against this BMC', error))
      }
      if (error.killed || typeof error.code !== 'number') {
        const reason = `The BMC did not answer ipmitool within ${tool.callMs / 1000} s`
        return reject(
          new BmcFailure('bmc_timeout', reason, 'is it reachable, and is IPMI over LAN switched on?', error),
        )
      }
      resolve({ status: error.code, stdout, stderr })
    })
    child.stdin?.end()
  })
}

function missing({ program }: Ipmitool, cause: unknown): BmcFailure {
  const reason = `The server cannot run ${program}, which speaks IPMI for it`
  const next = 'install it on the server: apt-get install ipmitool; or set ipmi/mode to redfish'
  return new BmcFailure('ipmitool_missing', reason, next, cause)
}
