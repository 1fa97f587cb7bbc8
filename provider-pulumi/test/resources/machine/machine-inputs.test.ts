import { fingerprintOf } from '@metalwright/sdk/claims'
import { Machine } from '@metalwright/sdk/models'
import { describe, expect, it } from 'vitest'
import type { CheckRequest, DiffRequest } from '../../../src/plugin/provider.ts'
import { inputChanges } from '../../../src/resources/input-changes.ts'
import { changeBetween } from '../../../src/resources/machine/machine-change.ts'
import { checkMachine } from '../../../src/resources/machine/machine-check.ts'
import { diffMachine } from '../../../src/resources/machine/machine-diff.ts'
import { claimIdentity, machineInputs, waitUntil } from '../../../src/resources/machine/machine-inputs.ts'
import { foundInputs } from '../../../src/resources/machine/machine-read.ts'
import { PENDING_PARAM } from '../../../src/resources/machine/pending-param.ts'
import type { ResourceContext } from '../../../src/resources/resource.ts'
import { machine as schema } from '../../../src/schema/machine.ts'
import { fromJson, type Json } from '../../../src/values/json.ts'
import { isMap, type PropertyMap, Secret, Unknown, type Value } from '../../../src/values/value.ts'

const props = (json: { [name: string]: Json }): PropertyMap => {
  const value = fromJson(json)
  return isMap(value) ? value : new Map()
}
const bytes = (count: number) => Buffer.alloc(count, 7).toString('base64')
const UUID = '00000000-0000-4000-8000-000000000001'

describe('checking a machine', () => {
  const context: ResourceContext = {
    signal: new AbortController().signal,
    log: () => {},
    secret: () => {},
    status: () => {},
    connection: {
      endpoint: 'https://h',
      defaultPool: 'edge',
      defaultTimeoutMs: 1,
      api: () => Promise.reject(new Error('nothing is asked')),
    },
  }
  const check = async (news: PropertyMap, olds?: PropertyMap) => {
    const inputs = new Map<string, Value>(news)
    const request: CheckRequest = {
      urn: 'urn',
      type: '',
      name: 'web',
      olds,
      news,
      randomSeed: new Uint8Array(32).fill(7),
      autonaming: undefined,
    }
    return { inputs, failures: await checkMachine(request, inputs, context) }
  }

  it('makes a claim key once, and a new one for what comes in its place', async () => {
    const first = (await check(new Map())).inputs
    expect(first.get('pool')).toBe('edge')
    expect(first.get('claimKey')).toMatch(/^pulumi-[0-9a-f]{32}$/)
    const old = props({ pool: 'core', claimKey: 'pulumi-1' })
    expect((await check(new Map(), old)).inputs).toEqual(old)
    const given = await check(props({ claimKey: 'mine' }), old)
    expect(given.inputs.get('claimKey')).toBe('mine')
    // What an earlier check has made does not count against what an import has found.
    const imported = await check(new Map([['claimKey', first.get('claimKey') ?? '']]), old)
    expect(imported.inputs.get('claimKey')).toBe('pulumi-1')
  })

  it('refuses what cannot be, with its path', async () => {
    const { failures } = await check(
      props({
        pool: ' ',
        waitFor: 'soon',
        waitForCapacity: 'a while',
        expiresAt: 'tomorrow',
        hostname: '-web',
        filters: ['Arch=Eq(amd64)', 'fast'],
        addParameters: { 'claim/key': 'x', 'my/x': 1 },
        secretParameters: { 'my/x': 2 },
      }),
    )
    expect(failures.map(({ property }) => property)).toEqual([
      'pool',
      'waitForCapacity',
      'waitFor',
      'expiresAt',
      'hostname',
      'filters[1]',
      'addParameters["claim/key"]',
      'secretParameters["my/x"]',
    ])
    const open = await check(
      new Map([
        ['waitFor', new Unknown()],
        ['filters', new Unknown('array')],
      ]),
    )
    expect(open.failures).toEqual([])
  })

  it('reads what to wait for', () => {
    expect(['inUse', 'allocated', 'workflowComplete', 'my/ready=Eq(true)', 'x', '=x'].map(waitUntil)).toEqual(
      ['InUse', 'Allocated', 'WorkflowComplete', 'my/ready=Eq(true)', undefined, undefined],
    )
  })
})

