import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { systemRunner } from '@metalwright/server/rehearsal'

const PACKAGE = 'debian-installer-12-netboot-amd64'

/**
 * The folder that mirrors of Debian have as `installer-amd64/current/images/netboot`. Not all of them have it, so it
 * comes from a package, which is unpacked and never installed.
 *
 * @param cache folder in which it is kept
 */
export async function netbootImages(cache: string): Promise<string> {
  const folder = join(cache, PACKAGE)
  if (!existsSync(folder)) {
    const work = `${folder}.${process.pid}`
    await mkdir(work, { recursive: true })
    const download = ['apt-get', 'download', '-q', '-o', 'APT::Sandbox::User=root', PACKAGE]
    await systemRunner.run(['sh', '-c', 'cd "$1" && shift && exec "$@"', 'sh', work, ...download], 600_000)
    const archive = (await readdir(work)).find((file) => file.endsWith('.deb'))
    await systemRunner.run(['dpkg-deb', '-x', join(work, archive ?? ''), work], 120_000)
    await rm(join(work, archive ?? ''))
    await rename(work, folder)
  }
  return join(folder, 'usr/lib/debian-installer/images/12/amd64/text')
}
