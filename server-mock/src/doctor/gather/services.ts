import { TftpReadError, tftpRead } from '../../tftp/client.ts'
import { kernelPaths, loaderPaths } from '../boot-paths.ts'
import type { Answering, BootFile, ServerFacts, ServiceFacts } from '../facts.ts'

/** Milliseconds a service has to answer. */
const PATIENCE = 3000
/** Files that are looked for at a time. */
const AT_ONCE = 8

/**
 * Speaks to the services as machines do.
 *
 * @param address of the server as it was reached from here; the announced one is tried when it does not answer
 */
export async function askServices({ info, bootEnvs }: ServerFacts, address: string): Promise<ServiceFacts> {
  const addresses = [...new Set([address, info.address])].filter((one) => one !== '')
  const found = info.prov_enabled
    ? await first(addresses, (one) => fileServer(one, info.file_port))
    : undefined
  const tftp = info.tftp_enabled
    ? await first(addresses, (one) => tftpServer(one, info.tftp_port))
    : undefined
  const paths = [...new Set([...loaderPaths(), ...bootEnvs.flatMap(kernelPaths)])]
  return {
    files: found?.answering,
    tftp: tftp?.answering,
    bootFiles:
      found?.answering === 'answers' ? await look(`http://${found.address}:${info.file_port}`, paths) : [],
  }
}

/** The answer of the first address that answers, else that of the last one. */
async function first(
  addresses: readonly string[],
  ask: (address: string) => Promise<Answering>,
): Promise<{ address: string; answering: Answering }> {
  let last = { address: '', answering: 'silent' as Answering }
  for (const address of addresses) {
    last = { address, answering: await ask(address) }
    if (last.answering === 'answers') break
  }
  return last
}

async function fileServer(address: string, port: number): Promise<Answering> {
  try {
    await head(`http://${address}:${port}/`)
    return 'answers'
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'silent' : 'refused'
  }
}

async function tftpServer(address: string, port: number): Promise<Answering> {
  try {
    await tftpRead(address, port, 'is-there-anybody', { timeout: PATIENCE / 3, retries: 2, sizeOnly: true })
    return 'answers'
  } catch (error) {
    // That there is no such file is an answer.
    if (error instanceof TftpReadError) return error.code === 'tftp-silent' ? 'silent' : 'answers'
    return 'refused'
  }
}

async function look(root: string, paths: readonly string[]): Promise<BootFile[]> {
  const files: BootFile[] = []
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    const some = paths.slice(at, at + AT_ONCE)
    files.push(...(await Promise.all(some.map(async (path) => ({ path, there: await isThere(root, path) })))))
  }
  return files
}

async function isThere(root: string, path: string): Promise<boolean> {
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  const status = await head(`${root}/${encoded}`).catch(() => 0)
  return status === 200
}

async function head(url: string): Promise<number> {
  const answer = await fetch(url, {
    method: 'HEAD',
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE),
  })
  return answer.status
}
