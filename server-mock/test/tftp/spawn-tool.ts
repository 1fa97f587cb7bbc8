import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Runs a tool to its end; rejects with its output when it fails. */
export async function spawnTool(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: 10_000 })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    output += chunk
  })
  const [code, signal] = await once(child, 'close')
  if (code !== 0) throw new Error(`${command} ended with ${code ?? signal}: ${output}`)
}
