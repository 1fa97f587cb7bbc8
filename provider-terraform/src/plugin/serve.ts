import { makeCertificate } from '@metalwright/sdk/certificate'
import { Host } from '../framework/host.ts'
import type { Provider } from '../framework/provider.ts'
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
 * Runs this process as a plugin of Terraform or OpenTofu until the host ends it. Started by hand, it says so
 * on standard error and sets exit code 1. SIGINT is ignored: Ctrl-C reaches the host, which then asks the
 * provider to stop. SIGTERM means the same as being asked: calls in flight return what they hold, so that it is
 * saved.
 */
export async function serve<Connection>(provider: Provider<Connection>): Promise<void> {
  const announce = guardStdout(process, console)
  try {
    const wishes = readHostWishes(process.env)
    const own = wishes.clientCertificate
      ? makeCertificate({ names: ['localhost'], days: 1 }, new Date())
      : null
    process.on('SIGINT', () => undefined)
    const log = new Log(
      'provider',
      (line) => process.stderr.write(line),
      () => new Date(),
    )
    const host = new Host(provider, log)
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
  } catch (error) {
    process.stderr.write(`${error instanceof HandshakeError ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}

/**
 * Serves a provider inside this process for hosts that are pointed at it by TF_REATTACH_PROVIDERS. The
 * connection is not encrypted; the socket lies in a folder that only this user can enter.
 */
export async function serveAttachable<Connection>(provider: Provider<Connection>): Promise<Attachable> {
  const log = new Log(
    'provider',
    () => undefined,
    () => new Date(),
  )
  const { address, close } = await listen(new Host(provider, log), {
    tls: null,
    platform: process.platform,
    shutdown: () => undefined,
    hostGone: () => undefined,
  })
  return { reattach: reattachValue(provider.address, address, process.pid), close }
}
