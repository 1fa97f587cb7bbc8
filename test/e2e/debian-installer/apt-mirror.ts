import { createReadStream, existsSync } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { systemRunner } from '@metalwright/server/rehearsal'

/** What a mirror of Debian has below its root; nothing that leads elsewhere. */
const PATH = /^\/debian\/((?:dists|pool)(?:\/(?!\.)[A-Za-z0-9+_.~-]+)+)$/
/** Milliseconds that one file may take. */
const LONGEST = 300_000

/** Where a mirror keeps what it has. */
export interface AptMirrorOptions {
  /** Release it has, such as `bookworm`. */
  readonly release: string
  /** Folder for packages, which never change. */
  readonly packages: string
  /** Folder for everything else, new for every run. */
  readonly indexes: string
  /** Folder that is its `netboot` for amd64. */
  readonly netboot: string
}

/** A mirror, its server not listening yet. */
export interface AptMirror {
  readonly server: Server
  /** Where what it has comes from, such as `http://mirror.example.com/debian`. */
  readonly source: string
  /** Paths that were asked for and are not there, in the order of the questions. */
  readonly missing: ReadonlySet<string>
}

/**
 * A mirror of Debian below `/debian`, which has what apt of this machine can get, by apt's own means: its proxies and
 * certificates. Machines in a network without a way out install from it.
 *
 * @throws Error when apt of this machine knows no source of the release; METALWRIGHT_DEBIAN_MIRROR names one
 */
export async function aptMirror(options: AptMirrorOptions): Promise<AptMirror> {
  const source = process.env['METALWRIGHT_DEBIAN_MIRROR'] ?? (await aptSource(options.release))
  const netboot = `dists/${options.release}/main/installer-amd64/current/images/netboot/`
  const missing = new Set<string>()
  const under = new Map<string, Promise<string | undefined>>()
  /** Gets a file once, however many ask for it. */
  const get = (path: string): Promise<string | undefined> => {
    if (path.startsWith(netboot)) return Promise.resolve(join(options.netboot, path.slice(netboot.length)))
    const file = join(path.startsWith('pool/') ? options.packages : options.indexes, path)
    if (existsSync(file)) return Promise.resolve(file)
    const going = under.get(path) ?? download(`${source}/${path}`, file).finally(() => under.delete(path))
    under.set(path, going)
    return going
  }
  const server = createServer((request, response) => {
    answer(get, missing, request, response).catch(() => response.destroy())
  })
  return { server, source, missing }
}

async function answer(
  get: (path: string) => Promise<string | undefined>,
  missing: Set<string>,
  { method, url }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = PATH.exec(decodeURIComponent(url ?? ''))?.[1]
  const file = path === undefined ? undefined : await get(path)
  if (file === undefined) {
    missing.add(path ?? url ?? '')
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, { 'Content-Length': (await stat(file)).size })
  if (method === 'HEAD') response.end()
  else await pipeline(createReadStream(file), response)
}

async function aptSource(release: string): Promise<string> {
  const lines = await systemRunner.run([
    ...['apt-get', 'indextargets', '--format', '$(REPO_URI)'],
    ...['Created-By: Packages', `Codename: ${release}`, 'Component: main'],
  ])
  const [first] = lines.split('\n').filter((line) => /\/debian\/?$/.test(line))
  if (first === undefined) throw new Error(`apt has no source of ${release}: set METALWRIGHT_DEBIAN_MIRROR`)
  return first.replace(/\/$/, '')
}

/** @returns the file, undefined when the source does not have it */
async function download(url: string, file: string): Promise<string | undefined> {
  const part = `${file}.part`
  await mkdir(dirname(file), { recursive: true })
  const options = ['-o', 'APT::Sandbox::User=root', '-o', 'Acquire::Retries=2']
  try {
    await systemRunner.run(['/usr/lib/apt/apt-helper', ...options, 'download-file', url, part], LONGEST)
    await rename(part, file)
    return file
  } catch {
    await rm(part, { force: true })
    return undefined
  }
}
