import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { JsonObject } from '@metalwright/sdk/models'
import { afterEach, describe, expect, it } from 'vitest'
import { findProgram, missingPrograms, type ScriptResult, ScriptRoom } from './script-room.ts'

const MIB = 1024 * 1024
const open: ScriptRoom[] = []
afterEach(() => {
  for (const room of open.splice(0)) room.close()
})

/** A file system of an image: its type, its label and its files. */
type FileSystem = {
  type: string
  label?: string
  files: Record<string, string>
  links?: Record<string, string>
}
type Prepared = ScriptResult & {
  room: ScriptRoom
  /** Text of a file on a file system; undefined when it is not there. */
  read: (fileSystem: string, path: string) => string | undefined
  mode: (fileSystem: string, path: string) => number
  calls: string
}

const linux: FileSystem = { type: 'ext4', files: { 'etc/os-release': 'ID=x\n' } }
const user = { 'access-keys': { me: 'ssh-ed25519 AAAA me' } }

/** Prepares a disk with a GPT whose partitions hold the given file systems, in a room where mounting is copying. */
const prepare = async (params: JsonObject, fileSystems: Record<string, FileSystem>): Promise<Prepared> => {
  const room = await ScriptRoom.create([{ name: 'sda', size: 4096 }])
  open.push(room)
  room.render('image-deploy', { 'image-deploy/image-sha256': 'x', ...user, ...params })
  writeFileSync(join(room.dir, 'disk'), room.path('sda'))
  writeFileSync(join(room.dir, 'form'), 'raw')
  const nodes = Object.keys(fileSystems)
  const names = [...nodes, 'new']
  for (const [name, { files, links = {} }] of [
    ...Object.entries(fileSystems),
    ['new', { files: {} }] as const,
  ]) {
    mkdirSync(join(room.dir, 'fs', name), { recursive: true })
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(room.dir, 'fs', name, path)), { recursive: true })
      writeFileSync(join(room.dir, 'fs', name, path), content)
    }
    for (const [path, target] of Object.entries(links)) symlinkSync(target, join(room.dir, 'fs', name, path))
  }
  const table = (count: number) =>
    JSON.stringify({
      partitiontable: {
        label: 'gpt',
        partitions: names.slice(0, count).map((name, at) => ({
          node: `${room.path('sda')}-${name}`,
          start: 2048 * (1 + 100 * at),
          size: 204_800,
        })),
      },
    })
  writeFileSync(join(room.dir, 'table'), table(nodes.length))
  writeFileSync(join(room.dir, 'table-new'), table(nodes.length + 1))
  // The agent is only on a machine.
  const cp = findProgram('cp')
  room.stub('cp', `case "$*" in "-a /usr/local/"*) ;; *) exec ${cp} "$@" ;; esac`)
  const call = `echo "$(basename "$0") $*" >> ${room.dir}/calls`
  room.stub(
    'sfdisk',
    `${call}\ncase "$*" in -J*) cat ${room.dir}/table ;; *--append*) cat > ${room.dir}/append; cp ${room.dir}/table-new ${room.dir}/table ;; esac`,
  )
  room.stub('blockdev', `case "$1" in --getsize64) echo ${1024 * MIB} ;; esac`)
  room.stub('lsblk', `printf '%s part\\n' ${names.map((name) => `${room.path('sda')}-${name}`).join(' ')}`)
  const cases = (value: (fileSystem: FileSystem) => string) =>
    nodes.map((name) => `*-${name}) echo '${value(fileSystems[name] ?? linux)}' ;;`).join(' ')
  room.stub(
    'blkid',
    `for last; do :; done; case "$3" in TYPE) case "$last" in ${cases(({ type }) => type)} *) exit 2 ;; esac ;;
LABEL) case "$last" in ${cases(({ label = '' }) => label)} esac ;; UUID) echo UUID-1 ;; esac`,
  )
  room.stub(
    'mount',
    `for at; do from=$to to=$at; done; ${cp} -a ${room.dir}/fs/\${from##*-}/. "$to" && echo "\${from##*-}" > "${room.dir}/mounted-\${to##*/}"`,
  )
  room.stub(
    'umount',
    `read -r name 2> /dev/null < "${room.dir}/mounted-\${1##*/}" || exit 1; rm -rf ${room.dir}/fs/$name "${room.dir}/mounted-\${1##*/}"; ${cp} -a "$1" ${room.dir}/fs/$name; rm -rf "$1"; mkdir "$1"`,
  )
  for (const name of ['e2fsck', 'resize2fs', 'xfs_growfs', 'btrfs', 'mkfs.vfat', 'kexec'])
    room.stub(name, call)
  const result = await room.run('prepare')
  const place = (name: string, path: string) => join(room.dir, 'fs', name, path)
  return {
    ...result,
    room,
    read: (name, path) =>
      existsSync(place(name, path)) ? readFileSync(place(name, path), 'utf8') : undefined,
    mode: (name, path) => statSync(place(name, path)).mode & 0o777,
    calls: existsSync(join(room.dir, 'calls')) ? readFileSync(join(room.dir, 'calls'), 'utf8') : '',
  }
}

