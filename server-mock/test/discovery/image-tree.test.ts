import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonObject } from '@metalwright/sdk/models'
import { afterEach, describe, expect, it } from 'vitest'
import { findProgram, missingPrograms, type ScriptResult, ScriptRoom } from './script-room.ts'

const MIB = 1024 * 1024
const open: ScriptRoom[] = []
afterEach(() => {
  for (const room of open.splice(0)) room.close()
})

/** A tar of a tree that `make` fills; `members` are further arguments of tar. */
const treeOf = async (make: (dir: string) => void, members: readonly string[] = ['.']): Promise<Buffer> => {
  const room = await ScriptRoom.create([{ name: 'x', size: 512 }])
  open.push(room)
  const dir = join(room.dir, 'tree')
  mkdirSync(join(dir, 'boot'), { recursive: true })
  mkdirSync(join(dir, 'etc'))
  writeFileSync(join(dir, 'boot', 'vmlinuz-6.1'), 'kernel')
  writeFileSync(join(dir, 'boot', 'initrd.img-6.1'), 'initrd')
  make(dir)
  const { status, stdout, stderr } = spawnSync('tar', ['-C', dir, '-cf', '-', ...members])
  expect([status, stderr.toString()]).toEqual([0, ''])
  return stdout
}

type Deployed = ScriptResult & { room: ScriptRoom; read: (path: string) => string | undefined; calls: string }

/** Deploys a tar in a room where file systems are directories. */
const deploy = async (tar: Buffer, params: JsonObject = {}): Promise<Deployed> => {
  const room = await ScriptRoom.create([{ name: 'sda', size: 8192 * MIB, serial: 'A' }])
  open.push(room)
  const url = await room.serve((_, response) => response.end(tar))
  room.render('image-deploy', {
    'image-deploy/image-url': `${url}/tree`,
    'image-deploy/image-type': 'tar',
    'image-deploy/image-sha256': createHash('sha256').update(tar).digest('hex'),
    ...params,
  })
  const disk = room.path('sda')
  const call = `echo "$(basename "$0") $*" >> ${room.dir}/calls`
  room.stub(
    'sfdisk',
    `${call}\ncase "$1" in -J) cat ${room.dir}/table ;; *) cat > ${room.dir}/script
jq -Rsc '{partitiontable: {partitions: [split("\\n")[1:-1] | to_entries[] | {node: "${disk}\\(.key + 1)"}]}}' ${room.dir}/script > ${room.dir}/table; touch ${disk}1 ${disk}2 ${disk}3 ${disk}4 ${disk}5 ;; esac`,
  )
  room.stub('blkid', `for last; do :; done; echo "UUID-\${last##*sda}"`)
  for (const name of ['mkfs.ext4', 'mkfs.xfs', 'mkfs.vfat', 'mkswap', 'mount', 'umount', 'wipefs'])
    room.stub(name, call)
  room.stub('df', 'printf "a\\nb c 0\\n"')
  // The boot loaders are only on a machine.
  const parts = join(room.dir, 'parts')
  mkdirSync(parts)
  for (const [name, text] of [
    ['boot.img', 'B'.repeat(440)],
    ['core.img', 'C'.repeat(512)],
    ['bootx64.efi', 'E'],
  ] as const)
    writeFileSync(join(parts, name), text)
  room.stub(
    'cp',
    `case "$1" in /usr/local/*) exec ${findProgram('cp')} ${parts}/bootx64.efi "$2" ;; *) exec ${findProgram('cp')} "$@" ;; esac`,
  )
  const result = await room.run('write')
  const place = (path: string) => join(room.dir, 'target', path)
  return {
    ...result,
    room,
    read: (path) => (existsSync(place(path)) ? readFileSync(place(path), 'utf8') : undefined),
    calls: existsSync(join(room.dir, 'calls')) ? readFileSync(join(room.dir, 'calls'), 'utf8') : '',
  }
}

const start = (result: Deployed): string => {
  const { stdout } = spawnSync('head', ['-c', '4', result.room.path('sda')])
  return stdout.toString()
}

