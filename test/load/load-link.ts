import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Address of whatever serves, and the network around it. */
export const SERVER_ADDRESS = '10.64.0.1'
/** Interface the servers serve, inside their namespace. */
export const SERVER_INTERFACE = 'server0'
const CLIENT_INTERFACE = 'client0'

/** Two network namespaces joined by one link: servers are in the first, the load comes from the second. */
export interface LoadLink {
  /** Arguments that run a command beside the servers. */
  server(argv: readonly string[]): readonly [command: string, ...args: string[]]
  /** Arguments that run a command on the clients' side. */
  client(argv: readonly string[]): readonly [command: string, ...args: string[]]
  /** Interface of the clients' side. */
  readonly clientInterface: string
  remove(): Promise<void>
}

/** Makes the link; rejects without root or `ip`. */
export async function makeLoadLink(): Promise<LoadLink> {
  const [servers, clients] = [`mw-load-s${process.pid}`, `mw-load-c${process.pid}`]
  const ip = (...args: string[]) => run('ip', args)
  const remove = async () => {
    for (const name of [servers, clients]) await ip('netns', 'del', name).catch(() => undefined)
  }
  try {
    for (const name of [servers, clients]) {
      await ip('netns', 'add', name)
      await ip('-n', name, 'link', 'set', 'lo', 'up')
    }
    const peer = ['type', 'veth', 'peer', 'name', CLIENT_INTERFACE, 'netns', clients]
    await ip('-n', servers, 'link', 'add', SERVER_INTERFACE, ...peer)
    await ip('-n', servers, 'addr', 'add', `${SERVER_ADDRESS}/12`, 'dev', SERVER_INTERFACE)
    await ip('-n', clients, 'addr', 'add', '10.64.0.2/12', 'dev', CLIENT_INTERFACE)
    await ip('-n', servers, 'link', 'set', SERVER_INTERFACE, 'up')
    await ip('-n', clients, 'link', 'set', CLIENT_INTERFACE, 'up')
  } catch (error) {
    await remove()
    throw error
  }
  return {
    server: (argv) => ['ip', 'netns', 'exec', servers, ...argv],
    client: (argv) => ['ip', 'netns', 'exec', clients, ...argv],
    clientInterface: CLIENT_INTERFACE,
    remove,
  }
}