describe('comparing machines', () => {
  const diff = (oldInputs: PropertyMap, news: PropertyMap, olds: PropertyMap = new Map()) => {
    const request: DiffRequest = {
      urn: '',
      type: '',
      name: '',
      id: UUID,
      olds,
      oldInputs,
      news,
      ignoreChanges: [],
    }
    const { changes, deleteBeforeReplace } = diffMachine(
      request,
      inputChanges(schema.inputs, oldInputs, news),
    )
    const replaces = [...changes].filter(([, change]) => change.replaces).map(([path]) => path)
    return { paths: [...changes.keys()], replaces, deleteBeforeReplace }
  }
  const key = `pulumi-${'0'.repeat(32)}`

  it.each<[string, { [name: string]: Json }, { [name: string]: Json }, object]>([
    ['filters keep the machine', {}, { filters: ['A=Eq(1)'] }, { paths: ['filters'], replaces: [] }],
    [
      'filters replace when that is wanted',
      {},
      { filters: ['A=Eq(1)'], filterChange: 'replace' },
      { replaces: ['filters'], deleteBeforeReplace: false },
    ],
    ['an image is deployed in place', { image: 'a' }, { image: 'b' }, { paths: ['image'], replaces: [] }],
    [
      'an image replaces when that is wanted',
      { image: 'a' },
      { image: 'b', onChange: 'replace' },
      { replaces: ['image'] },
    ],
    [
      'a pool replaces',
      { pool: 'a', claimKey: key },
      { pool: 'b', claimKey: key },
      { replaces: ['pool'], deleteBeforeReplace: false },
    ],
    [
      'a pinned machine goes first',
      { pool: 'a' },
      { pool: 'b', machine: 'Name:x' },
      { deleteBeforeReplace: true },
    ],
    [
      'a name goes first',
      { pool: 'a', hostname: 'w' },
      { pool: 'b', hostname: 'w' },
      { deleteBeforeReplace: true },
    ],
    [
      'a key of the program goes first',
      { pool: 'a', claimKey: 'k' },
      { pool: 'b', claimKey: 'k' },
      { deleteBeforeReplace: true },
    ],
    ['a claim without a key keeps it that way', {}, { claimKey: key }, { paths: [] }],
  ])('%s', (_name, olds, news, expected) => {
    expect(diff(props(olds), props(news))).toMatchObject(expected)
  })

  it('goes on with what was left unfinished', () => {
    const building = props({ status: 'Building' })
    expect(diff(new Map(), new Map(), building).paths).toEqual(['status'])
    expect(diff(new Map(), new Map(), props({ status: 'HoldBuild' })).paths).toEqual(['status'])
    expect(diff(new Map(), new Map(), props({ status: 'InUse' })).paths).toEqual([])
    expect(diff(new Map(), props({ waitFor: 'allocated' }), building).paths).toEqual(['waitFor'])
  })
})

it('a change names only what has changed', () => {
  const change = (olds: { [name: string]: Json }, news: { [name: string]: Json }) =>
    changeBetween(machineInputs(props(olds)), machineInputs(props(news)))
  const same = { addProfiles: ['a'], addParameters: { x: { y: 1 } }, meta: { a: 'b' }, hostname: 'w' }
  expect(change(same, same)).toEqual({})
  expect(change({ ...same, onFailure: 'keep' }, { ...same, onFailure: 'release' })).toEqual({})
  expect(
    change(same, {
      addProfiles: ['b'],
      addParameters: { x: { y: 2 } },
      secretParameters: { z: 1 },
      meta: {},
    }),
  ).toEqual({
    addProfiles: ['b'],
    removeProfiles: ['a'],
    addParameters: { x: { y: 2 } },
    secretParameters: { z: 1 },
    removeMeta: ['a'],
    hostname: null,
  })
  // A parameter that moves from plain to secret is not taken off.
  expect(change({ addParameters: { x: 1 } }, { secretParameters: { x: 1 } })).toEqual({
    secretParameters: { x: 1 },
  })
})

it('drift shows where something was given, and stays secret', () => {
  const machine = Machine.parse({
    Name: 'by-hand',
    Uuid: UUID,
    Profiles: ['a'],
    Params: {
      x: 2,
      sealed: { Key: bytes(32), Nonce: bytes(24), Payload: bytes(20) },
      other: 1,
      'access-keys': { 'pulumi-1': 'k1' },
    },
    Meta: { m: 'n' },
    Pool: 'core',
  })
  const inputs = new Map<string, Value>([
    ['addProfiles', ['a', 'gone']],
    [
      'addParameters',
      new Map<string, Value>([
        ['x', new Secret(1)],
        ['gone', 1],
      ]),
    ],
    ['secretParameters', new Secret(new Map([['sealed', 's']]))],
    ['authorizedKeys', ['k1', 'k2']],
    ['hostname', 'web'],
    ['meta', new Map([['m', 'n']])],
  ])
  expect(foundInputs(machine, inputs)).toEqual(
    new Map<string, Value>([
      ['addProfiles', ['a']],
      ['addParameters', new Map([['x', new Secret(2)]])],
      ['secretParameters', new Secret(new Map([['sealed', 's']]))],
      ['authorizedKeys', ['k1']],
      ['hostname', 'by-hand'],
      ['meta', new Map([['m', 'n']])],
      ['pool', 'core'],
    ]),
  )
})

it('equal requests are known again by what older releases have stored, whatever their key', () => {
  const hash = (more: { [name: string]: Json }) =>
    fingerprintOf(
      claimIdentity(machineInputs(props({ pool: 'a', addParameters: { x: 1, y: [2] }, ...more })).claim),
    )
  expect(hash({ claimKey: '1' })).toBe('64659f25a5907da49cd1d4826ca4be9c')
  expect(hash({ claimKey: '2', addParameters: { y: [2], x: 1 } })).toBe(hash({}))
  expect(hash({ addParameters: { x: 1, y: [3] } })).not.toBe(hash({}))
  expect(PENDING_PARAM).toBe('pulumi/pending')
})
