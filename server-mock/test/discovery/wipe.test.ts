import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { afterEach, describe, expect, it } from 'vitest'
import { findProgram, missingPrograms, type RoomDisk, type ScriptResult, ScriptRoom } from './script-room.ts'

const MIB = 1024 * 1024
const data = randomBytes(4 * MIB)
const open: ScriptRoom[] = []
afterEach(() => {
  for (const room of open.splice(0)) room.close()
})

type Wipe = ScriptResult & { room: ScriptRoom; proof: JsonValue; zeros: (disk: string) => boolean }

/** Wipes disks full of data; `stubs` replace programs. */
const wipe = async (
  params: JsonObject,
  disks: readonly RoomDisk[] = [{ name: 'disk', size: 4 * MIB }],
  stubs: Record<string, (room: ScriptRoom) => string> = {},
): Promise<Wipe> => {
  const room = await ScriptRoom.create(disks)
  open.push(room)
  for (const { name } of disks) writeFileSync(room.path(name), data)
  room.stub('blockdev', `case "$1" in --getsz) echo ${(4 * MIB) / 512} ;; esac`)
  // Writes zeros where it is asked for zeros; discarding does nothing.
  const options = 'conv=notrunc iflag=count_bytes oflag=seek_bytes status=none'
  room.stub(
    'blkdiscard',
    `[ "$1" = -z ] || exit 0; exec ${findProgram('dd')} if=/dev/zero of="$7" seek="$4" count="$6" ${options}`,
  )
  for (const [name, body] of Object.entries(stubs)) room.stub(name, body(room))
  room.render('wipe', params)
  const result = await room.run('wipe')
  return {
    ...result,
    room,
    proof: room.params['erase/proof'] ?? null,
    zeros: (disk) => room.disk(disk).every((byte) => byte === 0),
  }
}
const two: readonly RoomDisk[] = [
  { name: 'disk', size: 4 * MIB, serial: 'A' },
  { name: 'other', size: 4 * MIB, serial: 'B' },
]

