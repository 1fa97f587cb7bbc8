import { BootEnv, type JsonValue } from '@metalwright/sdk/models'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IpxeInterpreter } from '../../src/rehearsal/simulated/ipxe/interpreter.ts'
import { IpxeSettings } from '../../src/rehearsal/simulated/ipxe/settings.ts'
import { isMenuText } from '../../src/render/boot-script.ts'
import { bootEnvOf, pack } from '../discovery/pack.ts'
import { rendering } from './rendering.ts'

const FILES = { ipxe: 'default.ipxe', pxelinux: 'pxelinux.cfg/default', grub: 'grub/grub.cfg' }
const URL_ROOT = 'http://10.0.0.1:8091'

const defaults = Object.fromEntries(
  Object.entries(pack.sections['params'] ?? {}).flatMap(([name, { Schema }]) =>
    Schema !== null && typeof Schema === 'object' && !Array.isArray(Schema) && Schema['default'] !== undefined
      ? [[name, [Schema['default']]] as const]
      : [],
  ),
)
const templates = Object.fromEntries(
  Object.entries(pack.sections['templates'] ?? {}).map(([id, { Contents }]) => [id, String(Contents)]),
)

/** The menu of the bootenv `unknown-menu`, as it is sent to a loader. */
function menu(
  kind: keyof typeof FILES,
  params: Readonly<Record<string, JsonValue>> = {},
  menuBootEnvs: readonly BootEnv[] = [],
): Promise<string> {
  const own = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, [value]]))
  const levels = { ...defaults, 'pxelinux-local-boot': ['localboot 0'], ...own }
  const { text } = rendering({ levels, menuBootEnvs }, templates)
  const bootEnv = bootEnvOf('unknown-menu')
  const file = FILES[kind]
  return text(
    `{{template "metalwright-menu.${kind}" .}}`,
    { machine: undefined, stage: undefined, task: undefined, bootEnv },
    { file },
  )
}

const rescue = BootEnv.parse({
  Name: 'rescue',
  Available: true,
  Meta: { 'boot-menu': 'Rescue system 1.2' },
  OS: {
    Name: 'rescue',
    SupportedArchitectures: {
      arm64: { Kernel: 'Image', Initrds: ['arm.img'], BootParams: 'arm root=/dev/ram0' },
    },
  },
  Kernel: 'linux',
  Initrds: ['one.img', 'extra/two.img'],
  BootParams: 'root=/dev/ram0 {{.Param "kernel-console"}}',
})

/** What a script comes to on a machine of the rehearsal, whose iPXE has no menus. */
async function withoutMenus(script: string, platform: 'pcbios' | 'efi') {
  const fetched: string[] = []
  const interpreter = new IpxeInterpreter(
    {
      signal: new AbortController().signal,
      fetch: async (url) => {
        if (url.href === 'http://x/start') return { size: 1, script }
        if (url.href.endsWith('.ipxe')) throw new Error('not found')
        fetched.push(url.pathname)
        return { size: 1000, script: undefined }
      },
      sleep: async () => {},
      echo: () => {},
      diskBoots: () => true,
    },
    new IpxeSettings(
      new Map([
        ['net0/mac', '52:54:00:aa:bb:cc'],
        ['platform', platform],
      ]),
    ),
  )
  return { end: await interpreter.boot('http://x/start'), fetched }
}

