/**
 * Boots Debian's own installer as the content pack examples/content/site-install has it: its kernel and initramfs
 * come from the Debian package `debian-installer-12-netboot-amd64`, which is unpacked and never installed, and are
 * read through the server from a mirror that has nothing else. Ends well when the installer has fetched its answers
 * from the server and goes by them, to that mirror. Needs root and QEMU; takes minutes.
 *
 *   node test/e2e/debian-installer.ts
 */
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bundle } from '@metalwright/sdk/content'
import { startQemuSite, systemRunner } from '@metalwright/server/rehearsal'

const PACKAGE = 'debian-installer-12-netboot-amd64'
const IMAGES = 'usr/lib/debian-installer/images/12/amd64/text'
const root = join(import.meta.dirname, '..', '..')
/** Milliseconds for kernel and installer to come up and fetch the answers. */
const LONGEST = 480_000
const log = (line: string): void => console.error(line)

/** The folder that mirrors have as `netboot`. */
async function installer(): Promise<string> {
  const folder = join(root, '.cache', PACKAGE)
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
  return join(folder, IMAGES)
}

const images = await installer()
const dir = await mkdtemp(join(tmpdir(), 'metalwright-installer-'))
const site = await startQemuSite({ machines: 1, folder: dir, log, hardware: { capture: true } })
try {
  const [machine] = site.qemu
  if (machine === undefined) throw new Error('the site has no machine')
  const netboot = join(dir, 'mirror', 'debian', 'dists/bookworm/main/installer-amd64/current/images/netboot')
  await mkdir(dirname(netboot), { recursive: true })
  await symlink(images, netboot)
  const mirror = await site.lab.addHost([{ bridge: site.lab.bridge, address: '10.77.0.3/24' }])
  mirror.start(['busybox', 'httpd', '-f', '-p', '80', '-h', join(dir, 'mirror')])
  // Without a default route and a name server the installer asks about them, before it has any answers.
  await site.client.subnets.update('rehearsal', {
    Options: [3, 6].map((Code) => ({ Code, Value: site.lab.address })),
  })
  const url = 'http://10.77.0.3/debian'
  await site.client.profiles.params.set('global', 'package-repositories', [
    {
      tag: 'debian',
      os: ['debian-12'],
      url,
      packageType: 'deb',
      repoType: 'apt',
      installSource: true,
      distribution: 'bookworm',
      components: ['main'],
      bootloc: url,
    },
  ])
  await site.client.contents.upload(await bundle(join(root, 'examples', 'content', 'site-install')))
  const { Uuid } = await site.client.machines.create({
    Name: 'installer',
    HardwareAddrs: [machine.mac],
    BootEnv: 'site-debian-12-install',
    Params: { 'site/kernel-console': 'console=ttyS0,115200 DEBIAN_FRONTEND=text' },
  })
  await machine.powerOn()
  const wanted = `GET /machines/${Uuid}/seed`
  const started = Date.now()
  for (let got = ''; !got.includes(wanted); got = await readFile(machine.capturePath, 'latin1')) {
    if (Date.now() - started > LONGEST) throw new Error('the installer did not ask for its answers')
    await sleep(5000)
  }
  log(`the installer asked for its answers after ${Math.round((Date.now() - started) / 1000)} s`)
  // What it says next shows that it goes by them: it names the mirror they name.
  log((await machine.serial.waitFor(/mirror/i, LONGEST)).text)
} finally {
  log(`serial console: ${site.qemu[0]?.serial.tail(15).join('\n')}`)
  await site.close()
  await rm(dir, { recursive: true, force: true })
}