describe.skipIf(missingPrograms.length > 0)('wipe', () => {
  it('clears the ends of the disk of the last deployment, and nothing else', async () => {
    const result = await wipe({ 'image-deploy/installed-disk': { serial: 'A' } }, two)
    expect(result.log).toMatch(/Wiped \S+disk \(4194304 bytes\) by cleared signatures, blkdiscard/)
    expect(result.code).toBe(0)
    const disk = result.room.disk('disk')
    for (const end of [disk.subarray(0, MIB), disk.subarray(3 * MIB)])
      expect(end.every((byte) => byte === 0)).toBe(true)
    expect(disk.subarray(MIB, 3 * MIB).equals(data.subarray(MIB, 3 * MIB))).toBe(true)
    expect(result.room.disk('other').equals(data)).toBe(true)
    expect(result.proof).toMatchObject({
      ok: true,
      level: 'quick',
      time: expect.stringMatching(/^20.*Z$/),
      disks: [{ name: 'disk', serial: 'A', bytes: 4 * MIB, verified: { ends: true, blocks: 0 } }],
    })
  })

  it('writes zeros everywhere, and reads random blocks back', async () => {
    const result = await wipe({ 'wipe/disks': ['all'], 'wipe/level': 'zero', 'wipe/verify-blocks': 9 }, two)
    expect(result.code).toBe(0)
    expect([result.zeros('disk'), result.zeros('other')]).toEqual([true, true])
    expect(result.proof).toMatchObject({
      ok: true,
      disks: [
        { serial: 'A', method: 'overwrite', verified: { blocks: 9, blockBytes: 4096, zero: true } },
        { serial: 'B', method: 'overwrite' },
      ],
    })
  })

  it('overwrites a disk that lies about zeros', async () => {
    const result = await wipe({ 'wipe/disks': ['S1'], 'wipe/level': 'zero' }, undefined, {
      blkdiscard: () => 'exit 0',
    })
    expect(result.log).toContain('it still gives data')
    expect(result.code).toBe(0)
    expect(result.zeros('disk')).toBe(true)
    expect(result.proof).toMatchObject({ ok: true, disks: [{ method: 'overwrite, overwrite' }] })
  })

  it('fails for a disk that is dead, and tells what became of the others', async () => {
    const result = await wipe({ 'wipe/disks': ['A', 'B'], 'wipe/level': 'zero' }, two, {
      blkdiscard: (room) => `[ "$7" != ${room.path('disk')} ] || { echo 'Input/output error' >&2; exit 1; }
[ "$1" = -z ] && exec ${findProgram('dd')} if=/dev/zero of="$7" bs=1M count=4 conv=notrunc status=none`,
    })
    expect(result.code).toBe(1)
    expect(result.log).toContain('the machine is not handed out until its wipe succeeds')
    expect(result.proof).toMatchObject({
      ok: false,
      reason: expect.stringContaining('Input/output error'),
      disks: [
        { serial: 'A', problem: expect.stringContaining('zeros cannot be written') },
        { serial: 'B', method: 'overwrite' },
      ],
    })
  })

  it('leaves no proof that says it is done when it is interrupted', async () => {
    const result = await wipe({ 'wipe/disks': ['S1'], 'wipe/level': 'zero' }, undefined, {
      blkdiscard: () => 'kill -9 $PPID',
    })
    expect(result.code).not.toBe(0)
    expect(result.proof).toMatchObject({ ok: false, reason: 'the wipe has begun', disks: [] })
  })

  it.each([
    ['virtio', 'disk', {}, 'offers no erase of its own'],
    [
      'sata',
      'sda',
      {
        hdparm: () =>
          'printf "Security: \\n\\tMaster\\n\\t\\tsupported\\n\\tnot\\tenabled\\n\\t\\tfrozen\\nLogical\\n"',
      },
      'its firmware froze it',
    ],
    [
      'sata',
      'sda',
      {
        hdparm: () =>
          'printf "Security: \\n\\t\\tsupported\\n\\tnot\\tlocked\\n\\tnot\\tfrozen\\n"; case "$*" in *erase*) exit 5 ;; esac',
      },
      'its secure erase failed',
    ],
    ['nvme', 'nvme9n1', { nvme: () => 'exit 1' }, 'it does not say what it can'],
  ])(
    'refuses "secure" for %s where the drive cannot',
    async (transport, name, stubs: Record<string, () => string>, reason) => {
      const disks = [{ name, transport, size: 4 * MIB }]
      const noSecure = { blkdiscard: () => '[ "$1" != --secure ]', ...stubs }
      const params = { 'wipe/disks': ['S1'], 'wipe/level': 'secure' }
      const result = await wipe(params, disks, noSecure)
      expect(result.proof).toMatchObject({ ok: false, reason: expect.stringContaining(reason) })
      expect(result.code).toBe(1)
      expect(result.room.disk(name).subarray(0, MIB).equals(data.subarray(0, MIB))).toBe(true)
    },
  )

  it('has a SATA drive erase itself, by the better way', async () => {
    const hdparm = (room: ScriptRoom) => `case "$*" in
-I*) printf 'Security: \\n\\t\\tsupported\\n\\tnot\\tenabled\\n\\tnot\\tlocked\\n\\tnot\\tfrozen\\n\\t\\tsupported: enhanced erase\\n' ;;
*erase-enhanced*) ${findProgram('dd')} if=/dev/zero of=${room.path('sda')} bs=1M count=4 conv=notrunc status=none ;;
esac`
    const disks = [{ name: 'sda', transport: 'sata', size: 4 * MIB }]
    const result = await wipe({ 'wipe/disks': ['S1'], 'wipe/level': 'best' }, disks, { hdparm })
    expect(result.code).toBe(0)
    expect(result.proof).toMatchObject({
      ok: true,
      disks: [{ method: 'ATA security-erase-enhanced', verified: { zero: true } }],
    })
    expect(result.zeros('sda')).toBe(true)
  })

  it('takes zeros as the best a drive has that cannot erase itself', async () => {
    const result = await wipe({ 'wipe/disks': ['S1'], 'wipe/level': 'best' }, undefined, {
      blkdiscard: (room) => `[ "$1" != --secure ] || exit 1
exec ${findProgram('dd')} if=/dev/zero of=${room.path('disk')} bs=1M count=4 conv=notrunc status=none`,
    })
    expect(result.proof).toMatchObject({ ok: true, disks: [{ method: 'overwrite' }] })
    expect(result.zeros('disk')).toBe(true)
  })

  it('keeps protected disks, unless they are named for good', async () => {
    const guard = { 'image-deploy/protected-disks': [{ name: 'other' }] }
    const all = await wipe({ ...guard, 'wipe/disks': ['all'] }, two)
    expect(all.log).toMatch(/Left as it is: .*serial B/)
    expect(all.room.disk('other').equals(data)).toBe(true)
    expect(all.proof).toMatchObject({ ok: true, disks: [{ serial: 'A' }] })

    const byName = await wipe({ ...guard, 'wipe/disks': ['other'] }, two)
    expect(byName.code).toBe(1)
    expect(byName.log).toContain('protected disks are erased only when')
    expect(byName.room.disk('other').equals(data)).toBe(true)
    const last = await wipe({ ...guard, 'image-deploy/installed-disk': { serial: 'B' } }, two)
    expect(last.code).toBe(1)
    expect(last.room.disk('other').equals(data)).toBe(true)

    const bySerial = await wipe({ ...guard, 'wipe/disks': [{ serial: 'B' }] }, two)
    expect(bySerial.proof).toMatchObject({ ok: true, disks: [{ serial: 'B' }] })
  })

  it('fails when a disk to wipe is not there, and has nothing to do without one', async () => {
    const missing = await wipe({ 'wipe/disks': ['A', 'GONE'] }, two)
    expect(missing.code).toBe(1)
    expect(missing.log).toContain('these disks are not there: "GONE"')
    expect(missing.room.disk('disk').equals(data)).toBe(true)
    const nothing = await wipe({}, two)
    expect(nothing.code).toBe(0)
    expect(nothing.proof).toMatchObject({ ok: true, disks: [] })
  })
})
