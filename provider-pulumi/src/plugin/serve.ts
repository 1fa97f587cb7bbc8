import { Server, ServerCredentials } from '@grpc/grpc-js'
import grpc from '@pulumi/pulumi/proto/provider_grpc_pb.js'
import type { Provider } from './provider.ts'
import { providerService } from './service.ts'
import { Session } from './session.ts'

/** Largest message in bytes, in both directions, as the engine has it. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024
/** Milliseconds between two looks whether the engine is still there. */
const LOOK_EVERY_MS = 30_000
/** Milliseconds that calls have to end when the process shall; the engine kills it after 5 s. */
const END_WITHIN_MS = 4_000

/** The outside of the process. */
export interface Surroundings {
  readonly engineAddress: string | undefined
  /** Writes the port line: the first thing on standard output. */
  announce(port: number): void
  /** Calls back on SIGINT and SIGTERM. */
  onStop(stop: () => void): void
  /** Ends the process. */
  exit(code: number): void
}

/**
 * Serves a provider to an engine until it is told to stop or the engine is gone.
 *
 * The port is announced as soon as it is bound; with no engine address it waits for one to attach
 * (`PULUMI_DEBUG_PROVIDERS=drp:PORT`).
 */
export async function serve(provider: Provider, surroundings: Surroundings): Promise<void> {
  const session = new Session()
  const { engineAddress } = surroundings
  if (engineAddress !== undefined) session.connect(engineAddress)
  const server = new Server({
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
  })
  server.addService(grpc.ResourceProviderService, providerService(provider, session))
  const port = await bind(server)
  surroundings.announce(port)

  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    session.cancel()
    const end = () => {
      session.close()
      void provider.close().finally(() => surroundings.exit(0))
    }
    const late = setTimeout(end, END_WITHIN_MS)
    server.tryShutdown(() => {
      clearTimeout(late)
      end()
    })
  }
  surroundings.onStop(stop)
  if (engineAddress !== undefined) watchEngine(session, stop)
}

function bind(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(port)
      else reject(error)
    })
  })
}

/** An engine that was killed tells nobody: the plugin must not wait for ever. Two misses in a row count. */
function watchEngine(session: Session, gone: () => void): void {
  let misses = 0
  const look = async () => {
    misses = (await session.engine?.isThere(LOOK_EVERY_MS / 3)) === false ? misses + 1 : 0
    if (misses >= 2) gone()
  }
  setInterval(() => void look(), LOOK_EVERY_MS).unref()
}
