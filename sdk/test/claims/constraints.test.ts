import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { machineTest } from '../../src/claims/condition.ts'
import {
  type Constraints,
  constraintFilters,
  constraintParams,
  unmetBy,
} from '../../src/claims/constraints.ts'
import { hardwareOf } from '../../src/claims/hardware.ts'
import { imageParams } from '../../src/claims/image-params.ts'
import { Machine } from '../../src/models/machine.ts'

const inventory = {
  'inventory/cpu': { model: 'X', threads: 16 },
  'inventory/memory': { bytes: 63 * 2 ** 30 },
  'inventory/disks': [
    { name: 'sda', bytes: 480e9, serial: 'S1', model: 'M', rotational: false, removable: false },
    { name: 'sdb', bytes: 2e12, removable: true },
  ],
  'inventory/nics': [{ name: 'eth0', mac: '52:54:00:00:00:01', driver: 'virtio', link: true, speed: 10_000 }],
  'inventory/dmi': { sys_vendor: 'ACME', product_name: 'R1', product_serial: '0815' },
}
const machine = Machine.parse({
  Name: 'web1',
  Arch: 'arm64',
  Profiles: ['rack'],
  Params: { ...inventory, tags: ['fast', 'new'], zone: 'b', 'my/param': { a: [1] } },
})

describe('constraints', () => {
  it('are met by a machine that has what they ask for', () => {
    const met = {
      minCpu: 16,
      minMemoryGib: 64,
      minDiskGb: 480,
      minDisks: 1,
      arch: 'arm64',
      tags: ['new'],
      profiles: ['rack'],
      zone: 'b',
      vendor: 'Acme',
      model: 'r1',
      params: { 'my/param': { a: [1] } },
    }
    expect(unmetBy(machine, met)).toEqual([])
    expect(constraintFilters(met)).toEqual(['Arch=Eq(arm64)'])
    expect(constraintParams(met)).toEqual(
      expect.arrayContaining(['inventory/cpu', 'tags', 'zone', 'my/param']),
    )
  })

  it('name everything that is missing, each by itself', () => {
    const cases: readonly (readonly [Constraints, string])[] = [
      [{ minCpu: 17 }, '17 threads'],
      [{ minMemoryGib: 68 }, '68 GiB of memory'],
      [{ minDiskGb: 481 }, 'a disk of 481 GB'],
      [{ minDisks: 2 }, '2 disks'],
      [{ arch: 'amd64' }, 'architecture amd64'],
      [{ tags: ['new', 'big'] }, 'tag big'],
      [{ profiles: ['other'] }, 'profile other'],
      [{ zone: 'a' }, 'zone a'],
      [{ vendor: 'Other' }, 'vendor Other'],
      [{ model: 'R2' }, 'model R2'],
      [{ params: { 'my/param': { a: [2] } } }, 'my/param = {"a":[2]}'],
      [{ params: { absent: 1 } }, 'absent = 1'],
    ]
    for (const [constraint, text] of cases) {
      expect(unmetBy(machine, constraint)).toEqual([text])
    }
  })

  it('are not met by a machine of which nothing is known', () => {
    const blank = Machine.parse({ Name: 'web2' })
    expect(hardwareOf(blank)).toBeUndefined()
    expect(unmetBy(blank, { minCpu: 1, minMemoryGib: 1, minDisks: 1 })).toHaveLength(3)
    expect(unmetBy(blank, {})).toEqual([])
  })

  it('take any inventory without failing', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(...Object.keys(inventory), 'tags', 'zone'),
          fc.jsonValue({ maxDepth: 3 }),
        ),
        (params) => {
          const odd = Machine.parse({ Name: 'odd', Params: JSON.parse(JSON.stringify(params)) })
          expect(Array.isArray(unmetBy(odd, { minCpu: 1, tags: ['a'], zone: 'z', vendor: 'v' }))).toBe(true)
        },
      ),
    )
  })
})

describe('the hardware of a machine', () => {
  it('comes from its inventory', () => {
    expect(hardwareOf(machine)).toEqual({
      cpu: 16,
      memoryGib: 63,
      disks: [
        { name: 'sda', bytes: 480e9, serial: 'S1', model: 'M', rotational: false, removable: false },
        { name: 'sdb', bytes: 2e12, serial: '', model: '', rotational: false, removable: true },
      ],
      nics: [{ name: 'eth0', mac: '52:54:00:00:00:01', driver: 'virtio', link: true, speed: 10_000 }],
      serial: '0815',
      vendor: 'ACME',
      model: 'R1',
    })
  })
})

describe('conditions', () => {
  it('compare fields and params', () => {
    for (const [text, met] of [
      ['Name=Eq(web1)', true],
      ['Name=web1', true],
      ['Name=Ne(web1)', false],
      ['zone=In(a,b)', true],
      ['zone=Re(^b$)', true],
      ['absent=Eq(1)', false],
      ['absent=Ne(1)', true],
      ['CurrentTask=Lt(0)', true],
      ['CurrentTask=Gte(0)', false],
      ['CurrentTask=Lte(-1)', true],
      ['CurrentTask=Gt(-2)', true],
      ['Runnable=Eq(true)', true],
      ['tags=Eq(["fast","new"])', true],
      ['constructor=Eq(x)', false],
    ] as const) {
      expect([text, machineTest(text)(machine)]).toEqual([text, met])
    }
  })

  it('refuse what cannot be read', () => {
    for (const text of ['', 'x', '=Eq(1)', 'Name=Re([)']) {
      expect(() => machineTest(text)).toThrow(/cannot be read/)
    }
  })
})

describe('an image', () => {
  it('is a URL or a file, with digest and form', () => {
    const digest = 'AB'.repeat(32)
    expect(imageParams(`https://x.test/a.raw.xz?token=1@sha256:${digest}`)).toEqual({
      'image-deploy/image-url': 'https://x.test/a.raw.xz?token=1',
      'image-deploy/image-sha256': digest.toLowerCase(),
      'image-deploy/image-type': 'raw.xz',
    })
    expect(imageParams('debian/12.raw')).toEqual({
      'image-deploy/image-file': 'debian/12.raw',
      'image-deploy/image-type': 'raw',
    })
    for (const type of ['qcow2', 'tar', 'tar.gz']) {
      expect(imageParams(`debian/12.${type}`)['image-deploy/image-type']).toBe(type)
    }
    expect(imageParams('plain')).toEqual({ 'image-deploy/image-file': 'plain' })
  })

  it('is nothing else', () => {
    for (const text of [
      '',
      '../etc/passwd',
      'a/../b',
      '/abs',
      'file:///etc/passwd',
      'a b',
      'x@sha256:12',
      '$(x)',
    ]) {
      expect(() => imageParams(text)).toThrow(/cannot be read/)
    }
  })
})
