import { makeCertificate } from '@metalwright/sdk/certificate'
import { crashReport } from '@metalwright/sdk/crash-report'
import { Host } from '../framework/host.ts'
import type { Provider } from '../framework/provider.ts'
import { checkProvider } from '../framework/provider-problems.ts'
import { HandshakeError, handshakeLine, readHostWishes, reattachValue } from './handshake.ts'
import { Log } from './log.ts'
import { listen } from './server.ts'
import { guardStdout } from './stdout-guard.ts'

/** A provider that a host can attach to, for debugging and tests. */
export interface Attachable {
  /** Value for the environment variable TF_REATTACH_PROVIDERS. */
  readonly reattach: string
  /** Ends all connections and removes the socket. */
  close(): void
}

const exitDelay = 10
/** Milliseconds that calls in flight have to come to an end, with what they hold, after SIGTERM. */
const stopPatience = 10_000

/**
 * Runs this process as a provider. With `--reattach` among the arguments it waits for hosts to attach, and
 * prints how; otherwise it is a plugin of the Terraform or OpenTofu that started it, until that ends it.
 * Started by hand without the argument, it says so on standard error and sets exit code 1.
 */
export async function serve<Connection>(
  provider: Provider<Connection>,
  args: readonly string[] = process.argv.slice(2),
): Promise<void> {
  const announce = guardStdout(process, console)
  const log = new Log(
    'provider',
    (line) => process.stderr.write(line),
    () => new Date(),
  )
  try {
    const host = new Host(provider, log)
    if (args.includes('--reattach')) await waitForHosts(host, announce)
    else await servePlugin(host, announce)
  } catch (error) {
    process.stderr.write(`${error instanceof HandshakeError ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}

/**
 * SIGINT is ignored: Ctrl-C reaches the host too, which then asks the provider to stop. SIGTERM means the
 * same as being asked: calls in flight return what they hold, so that it is saved.
 */
async function servePlugin<Connection>(
  host: Host<Connection>,
  announce: (text: string) => void,
): Promise<void> {
  const wishes = readHostWishes(process.env)
  const own = wishes.clientCertificate ? makeCertificate({ names: ['localhost'], days: 1 }, new Date()) : null
  process.on('uncaughtException', (error) => {
    host.log.error('the provider ends by a fault of its own', { ...crashReport(error) })
    process.exit(1)
  })
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => {
    host.stop()
    setTimeout(() => process.exit(1), stopPatience).unref()
  })
  const listening = await listen(host, {
    tls: own && wishes.clientCertificate ? { own, host: wishes.clientCertificate } : null,
    platform: process.platform,
    shutdown: () => setTimeout(() => process.exit(0), exitDelay),
    // Nobody is left to save what a call in flight would return, so none must come to its end.
    hostGone: () => process.exit(1),
  })
  process.on('exit', () => listening.close())
  announce(handshakeLine(listening.address, own?.der ?? null, wishes.multiplex))
}

/** Waits for hosts to attach until Ctrl-C; each of them may run any number of commands. */
async function waitForHosts<Connection>(
  host: Host<Connection>,
  announce: (text: string) => void,
): Promise<void> {
  const { reattach, close } = await attachable(host)
  process.on('exit', close)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0))
  announce(`TF_REATTACH_PROVIDERS='${reattach}'\n`)
}

/**
 * Serves a provider inside this process for hosts that are pointed at it by TF_REATTACH_PROVIDERS. The
 * connection is not encrypted; the socket lies in a folder that only this user can enter.
 * @throws TypeError when a schema is not sound.
 */
export function serveAttachable<Connection>(provider: Provider<Connection>): Promise<Attachable> {
  const log = new Log(
    'provider',
    () => undefined,
    () => new Date(),
  )
  return attachable(new Host(provider, log))
}

async function attachable<Connection>(host: Host<Connection>): Promise<Attachable> {
  checkProvider(host.provider)
  const { address, close } = await listen(host, {
    tls: null,
    platform: process.platform,
    shutdown: () => undefined,
    hostGone: () => undefined,
  })
  return { reattach: reattachValue(host.provider.address, address, process.pid), close }
}