describe('the boot menu of unknown machines', () => {
  it('is a menu of iPXE, with a time-out and a default', async () => {
    const script = await menu('ipxe', { 'boot-menu/timeout': 5 }, [rescue])
    const lines = script.split('\n')
    expect(lines.slice(0, 13)).toEqual([
      '#!ipxe',
      `imgfetch --name machine.ipxe ${URL_ROOT}/\${netX/mac}.ipxe || goto menu`,
      'imgexec --replace machine.ipxe',
      'exit 1',
      ':menu',
      'imgfree',
      'menu Nobody knows this machine yet || goto entry3',
      'item --key 1 entry1 1. Discover this machine || goto entry3',
      'item --key 2 entry2 2. Rescue system 1.2 || goto entry3',
      'item --key 3 entry3 3. Boot from the disk || goto entry3',
      'item --key 4 entry4 4. Shell of the boot loader || goto entry3',
      'choose --timeout 5000 --default entry3 chosen || set chosen entry3',
      'goto ${chosen}',
    ])
    expect(lines).toContain(
      `kernel ${URL_ROOT}/rescue/linux initrd=one.img root=/dev/ram0 console=tty0 console=ttyS0,115200 BOOTIF=01-\${netX/mac:hexhyp} || goto failed`,
    )
    expect(lines).toContain(`initrd ${URL_ROOT}/rescue/extra/two.img || goto failed`)
    expect(lines).toContain('iseq ${buildarch} arm64 && goto entry2arm64 ||')
    expect(lines).toContain(
      `kernel ${URL_ROOT}/rescue/arm64/Image initrd=arm.img arm root=/dev/ram0 BOOTIF=01-\${netX/mac:hexhyp} || goto failed`,
    )
    // Every place that is jumped to is there, once.
    const labels = lines.filter((line) => line.startsWith(':')).map((line) => line.slice(1))
    expect(new Set(labels).size).toBe(labels.length)
    for (const [, target = ''] of script.matchAll(/goto (\w+)/g)) expect(labels).toContain(target)
    expect(await menu('ipxe', { 'boot-menu/timeout': 0 })).toContain('\nchoose --default entry2 chosen ||')
  })

  it('does its default where the loader has no menus, by the firmware', async () => {
    const disk = await menu('ipxe')
    expect((await withoutMenus(disk, 'pcbios')).end).toEqual({ kind: 'disk' })
    expect((await withoutMenus(disk, 'efi')).end).toEqual({ kind: 'exit', code: 1 })
    const found = await withoutMenus(await menu('ipxe', { 'boot-menu/default': 'rescue' }, [rescue]), 'efi')
    expect(found).toMatchObject({
      end: { kind: 'boot' },
      fetched: ['/rescue/linux', '/rescue/one.img', '/rescue/extra/two.img'],
    })
    const unknown = await withoutMenus(await menu('ipxe', { 'boot-menu/default': 'gone' }), 'pcbios')
    expect(unknown.end).toEqual({ kind: 'disk' })
  })

  it('is a prompt of PXELINUX', async () => {
    expect((await menu('pxelinux', {}, [rescue])).split('\n')).toEqual([
      '# The boot menu of unknown machines, for PXELINUX: its prompt takes the number of an entry.',
      'prompt 1',
      'timeout 300',
      'default 3',
      'say Nobody knows this machine yet',
      'say 1. Discover this machine',
      'say 2. Rescue system 1.2',
      'say 3. Boot from the disk',
      'say Type a number and press Enter. Enter alone takes 3, and so do 30 seconds.',
      'label 1',
      '  kernel discovery/vmlinuz',
      '  initrd discovery/initrd.img',
      `  append metalwright.url=${URL_ROOT} edd=off panic=10 loglevel=5 console=tty0 console=ttyS0,115200`,
      '  ipappend 2',
      'label 2',
      '  kernel rescue/linux',
      '  initrd rescue/one.img,rescue/extra/two.img',
      '  append root=/dev/ram0 console=tty0 console=ttyS0,115200',
      '  ipappend 2',
      'label 3',
      '  localboot 0',
      '',
    ])
  })

  it('is a menu of GRUB', async () => {
    const text = await menu('grub', { 'boot-menu/default': 'discover', 'boot-menu/timeout': 0 }, [rescue])
    expect(text).toContain("set timeout=-1\nset default='1'\n")
    expect(text).toContain("menuentry 'Rescue system 1.2' --id '2' {\n  linux /rescue/linux root=/dev/ram0 ")
    expect(text).toContain('  initrd /rescue/one.img /rescue/extra/two.img\n}')
    expect(text).not.toContain('Shell')
  })

  it('offers what the params say, in their order', async () => {
    const script = await menu('ipxe', { 'boot-menu/entries': ['shell', 'bootenvs'] }, [rescue])
    expect(script.match(/^item .*$/gm)).toEqual([
      'item --key 1 entry1 1. Shell of the boot loader || goto entry1',
      'item --key 2 entry2 2. Rescue system 1.2 || goto entry1',
    ])
  })

  it('leaves out bootenvs that cannot be offered, and says why', async () => {
    const change = (change: Partial<BootEnv>) => ({ ...rescue, ...change })
    const bad = [
      change({ Name: 'aa', Available: false }),
      change({ Name: 'bb', BootParams: 'x={{.Machine.Name}}' }),
      change({ Name: 'cc', BootParams: 'x\nshell' }),
      change({ Name: 'dd', Meta: { 'boot-menu': 'x || shell' } }),
      change({ Name: 'ee', Kernel: '', OS: BootEnv.parse({ Name: 'ee', OS: { Name: 'ee' } }).OS }),
      rescue,
    ]
    for (const kind of ['ipxe', 'pxelinux', 'grub'] as const) {
      const script = await menu(kind, {}, bad)
      expect(script.match(/Rescue system/g)?.length).toBeGreaterThan(0)
      expect(script).not.toMatch(/^(shell)$/m)
    }
    const script = await menu('ipxe', {}, bad)
    expect(script.match(/^item .*$/gm)).toHaveLength(4)
    expect(script.match(/^# .. is left out: .*$/gm)?.map((line) => line.slice(2, 40))).toEqual([
      'aa is left out: it is not available',
      expect.stringMatching(/^bb is left out: template: /),
      expect.stringMatching(/^cc is left out: kernel parameters/),
      expect.stringMatching(/^dd is left out: the boot-menu of its /),
      'ee is left out: it has no kernel',
    ])
  })

  it('refuses values that are more than text, naming the param', async () => {
    for (const value of ['a || shell', 'a\nshell', '${x}', ' a', '-a', '', 7]) {
      await expect(menu('ipxe', { 'boot-menu/title': value })).rejects.toThrow(/param boot-menu\/title/)
    }
    await expect(menu('ipxe', { 'boot-menu/timeout': 1.5 })).rejects.toThrow(/param boot-menu\/timeout/)
    await expect(menu('ipxe', { 'boot-menu/entries': ['x'] })).rejects.toThrow(/param boot-menu\/entries/)
  })

  it('has only texts that no loader takes for more', () => {
    const parts = fc.constantFrom(
      ' ',
      'a',
      '||',
      '&&',
      ';',
      '#',
      '$',
      '{',
      '"',
      "'",
      '\\',
      '\n',
      '|',
      '-',
      'ß',
      '%',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, fc.string({ maxLength: 3 })), { maxLength: 8 }), (all) => {
        const text = all.join('')
        return !isMenuText(text) || /^[^\s-][^\n\r"'`|&;${}\\#<>~^[\]]*$/.test(text)
      }),
      { numRuns: 2000 },
    )
    expect(
      ['Rescue 1.2 (x64), 50% off!', 'a:b/c_d=e?', 'MEMTEST+'].filter((text) => !isMenuText(text)),
    ).toEqual([])
  })
})