describe.skipIf(missingPrograms.length > 0)('image deploy: preparing', () => {
  it('grows the last partition and its file system, adds the seed and the agent, takes the refusal back', async () => {
    const fresh = await prepare({}, { boot: { type: 'vfat', files: {} }, root: linux })
    expect(fresh.code, fresh.log).toBe(0)
    expect(fresh.calls).toMatch(/sfdisk -q --relocate gpt-bak-std[\s\S]*--no-reread --force -N -root/)
    expect(fresh.calls).toMatch(/e2fsck -fy \S+-root\nresize2fs \S+-root/)
    const seed = 'var/lib/cloud/seed/nocloud'
    expect(JSON.parse(fresh.read('root', `${seed}/meta-data`) ?? '')).toMatchObject({
      'local-hostname': 'node1.example.com',
      'public-keys': ['ssh-ed25519 AAAA me'],
    })
    expect(fresh.read('root', `${seed}/user-data`)).toMatch(/^#cloud-config\n\{[\s\S]*"ssh-ed25519 AAAA me"/)
    expect(fresh.read('root', `${seed}/network-config`)).toBeUndefined()
    expect(fresh.mode('root', `${seed}/user-data`)).toBe(0o600)
    const settings = fresh.read('root', 'usr/local/lib/metalwright/agent.conf')
    expect(settings).toContain('RS_TOKEN=token-infinite\n')
    expect(fresh.mode('root', 'usr/local/lib/metalwright/agent.conf')).toBe(0o600)
  })

  it.each([
    ['xfs', /xfs_growfs \S+target\n/],
    ['btrfs', /btrfs -q filesystem resize max \S+target\n/],
  ])('grows %s while it is mounted', async (type, expected) => {
    const result = await prepare({}, { root: { ...linux, type } })
    expect(result.code, result.log).toBe(0)
    expect(result.calls).toMatch(expected)
    expect(result.calls).not.toContain('resize2fs')
  })

  it('renders values when it is told to, and only then', async () => {
    const params = {
      'cloud-init/user-data': 'name {{.Machine.Name}}\n',
      'cloud-init/meta-data': { where: '{{.Machine.Uuid}}' },
    }
    const seed = 'var/lib/cloud/seed/nocloud'
    const rendered = await prepare({ ...params, 'cloud-init/render': true }, { root: linux })
    expect(rendered.read('root', `${seed}/user-data`)).toBe('name node1.example.com\n\n')
    expect(JSON.parse(rendered.read('root', `${seed}/meta-data`) ?? '').where).toMatch(/^[0-9a-f-]{36}$/)
    const plain = await prepare(params, { root: linux })
    expect(plain.read('root', `${seed}/user-data`)).toBe('name {{.Machine.Name}}\n\n')
  })

  it('writes nothing through links that lead out of the image', async () => {
    const away = join(import.meta.dirname, 'never')
    for (const links of [{ var: away }, { var: '..' }, { var: '/' }]) {
      const result = await prepare({}, { root: { ...linux, links } })
      expect(result.log).toContain("the image's var/lib/cloud/seed/nocloud leads out of the image")
      expect(result.code).toBe(1)
    }
    expect(existsSync(away)).toBe(false)
    const inner = await prepare({}, { root: { ...linux, links: { var: 'etc' } } })
    expect(inner.read('root', 'etc/lib/cloud/seed/nocloud/meta-data')).toContain('local-hostname')
  })

  it('writes a config drive beside the system', async () => {
    const result = await prepare(
      {
        'cloud-init/datasource': 'config-drive',
        'cloud-init/user-data': 'mine',
        'cloud-init/network-config': {
          version: 2,
          ethernets: {
            one: {
              match: { macaddress: '52:54:00:00:00:01' },
              mtu: 9000,
              addresses: ['10.0.0.5/22', '2001:db8::5/64'],
              gateway4: '10.0.0.1',
              routes: [{ to: '::/0', via: '2001:db8::1' }],
              nameservers: { addresses: ['9.9.9.9'] },
            },
            two: { match: { macaddress: '52:54:00:00:00:02' }, dhcp4: true },
          },
        },
      },
      { root: linux },
    )
    expect(result.code, result.log).toBe(0)
    expect(readFileSync(join(result.room.dir, 'append'), 'utf8')).toMatch(
      /^start=1007MiB, size=16MiB, type=EBD0A0A2-/,
    )
    expect(result.calls).toMatch(/mkfs\.vfat -n config-2 \S+-new/)
    expect(result.calls).toMatch(/--force -N -root/)
    expect(JSON.parse(result.read('new', 'openstack/latest/meta_data.json') ?? '')).toMatchObject({
      hostname: 'node1.example.com',
      name: 'node1',
      public_keys: user['access-keys'],
    })
    expect(result.read('new', 'openstack/latest/user_data')).toBe('mine\n')
    expect(JSON.parse(result.read('new', 'openstack/latest/network_data.json') ?? '')).toEqual({
      links: [
        { id: 'one', type: 'phy', ethernet_mac_address: '52:54:00:00:00:01', mtu: 9000 },
        { id: 'two', type: 'phy', ethernet_mac_address: '52:54:00:00:00:02' },
      ],
      networks: [
        {
          id: 'one-0',
          link: 'one',
          type: 'ipv4',
          ip_address: '10.0.0.5',
          netmask: '255.255.252.0',
          routes: [{ network: '0.0.0.0', netmask: '0.0.0.0', gateway: '10.0.0.1' }],
        },
        {
          id: 'one-1',
          link: 'one',
          type: 'ipv6',
          ip_address: '2001:db8::5',
          netmask: '64',
          routes: [{ network: '::', netmask: '::', gateway: '2001:db8::1' }],
        },
        { id: 'two-0', link: 'two', type: 'ipv4_dhcp' },
      ],
      services: [{ type: 'dns', address: '9.9.9.9' }],
    })
    expect(result.read('root', 'var/lib/cloud/seed/nocloud/meta-data')).toBeUndefined()
  })

  it('refuses a network configuration that a config drive cannot hold, and takes one in its own form', async () => {
    const drive = { 'cloud-init/datasource': 'config-drive' }
    const config = { 'cloud-init/network-config': { version: 2, bonds: { b: {} } } }
    const refused = await prepare({ ...drive, ...config }, { root: linux })
    expect(refused.code).toBe(1)
    expect(refused.log).toContain('only ethernets of version 2 are known')
    const own = { 'cloud-init/network-data': { links: [] } }
    const taken = await prepare({ ...drive, ...config, ...own }, { root: linux })
    expect(JSON.parse(taken.read('new', 'openstack/latest/network_data.json') ?? '')).toEqual({ links: [] })
  })

  it.each<[string, FileSystem, string]>([
    ['Flatcar', { type: 'btrfs', label: 'OEM', files: { 'grub.cfg': 'set oem_id="qemu"\n' } }, 'config.ign'],
    [
      'Fedora CoreOS',
      { type: 'ext4', label: 'boot', files: { 'ignition.firstboot': '' } },
      'ignition/config.ign',
    ],
    ['other', { type: 'vfat', label: 'ignition', files: {} }, 'ignition/config.ign'],
  ])('puts an Ignition configuration where images like %s look for it', async (name, fileSystem, path) => {
    const config = { ignition: { version: '3.4.0' }, storage: { files: [{ path: '/{{.Machine.Name}}' }] } }
    const result = await prepare({ 'ignition/config': config, 'ignition/render': true }, { one: fileSystem })
    expect(result.code, result.log).toBe(0)
    expect(JSON.parse(result.read('one', path) ?? '')).toMatchObject({
      storage: { files: [{ path: '/node1.example.com' }] },
    })
    if (name === 'Flatcar')
      expect(result.read('one', 'grub.cfg')).toBe(
        'set oem_id="qemu"\nset linux_append="$linux_append ignition.config.url=oem:///config.ign"\n',
      )
    const text = await prepare({ 'ignition/config': JSON.stringify(config) }, { one: fileSystem })
    expect(JSON.parse(text.read('one', path) ?? '')).toEqual(config)
  })

  it('refuses an Ignition configuration that is none, or that has no place', async () => {
    const boot: FileSystem = { type: 'ext4', label: 'boot', files: {} }
    const butane = await prepare({ 'ignition/config': 'variant: flatcar' }, { one: boot })
    expect(butane.log).toContain('ignition/config is no JSON object')
    const nowhere = await prepare({ 'ignition/config': {} }, { one: boot })
    expect(nowhere.log).toContain('has no place for an Ignition configuration')
    expect([butane.code, nowhere.code]).toEqual([1, 1])
  })
})
