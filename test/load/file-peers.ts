import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LoadLink } from './load-link.ts'

/** A server of files under load, on the standard port of its protocol unless it says otherwise. */
export interface FilePeer {
  readonly name: string
  stop(): Promise<void>
}

/** Port of nginx. */
export const NGINX_PORT = 8099

/** tftpd-hpa, serving a folder. */
export function startTftpd(link: LoadLink, folder: string): Promise<FilePeer> {
  return started('tftpd-hpa', link, ['in.tftpd', '-L', '-s', '-a', '0.0.0.0:69', '-u', 'root', folder])
}

/** dnsmasq as a TFTP server, serving a folder. */
export function startDnsmasqTftp(link: LoadLink, folder: string): Promise<FilePeer> {
  const flags = ['--keep-in-foreground', '--port=0', '--conf-file=/dev/null', '--user=root']
  return started('dnsmasq', link, ['dnsmasq', ...flags, '--enable-tftp', `--tftp-root=${folder}`])
}

/** nginx as Debian sets it up: a worker for each processor, sendfile. */
export async function startNginx(link: LoadLink, folder: string): Promise<FilePeer> {
  const lines = [
    'daemon off; worker_processes auto; user root; error_log stderr crit;',
    `pid ${join(folder, 'nginx.pid')}; events { worker_connections 1024; }`,
    `http { access_log off; sendfile on; tcp_nopush on; server { listen ${NGINX_PORT}; root ${folder}; } }`,
  ]
  const file = join(folder, 'nginx.conf')
  await writeFile(file, `${lines.join('\n')}\n`)
  return await started('nginx', link, ['nginx', '-c', file, '-p', folder])
}

async function started(name: string, link: LoadLink, argv: readonly string[]): Promise<FilePeer> {
  const [command, ...args] = link.server(argv)
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = once(child, 'exit')
  const early = ended.then(() => Promise.reject(new Error(`${argv.join(' ')} ended at once`)))
  await Promise.race([sleep(1000), early])
  early.catch(() => {})
  return {
    name,
    stop: async () => {
      child.kill()
      await ended
    },
  }
}
