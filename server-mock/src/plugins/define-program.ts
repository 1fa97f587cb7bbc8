import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Definition, readDefinition } from './definition.ts'
import type { PluginLimits } from './limits.ts'
import { checkProgram } from './program-check.ts'
import { programEnvironment } from './program-environment.ts'
import { runBounded } from './run-bounded.ts'

/**
 * Asks a program what it is: `<file> define`, in an empty folder that goes with it.
 *
 * @param name the provider must have
 * @param bounds what it may take, `PATH` for it, and a signal that ends it
 * @throws PluginFailure
 */
export async function defineProgram(
  file: string,
  name: string,
  bounds: { readonly limits: PluginLimits; readonly path: string; readonly signal: AbortSignal },
): Promise<Definition> {
  const { limits, path, signal } = bounds
  await checkProgram(file)
  const cwd = await mkdtemp(join(tmpdir(), 'metalwright-define-'))
  try {
    const printed = await runBounded({
      file,
      args: ['define'],
      cwd,
      env: programEnvironment(path, cwd),
      timeoutMs: limits.defineMs,
      maxBytes: limits.defineBytes,
      signal,
    })
    return readDefinition(printed, name)
  } finally {
    await rm(cwd, { recursive: true, force: true })
  }
}