describe.skipIf(missingPrograms.length > 0)('image deploy: a tree of files', () => {
  it('lays it out, with what makes it start', async () => {
    const tar = await treeOf((dir) => {
      writeFileSync(
        join(dir, 'etc', 'fstab'),
        '# mine\n/dev/sda1 / ext3\ntmpfs /tmp tmpfs size=1G\nUUID=old /x ext4\n',
      )
      writeFileSync(join(dir, 'etc', 'shadow'), 'x', { mode: 0o640 })
      spawnSync('ln', [join(dir, 'etc', 'shadow'), join(dir, 'etc', 'again')])
      symlinkSync('/etc/shadow', join(dir, 'absolute'))
    })
    const result = await deploy(tar, {
      'image-deploy/layout': [
        { mount: '/', size: '2GiB', label: 'root' },
        { mount: '/srv', filesystem: 'xfs' },
        { filesystem: 'swap', size: '1GiB' },
      ],
    })
    expect(result.code, result.log).toBe(0)
    expect(
      readFileSync(join(result.room.dir, 'script'), 'utf8')
        .split('\n')
        .map((line) => line.split(', ')[0]),
    ).toEqual(['label: gpt', 'start=1MiB', 'size=256MiB', 'size=2048MiB', 'size=4861MiB', 'size=1024MiB', ''])
    expect(result.calls).toMatch(
      /mkfs\.vfat -n ESP \S+2\nmkfs\.ext4 -q -F -L root \S+3\nmkfs\.xfs -q -f \S+4\nmkswap \S+5\n/,
    )
    expect(result.read('etc/fstab')).toBe(
      '# mine\ntmpfs /tmp tmpfs size=1G\n' +
        'UUID=UUID-2 /boot/efi vfat umask=0077 0 2\nUUID=UUID-3 / ext4 defaults 0 1\n' +
        'UUID=UUID-4 /srv xfs defaults 0 0\nUUID=UUID-5 none swap sw 0 0\n',
    )
    expect(result.read('boot/grub/grub.cfg')).toContain(
      '  linux /boot/vmlinuz-6.1 root=UUID=UUID-3 ro console=tty0 console=ttyS0,115200 panic=10\n  initrd /boot/initrd.img-6.1\n',
    )
    expect(result.read('boot/efi/EFI/BOOT/BOOTX64.EFI')).toBe('E')
    expect(result.read('boot/efi/EFI/BOOT/grub.cfg')).toBe(
      'search --no-floppy --fs-uuid --set=root UUID-3\nconfigfile ($root)/boot/grub/grub.cfg\n',
    )
    const target = join(result.room.dir, 'target')
    expect(statSync(join(target, 'etc', 'shadow'))).toMatchObject({ nlink: 2, mode: 0o100640 })
    expect(lstatSync(join(target, 'absolute')).isSymbolicLink()).toBe(true)
    expect(start(result)).toBe('BBBB')
    expect(result.room.params['image-deploy/installed-disk']).toMatchObject({ serial: 'A' })
  })

  const missing = { 'image-deploy/image-sha256': '0'.repeat(64) }
  it.each<[string, (dir: string) => void, readonly string[], JsonObject, string]>([
    ['another digest', () => {}, ['.'], missing, 'wanted is 000'],
    [
      'a name with ..',
      () => {},
      ['-P', '--transform', 's#^boot/vmlinuz-6.1$#../../evil#', 'boot/vmlinuz-6.1'],
      {},
      'writing failed',
    ],
    ['no kernel', () => {}, ['etc'], {}, 'has no boot/vmlinuz'],
    [
      '/etc that leads out of it',
      (dir) => symlinkSync('/tmp', join(dir, 'etc', 'x')),
      ['--transform', 's#^etc/x$#etc#', 'boot', 'etc/x'],
      {},
      "the image's etc leads out",
    ],
  ])('makes nothing start of a tree with %s', async (_, make, members, params, reason) => {
    const result = await deploy(await treeOf(make, members), params)
    expect(result.log).toContain(reason)
    expect(result.code).toBe(1)
    expect(start(result)).toBe('\0\0\0\0')
    expect(result.read('boot/grub/grub.cfg')).toBeUndefined()
    expect(existsSync(join(result.room.dir, '..', 'evil'))).toBe(false)
    expect(result.room.phases).toEqual([])
  })

  it.each<[string, JsonObject, string]>([
    ['without a root', { 'image-deploy/layout': [{ mount: '/x' }] }, 'mounted at /'],
    [
      'that is too large',
      { 'image-deploy/layout': [{ mount: '/', size: '9GiB' }] },
      'do not fit on the disk',
    ],
    [
      'with two rests',
      { 'image-deploy/layout': [{ mount: '/' }, { mount: '/a' }] },
      'more than one partition takes the rest',
    ],
    [
      'with one place twice',
      { 'image-deploy/layout': [{ mount: '/' }, { mount: '/', size: '1GiB', filesystem: 'vfat' }] },
      'one mount point',
    ],
    [
      'with a place outside',
      { 'image-deploy/layout': [{ mount: '/' }, { mount: '/../x', size: '1GiB' }] },
      'no absolute path',
    ],
  ])('refuses a layout %s before it touches the partition table', async (_, params, reason) => {
    const result = await deploy(Buffer.from('not read'), params)
    expect(result.log).toContain(reason)
    expect(result.code).toBe(1)
    expect(result.calls).toBe('')
  })
})
