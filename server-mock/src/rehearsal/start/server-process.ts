import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../main.ts', import.meta.url))

/** As in the first line of the program: room for the new objects of a burst of packets, no more. */
const NODE_FLAGS = ['--max-semi-space-size=16']

/** Milliseconds the server has to start and to stop. */
const PATIENCE = 30_000

/** What a server says when it serves. */
export interface ServerFacts {
  readonly ports: {
    readonly api: number
    readonly static: number
    readonly tftp: number
    readonly dhcp: number
    readonly metrics: number
  }
  readonly fingerprint: string
}

/** A server in a process of its own, as an operator would run it. */
export interface ServerProcess {
  readonly facts: ServerFacts
  /** Process id of what was started. */
  readonly pid: number
  /** Log of the server. */
  readonly logFile: string
  /** Ends it by SIGTERM; resolves when it is gone. */
  stop(): Promise<void>
}

/** How the server is started. */
export interface ServerProcessOptions {
  readonly baseRoot: string
  /** Flags of `metalwright serve` besides the base root and the format. */
  readonly flags: readonly string[]
  /** Puts a command into another surrounding, such as a network namespace. */
  readonly wrap?: (argv: readonly string[]) => readonly string[]
}

/** The server ended or stayed silent instead of starting. */
export class ServerStartError extends Error {
  readonly code = 'server_start'
}

/** Starts `metalwright serve` and waits for its start line. @throws ServerStartError with what it said */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  await mkdir(options.baseRoot, { recursive: true })
  const argv = [
    process.execPath,
    ...NODE_FLAGS,
    MAIN,
    'serve',
    '--base-root',
    options.baseRoot,
    '--format',
    'json',
    ...options.flags,
  ]
  const [program = '', ...args] = (options.wrap ?? ((same) => same))(argv)
  const logFile = join(options.baseRoot, 'server.log')
  const log = createWriteStream(logFile, { flags: 'a' })
  // A group of its own: Ctrl-C in the terminal is for whoever started us, who then stops the server in order.
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-4000)
    log.write(chunk)
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const facts = await new Promise<ServerFacts>((resolve, reject) => {
    const fail = (reason: string) => reject(new ServerStartError(`the server ${reason}:\n${said}`))
    const timer = setTimeout(() => fail('did not start in time'), PATIENCE)
    child.once('error', (error) => fail(`cannot be started (${error.message})`))
    void ended.then(() => fail('ended while it started'))
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer)
      resolve(JSON.parse(line))
    })
  }).catch((error: unknown) => {
    child.kill('SIGKILL')
    throw error
  })
  return {
    facts,
    pid: child.pid ?? 0,
    logFile,
    stop: async () => {
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE)
      await ended
      clearTimeout(timer)
    },
  }
}
