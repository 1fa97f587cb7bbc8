import { type ChildProcess, spawn } from 'node:child_process'
import { PluginFailure } from './plugin-failure.ts'

/** A program to be started. */
export interface ProgramStart {
  readonly file: string
  readonly args: readonly string[]
  readonly cwd: string
  /** Its whole environment. */
  readonly env: Readonly<Record<string, string>>
}

/**
 * Starts a program as the leader of a group of its own, so that what it starts can be ended with it.
 *
 * @throws PluginFailure when the file is no program; other failures come as its `error` event
 */
export function spawnGroup({ file, args, cwd, env }: ProgramStart): ChildProcess {
  try {
    return spawn(file, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const next = 'it must be a program for this machine, or a script that begins with #!'
    throw new PluginFailure([`it cannot be run: ${why}; ${next}`], undefined, error)
  }
}

/** Sends a signal to a program started by `spawnGroup` and to everything it has started. */
export function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    // Nobody of the group is left, or what is left has another user: nothing to do either way.
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== 'ESRCH' && code !== 'EPERM') throw error
  }
}
