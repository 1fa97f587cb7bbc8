import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEV_KEY, type ServerProcess, startServerProcess } from '@metalwright/server/rehearsal'
import { Drppy, type DrppySession } from './drppy.ts'

/** A real server on loopback, and the foreign client with the first user's rights. */
export interface ForeignSite {
  readonly endpoint: string
  readonly server: ServerProcess
  readonly drppy: Drppy
  readonly root: DrppySession
  close(): Promise<void>
}

/** Starts a server without machines, in a process and a folder of its own. */
export async function startForeignSite(flags: readonly string[] = []): Promise<ForeignSite> {
  const baseRoot = await mkdtemp(join(tmpdir(), 'metalwright-foreign-'))
  const ports = ['--api-port', '0', '--static-port', '0', '--disable-dhcp', '--disable-tftp', '--disable-pxe']
  const server = await startServerProcess({
    baseRoot,
    flags: ['--dev', '--provision-address', '127.0.0.1', ...ports, ...flags],
  })
  const endpoint = `https://127.0.0.1:${server.facts.ports.api}`
  const drppy = new Drppy()
  return {
    endpoint,
    server,
    drppy,
    root: await drppy.session(endpoint, { key: DEV_KEY }),
    close: async () => {
      await drppy.close()
      await server.stop()
      await rm(baseRoot, { recursive: true, force: true })
    },
  }
}
