import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { labAddresses, renderText } from './pack.ts'
import { missingPrograms, ScriptRoom } from './script-room.ts'

const GIB = 1024 ** 3
const disk = (fields: JsonObject): JsonObject => ({
  model: 'PERC',
  wwn: '',
  serial: '',
  busPath: '',
  rotational: false,
  removable: false,
  readOnly: false,
  transport: 'sas',
  holds: [],
  ...fields,
})
const disks: JsonValue = [
  disk({
    name: 'sda',
    path: '/dev/sda',
    bytes: 100 * GIB,
    serial: ' S-ONE',
    wwn: '0x5000AB',
    busPath: 'pci-0000:00:1f.2-ata-1',
  }),
  disk({
    name: 'sdb',
    path: '/dev/sdb',
    bytes: 4000 * GIB,
    serial: 'S-TWO',
    rotational: true,
    holds: ['lvm', 'label:data'],
  }),
  disk({
    name: 'nvme0n1',
    path: '/dev/nvme0n1',
    bytes: 900 * GIB,
    serial: 'N-1',
    wwn: 'eui.0025',
    model: 'Samsung PM9A3',
    transport: 'nvme',
  }),
]

describe.skipIf(missingPrograms.length > 0)('disk hints', () => {
  let room: ScriptRoom
  beforeAll(async () => {
    room = await ScriptRoom.create([{ name: 'disk', size: 512 }])
    writeFileSync(join(room.dir, 'disks'), JSON.stringify(disks))
  })
  afterAll(() => room.close())

  /** What a jq expression makes of each disk, with the functions of the template. */
  const ask = async (expression: string, values: JsonObject): Promise<unknown[][][]> => {
    writeFileSync(join(room.dir, 'values'), JSON.stringify(values))
    const functions = renderText('{{template "metalwright-disk-choice.sh"}}', {}, labAddresses)
    const run = `jq -c --slurpfile values values "$disk_functions"'$values[0] as $v | map(${expression})' disks\n`
    writeFileSync(join(room.dir, 'ask'), `${functions}\n${run}`)
    const { code, log } = await room.run('ask')
    expect(log.startsWith('[') && code === 0, log).toBe(true)
    return JSON.parse(log)
  }
  const hints: readonly (readonly [JsonValue, readonly number[]])[] = [
    ['S-ONE', [0]],
    ['s-one', [0]],
    ['/dev/sdb', [1]],
    ['nvme0n1', [2]],
    ['5000ab', [0]],
    ['0025', [2]],
    ['pci-0000:00:1f.2-ata-1', [0]],
    ['/dev/disk/by-path/pci-0000:00:1f.2-ata-1', [0]],
    ['sd', []],
    ['', []],
    [{ serial: 'N-1' }, [2]],
    [{ serial: '' }, []],
    [{ wwn: 'naa.5000ab' }, [0]],
    [{ model: 'samsung' }, [2]],
    [{ path: '0000:00:1f.2-ata-1' }, [0]],
    [{ minBytes: 500 * GIB }, [1, 2]],
    [{ minBytes: 500 * GIB, maxBytes: 1000 * GIB }, [2]],
    [{ rotational: true }, [1]],
    [{ transport: 'NVMe' }, [2]],
    [{ transport: 'sas', rotational: false }, [0]],
    [{ serial: 'N-1', transport: 'sas' }, []],
  ]
  it('mean the disks for which all of a hint holds', async () => {
    const given = { hints: hints.map(([hint]) => hint) }
    const reasons = await ask('[unlike($v.hints[])]', given)
    const meant = (at: number) => reasons.flatMap((list, number) => (list[at]?.length === 0 ? [number] : []))
    for (const [at, [hint, expected]] of hints.entries())
      expect(meant(at), JSON.stringify(hint)).toEqual(expected)
  })

  it('say why a disk is not meant', async () => {
    const reasons = await ask('[unlike($v.hint)]', { hint: { transport: 'nvme', minBytes: 200 * GIB } })
    expect(reasons.flat()).toEqual([['transport sas', `less than ${200 * GIB} bytes`], ['transport sas'], []])
  })

  it('guard disks by hint and by what they hold, but not the one of the last deployment', async () => {
    const guards = (values: JsonObject) => ask('guarded($v)', values)
    expect(await guards({})).toEqual([[], [], []])
    const protectedDisks = { 'image-deploy/protected-disks': ['S-ONE', { transport: 'nvme' }] }
    expect(await guards(protectedDisks)).toEqual([
      ['image-deploy/protected-disks names it by "S-ONE"'],
      [],
      ['image-deploy/protected-disks names it by {"transport":"nvme"}'],
    ])
    const signatures = { 'image-deploy/protect-signatures': ['zfs', 'lvm', 'label:data'] }
    const why = [
      'it holds lvm (image-deploy/protect-signatures)',
      'it holds label:data (image-deploy/protect-signatures)',
    ]
    expect(await guards(signatures)).toEqual([[], why, []])
    expect(await guards({ ...signatures, 'image-deploy/installed-disk': { serial: 'S-TWO' } })).toEqual([
      [],
      [],
      [],
    ])
  })

  it('take only what names a disk for good as naming it', async () => {
    const named = ['S-ONE', '0x5000ab', { serial: 'S-ONE' }, { wwn: '5000AB', transport: 'sas' }]
    const described = [
      'sda',
      '/dev/sda',
      { name: 'sda' },
      { model: 'perc' },
      { serial: 'S-ONE', transport: 'nvme' },
    ]
    const answers = await ask('[identified($v.hints[])]', { hints: [...named, ...described] })
    expect(answers[0]).toEqual([...named.map(() => true), ...described.map(() => false)])
    for (const others of answers.slice(1)) expect(others).not.toContain(true)
  })

  it('know what disks hold from their signatures', async () => {
    const other = await ScriptRoom.create([
      { name: 'disk', size: 512, serial: 'A' },
      { name: 'two', size: 512, serial: 'B' },
    ])
    try {
      other.stub(
        'wipefs',
        `case "$2" in *two) echo '{"signatures":[{"type":"LVM2_member"},{"type":"ext4","label":"keep me"}]}' ;; esac`,
      )
      other.stub('blkid', 'echo "ceph block"')
      const text =
        '{{template "metalwright-disks.sh"}}\n{{template "metalwright-disk-choice.sh"}}\nsurvey; jq -c "map(.holds)" disks\n'
      writeFileSync(join(other.dir, 'ask'), renderText(text, {}, labAddresses))
      const holds = async (value: JsonValue) => {
        writeFileSync(
          join(other.dir, 'settings.json'),
          JSON.stringify({ 'image-deploy/protect-signatures': value }),
        )
        return JSON.parse((await other.run('ask')).log)
      }
      expect(await holds(['lvm'])).toEqual([
        ['ceph', 'label:ceph block'],
        ['ceph', 'ext4', 'label:ceph block', 'label:keep me', 'lvm'],
      ])
      expect(await holds(null)).toEqual([[], []])
    } finally {
      other.close()
    }
  })
})
