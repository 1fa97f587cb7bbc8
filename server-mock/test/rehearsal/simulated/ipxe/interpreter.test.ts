import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IpxeEnd, IpxeHost } from '../../../../src/rehearsal/simulated/ipxe/image.ts'
import { IpxeInterpreter } from '../../../../src/rehearsal/simulated/ipxe/interpreter.ts'
import { IpxeSettings } from '../../../../src/rehearsal/simulated/ipxe/settings.ts'

const root = 'http://10.0.0.1:8091/boot/'
const given = new Map([
  ['net0/mac', '52:54:00:aa:bb:cc'],
  ['net0/ip', '10.0.0.9'],
  ['platform', 'pcbios'],
  ['uuid', '4b2d7f2e-5f10-4d83-9c0e-1f6c7a1e9b01'],
])

interface Run {
  readonly end: IpxeEnd
  readonly fetched: string[]
  readonly said: string[]
  readonly slept: number
}

/** Runs `start.ipxe`; other files are kernels, or scripts when they are given. */
async function run(
  script: string,
  files: Record<string, string> = {},
  host: Partial<IpxeHost> = {},
): Promise<Run> {
  const fetched: string[] = []
  const said: string[] = []
  let slept = 0
  const all: Record<string, string> = { 'start.ipxe': `#!ipxe\n${script}`, ...files }
  const machine: IpxeHost = {
    signal: new AbortController().signal,
    fetch: async (url) => {
      const name = url.href.replace(root, '')
      fetched.push(name)
      if (name.includes('missing')) throw new Error('status 404')
      const text = Object.hasOwn(all, name) ? all[name] : undefined
      return { size: text?.length ?? 1000, script: text?.startsWith('#!ipxe') ? text : undefined }
    },
    sleep: async (milliseconds) => {
      slept += milliseconds
    },
    echo: (text) => void said.push(text),
    diskBoots: () => true,
    ...host,
  }
  const end = await new IpxeInterpreter(machine, new IpxeSettings(given)).boot(`${root}start.ipxe`)
  return { end, fetched: fetched.slice(1), said, slept }
}

const exit = (code: number): IpxeEnd => ({ kind: 'exit', code })

