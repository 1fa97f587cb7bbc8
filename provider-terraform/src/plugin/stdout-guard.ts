import { format } from 'node:util'

/**
 * Keeps standard output clean for the handshake: everything that this process or a library prints there goes
 * to standard error from now on. Returns the only way left to write to standard output.
 */
export function guardStdout(process: NodeJS.Process, console: Console): (text: string) => void {
  const write = process.stdout.write.bind(process.stdout)
  const print = (...parts: unknown[]) => {
    process.stderr.write(`${format(...parts)}\n`)
  }
  for (const method of ['log', 'info', 'debug', 'dir', 'table'] as const) console[method] = print
  process.stdout.write = process.stderr.write.bind(process.stderr)
  return (text) => {
    write(text)
  }
}
