import { type ChildProcess, spawn } from 'node:child_process'

/** A command of the lab failed. `code` is `LAB_COMMAND_FAILED`. */
export class LabCommandError extends Error {
  readonly code = 'LAB_COMMAND_FAILED'

  constructor(argv: readonly string[], reason: string) {
    super(`${argv.join(' ')}: ${reason}`)
    this.name = 'LabCommandError'
  }
}

/** A program the lab started: its streams and its end. */
export type LabProcess = {
  /** Process id, or undefined when it could not be started. */
  readonly pid: number | undefined
  /** Calls back with each piece of standard output. */
  onOutput(listener: (chunk: Buffer) => void): void
  /** Settles with a description of how the process ended; never rejects. */
  readonly ended: Promise<string>
  /** Sends a signal to this process only. */
  kill(signal: 'SIGTERM' | 'SIGKILL'): void
}

/** How the lab runs programs; tests give their own. */
export type CommandRunner = {
  /** Runs a command to its end and returns its standard output. Rejects with {@link LabCommandError}. */
  run(argv: readonly string[], timeoutMs?: number): Promise<string>
  /** Starts a program whose error output is joined to its standard output. */
  start(argv: readonly string[]): LabProcess
}

const start = (argv: readonly string[]): LabProcess => {
  const [command = '', ...args] = argv
  const child: ChildProcess = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code, signal) => resolve(signal ?? `code ${code}`))
  })
  return {
    pid: child.pid,
    onOutput: (listener) => {
      child.stdout?.on('data', listener)
      child.stderr?.on('data', listener)
    },
    ended,
    kill: (signal) => {
      child.kill(signal)
    },
  }
}

/** The runner that starts real processes, with argument arrays and without a shell. */
export const systemRunner: CommandRunner = {
  run: async (argv, timeoutMs = 20_000) => {
    const process = start(argv)
    const chunks: Buffer[] = []
    process.onOutput((chunk) => chunks.push(chunk))
    const timer = setTimeout(() => process.kill('SIGKILL'), timeoutMs)
    const end = await process.ended
    clearTimeout(timer)
    const output = Buffer.concat(chunks).toString('utf8')
    if (end !== 'code 0') throw new LabCommandError(argv, `${end} ${output.trim().slice(-1000)}`.trim())
    return output
  },
  start,
}

/** Ends a process: politely, then for good after `graceMs`. Resolves when it is gone. */
export async function endProcess(process: LabProcess, graceMs = 3000): Promise<void> {
  process.kill('SIGTERM')
  const timer = setTimeout(() => process.kill('SIGKILL'), graceMs)
  await process.ended
  clearTimeout(timer)
}