describe('iPXE scripts', () => {
  it.each<[string, string, IpxeEnd]>([
    ['an empty script', '', exit(0)],
    ['comments and labels', '# echo\n:label\n\t# more', exit(0)],
    ['exit with a status', 'exit 3\nshell', exit(3)],
    ['a failed command', 'iseq a b\nshell', exit(1)],
    ['an unknown command', 'frobnicate', exit(127)],
    ['|| after a success', 'isset a || shell', exit(0)],
    ['|| after a failure', 'isset || exit 4', exit(4)],
    ['&& after a success', 'isset a && exit 5', exit(5)],
    ['&& after a failure that is forgiven', 'iseq a b && shell ||\nexit 6', exit(6)],
    ['; after a failure', 'isset ; exit 7', exit(7)],
    ['a jump forward', 'goto end\nshell\n:end\nexit 8', exit(8)],
    ['a jump to nowhere', 'goto nowhere\nshell', exit(1)],
    ['a jump to nowhere that is forgiven', 'goto nowhere || exit 9', exit(9)],
    ['a setting', 'set x a b\niseq ${x} "a b" && exit 10', exit(10)],
    ['a setting that is not set', 'isset ${x} || exit 11', exit(11)],
    ['a cleared setting', 'set x y\nclear x\nisset ${x} || exit 12', exit(12)],
    ['a setting inside a setting', 'set x y\nset y z\niseq ${${x}} z && exit 13', exit(13)],
    ['single quotes', "iseq '${ip}' \\${ip} && exit 14", exit(14)],
    ['the address of the boot interface', 'iseq ${netX/mac} 52:54:00:aa:bb:cc && exit 15', exit(15)],
    ['its form with hyphens', 'iseq ${net0/mac:hexhyp} 52-54-00-aa-bb-cc && exit 16', exit(16)],
    ['its bare form', 'iseq ${mac:hexraw} 525400aabbcc && exit 17', exit(17)],
    ['the platform', 'iseq ${platform} pcbios && exit 18', exit(18)],
    ['network commands', 'ifopen net0 && dhcp && ifconf -c dhcp && exit 19', exit(19)],
    ['a disk', 'sanboot --no-describe --drive 0x80', { kind: 'disk' }],
    ['a disk there is not', 'sanboot --drive 0x81 || exit 20', exit(20)],
    ['the shell', 'shell', { kind: 'shell' }],
    ['a reboot', 'reboot', { kind: 'reboot' }],
    ['nothing to boot', 'boot || exit 21', exit(21)],
    ['a circle', ':again\ngoto again', { kind: 'exhausted' }],
    ['scripts that load each other', 'chain --replace start.ipxe', { kind: 'exhausted' }],
  ])('%s', async (_, script, end) => {
    expect((await run(script)).end).toEqual(end)
  })

  it('boots a kernel with its command line and its initial file systems', async () => {
    const { end, fetched } = await run(
      'imgfree\nkernel ../os/vmlinuz initrd=initrd.img BOOTIF=01-${netX/mac:hexhyp} || shell\n' +
        'initrd --name initrd.img /os/initrd || shell\nboot',
    )
    expect(fetched).toEqual(['http://10.0.0.1:8091/os/vmlinuz', 'http://10.0.0.1:8091/os/initrd'])
    expect(end).toMatchObject({
      kind: 'boot',
      kernel: { name: 'vmlinuz', args: 'initrd=initrd.img BOOTIF=01-52-54-00-aa-bb-cc', size: 1000 },
      initrds: [{ name: 'initrd.img' }],
    })
  })

  it('returns from a script it started, and not from one that replaces it', async () => {
    const files = { 'sub/two.ipxe': '#!ipxe\nimgfetch near', 'bad.ipxe': '#!ipxe\nexit 1' }
    expect(await run('chain sub/two.ipxe && exit 30', files)).toMatchObject({
      end: exit(30),
      fetched: ['sub/two.ipxe', 'sub/near'],
    })
    expect((await run('chain --replace --autofree sub/two.ipxe\nexit 31', files)).end).toEqual(exit(0))
    expect((await run('chain bad.ipxe || exit 32', files)).end).toEqual(exit(32))
    expect((await run('imgfetch --name it bad.ipxe && imgexec --replace it || exit 33', files)).end).toEqual(
      exit(1),
    )
  })

  it('waits and tries again as a script says', async () => {
    const { end, slept, fetched } = await run(
      'set n 1\n:load\nkernel missing || goto again\nboot\n:again\nsleep 5\niseq ${n} 1 || exit 2\nset n 2\ngoto load',
    )
    expect({ end, slept, fetched }).toEqual({ end: exit(2), slept: 10_000, fetched: ['missing', 'missing'] })
  })

  it('never lets a value add a word, a command or a label', async () => {
    const { end, said } = await run('set evil a || shell\necho ${evil} && exit 1', {}, {})
    expect(end).toEqual(exit(1))
    expect(said).toContain('a')
    const interpreter = new IpxeInterpreter(
      {
        signal: new AbortController().signal,
        fetch: async () => ({
          size: 1,
          script: '#!ipxe\nset x ${net0/hostname}\niseq ${x} ${net0/hostname} && exit 40\nshell',
        }),
        sleep: async () => {},
        echo: () => {},
        diskBoots: () => false,
      },
      new IpxeSettings(new Map([['net0/hostname', 'x || shell\nshell']])),
    )
    expect(await interpreter.boot(`${root}x`)).toEqual(exit(40))
  })

  it('ends at once when the power goes', async () => {
    const power = new AbortController()
    const waiting = run(
      ':again\nsleep 1\ngoto again',
      {},
      {
        signal: power.signal,
        sleep: async () => power.abort(new Error('no power')),
      },
    )
    await expect(waiting).rejects.toThrow('no power')
  })

  it('survives any script', async () => {
    const word = fc.constantFrom(
      ...[
        'goto',
        'set',
        'chain',
        'kernel',
        'boot',
        'iseq',
        'isset',
        'exit',
        'sleep',
        '||',
        '&&',
        ';',
        'a',
        ':a',
      ],
      ...[
        '${a}',
        '${${a}}',
        '${',
        '}',
        "'",
        '"',
        '\\',
        '--name',
        '--replace',
        'start.ipxe',
        'http://[',
        '__proto__',
        '#',
      ],
    )
    const line = fc.oneof(
      fc.array(word, { maxLength: 8 }).map((words) => words.join(' ')),
      fc.string({ unit: 'binary', maxLength: 40 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
        const { end } = await run(lines.join('\n'))
        expect(['boot', 'disk', 'exit', 'shell', 'reboot', 'poweroff', 'exhausted']).toContain(end.kind)
      }),
      { numRuns: 300 },
    )
  })
})
