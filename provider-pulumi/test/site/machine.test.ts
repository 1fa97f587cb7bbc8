import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { checkInputs } from '../../src/resources/check-inputs.ts'
import { machine as machineSchema } from '../../src/schema/machine.ts'
import { outputsOf } from '../../src/schema/schema.ts'
import { Secret, Unknown } from '../../src/values/value.ts'
import { hasUnknown, unwrap } from '../../src/values/walk.ts'
import { partialOf, type Stack } from '../plugin/stack.ts'
import { MachineSite, props } from './machine-site.ts'

/** Machine through the bundled plugin, against a real server with simulated machines. */
describe('Machine', () => {
  let site: MachineSite
  let stack: Stack
  beforeAll(async () => {
    site = await MachineSite.start(3)
  }, 90_000)
  afterAll(() => site?.close())
  afterEach(() => site.clean(), 70_000)

  const output = (name: string, property: string) => unwrap(stack.state.get(name)?.outputs.get(property))
  const failure = async (call: Promise<unknown>): Promise<string> => {
    const error: unknown = await call.then(
      () => new Error('it did not fail'),
      (reason: unknown) => reason,
    )
    return error instanceof Error && 'details' in error ? String(error.details) : String(error)
  }

  it('claims, changes in place, and gives back', async () => {
    stack = await site.open()
    const program = props({ addProfiles: ['rack-a'], addParameters: { 'my/role': 'web', 'my/size': 3 } })
    await site.site.client.profiles.ensure({ Name: 'rack-a' })

    const planned = await stack.check('web', program, undefined)
    const foreseen = await stack.create('web', planned, { preview: true })
    expect(foreseen.id).toBe('')
    expect(foreseen.outputs.get('address')).toBeInstanceOf(Unknown)
    expect(foreseen.outputs.get('addParameters')).toEqual(program.get('addParameters'))
    expect(await site.held()).toEqual([])

    expect(await stack.up('web', program)).toBe('create')
    const machine = await site.onlyHeld()
    expect(stack.state.get('web')?.id).toBe(machine.Uuid)
    expect(output('web', 'status')).toBe('InUse')
    expect(output('web', 'pool')).toBe('default')
    expect(output('web', 'name')).toBe(machine.Name)
    expect([...(stack.state.get('web')?.outputs.values() ?? [])].some(hasUnknown)).toBe(false)
    expect(machine.Profiles).toContain('rack-a')
    expect(machine.Params).toMatchObject({
      'my/role': 'web',
      'my/size': 3,
      'claim/key': expect.stringMatching(/^pulumi-[0-9a-f]{32}$/),
      'claim/owner': 'pulumi',
      'pulumi/urn': stack.urn('web'),
    })
    expect(machine.Params).not.toHaveProperty('pulumi/pending')
    expect(site.engine.messages.some(({ ephemeral, urn }) => ephemeral && urn === stack.urn('web'))).toBe(
      true,
    )

    const { failures } = checkInputs(outputsOf(machineSchema), stack.state.get('web')?.outputs ?? new Map())
    expect(failures).toEqual([])
    expect(output('web', 'inventory')).toBeInstanceOf(Map)
    expect(output('web', 'lastJob')).toBeInstanceOf(Map)

    expect(await stack.up('web', program)).toBe('same')

    const changed = props({
      addParameters: { 'my/role': 'db', 'my/new': true },
      authorizedKeys: ['ssh-ed25519 AAA a@b'],
    })
    const diff = await stack.diff('web', await stack.check('web', changed, stack.state.get('web')?.inputs))
    expect(diff).toMatchObject({
      changed: true,
      replaces: [],
      diffs: ['addProfiles', 'addParameters', 'authorizedKeys'],
      paths: {
        addProfiles: 2,
        'addParameters["my/role"]': 4,
        'addParameters["my/size"]': 2,
        'addParameters["my/new"]': 0,
        authorizedKeys: 0,
      },
    })
    await site.site.client.machines.params.set(machine.Uuid, 'operator/note', 'keep me')
    expect(await stack.up('web', changed)).toBe('update')
    const now = await site.onlyHeld()
    expect(now.Profiles).not.toContain('rack-a')
    expect(now.Params).toMatchObject({
      'my/role': 'db',
      'my/new': true,
      'operator/note': 'keep me',
      'access-keys': { 'pulumi-1': 'ssh-ed25519 AAA a@b' },
    })
    expect(now.Params).not.toHaveProperty('my/size')

    await stack.destroy('web')
    const free = await site.site.client.machines.get(machine.Uuid)
    expect(free).toMatchObject({ PoolStatus: 'Free', PoolAllocated: false })
    const own = Object.keys(free.Params).filter((name) => /^(my|claim|pulumi)\/|^access-keys$/.test(name))
    expect(own).toEqual([])
    await site.site.client.machines.params.delete(machine.Uuid, 'operator/note')
  }, 60_000)

  it('keeps a claim that is not ready in time, and the next run goes on with the same machine', async () => {
    stack = await site.open()
    const program = site.withImage()
    // Half of what the build takes, which is told in whole seconds.
    const text = await failure(stack.up('web', program, { timeout: 0.5 }))
    expect(text).toMatch(/did not become InUse within 1s.*raise `customTimeouts.create`/s)
    const machine = await site.onlyHeld()
    expect(stack.state.get('web')).toMatchObject({ id: machine.Uuid, initErrors: [expect.any(String)] })
    expect(output('web', 'status')).toBe('Building')

    expect(await stack.up('web', program)).toBe('update')
    expect((await site.onlyHeld()).Uuid).toBe(machine.Uuid)
    expect(output('web', 'status')).toBe('InUse')
    expect(stack.state.get('web')?.initErrors).toEqual([])
    expect(site.engine.text).toMatch(/is Building, stage/)
    expect(await stack.up('web', program)).toBe('same')
  }, 60_000)

  it('answers a cancel at once, and the claim is stored', async () => {
    stack = await site.open()
    const going = stack.up('web', site.withImage())
    const ended = going.catch((error: unknown) => error)
    await expect.poll(async () => (await site.held()).length, { timeout: 10_000 }).toBe(1)
    await stack.cancel()
    expect(partialOf(await ended)?.initErrors.join()).toMatch(/Interrupted: machine .* goes on/)
    const machine = await site.onlyHeld()
    expect(stack.state.get('web')?.id).toBe(machine.Uuid)
    expect(machine.Params).not.toHaveProperty('pulumi/pending')
    await stack.destroy('web').catch(() => {})
  }, 60_000)

  it('gives several machines to several creates at once, and says when there are no more', async () => {
    stack = await site.open()
    const names = ['a', 'b', 'c']
    await Promise.all(names.map((name) => stack.up(name, props({}))))
    const ids = names.map((name) => stack.state.get(name)?.id)
    expect(new Set(ids).size).toBe(3)
    expect(await failure(stack.up('d', props({})))).toMatch(
      /Pool `default` has no machine.*3 InUse.*\[no_capacity\]/s,
    )
    expect(stack.state.has('d')).toBe(false)
    expect(await failure(stack.up('d', props({ pool: 'none' })))).toMatch(
      /no pool `none`.*\[pool_not_found\]/s,
    )
  }, 60_000)

  it('sees what was done by hand', async () => {
    stack = await site.open()
    const program = props({ addParameters: { 'my/role': 'web' }, addProfiles: [] })
    await stack.up('web', program)
    const { client } = site.site
    const { Uuid, Params } = await site.onlyHeld()
    await client.machines.params.set(Uuid, 'my/role', 'changed by hand')
    await stack.refresh('web')
    const { paths } = await stack.diff(
      'web',
      await stack.check('web', program, stack.state.get('web')?.inputs),
    )
    expect(paths).toEqual({ 'addParameters["my/role"]': 4 })
    expect(await stack.up('web', program)).toBe('update')
    expect((await site.onlyHeld()).Params['my/role']).toBe('web')

    // Held by somebody else: gone for us, and not ours to release.
    const stored = stack.state.get('web')
    await client.machines.params.set(Uuid, 'claim/key', 'another')
    await client.machines.params.set(Uuid, 'claim/owner', 'somebody')
    expect(await stack.refresh('web')).toBeUndefined()
    if (stored) stack.state.set('web', stored)
    await stack.destroy('web')
    expect(await client.machines.get(Uuid)).toMatchObject({ PoolAllocated: true })
    expect(site.engine.text).toMatch(/held by another claim, of "somebody": it was left alone/)

    // Released by hand.
    if (stored) stack.state.set('web', stored)
    await client.machines.params.set(Uuid, 'claim/key', String(Params['claim/key']))
    await client.pools.release('default', { 'pool/machine-list': [Uuid] })
    expect(await failure(stack.up('web', props({ description: 'x' })))).toMatch(
      /not held any more: it was released/,
    )
    expect(await stack.refresh('web')).toBeUndefined()
    if (stored) stack.state.set('web', stored)
    await stack.destroy('web')
  }, 60_000)

  it('replaces with a second machine, a pinned one in place', async () => {
    stack = await site.open()
    await stack.up('web', props({ filterChange: 'replace' }))
    const first = (await site.onlyHeld()).Uuid
    expect(await stack.up('web', props({ filterChange: 'replace', filters: [`Uuid=Ne(${first})`] }))).toBe(
      'replace',
    )
    const second = await site.onlyHeld()
    expect(second.Uuid).not.toBe(first)
    const pinned = props({ machine: `Name:${second.Name}` })
    const diff = await stack.diff('web', await stack.check('web', pinned, stack.state.get('web')?.inputs))
    expect(diff).toMatchObject({ replaces: ['machine'], deleteBeforeReplace: true })
    expect(await stack.up('web', pinned)).toBe('replace')
    expect((await site.onlyHeld()).Uuid).toBe(second.Uuid)
  }, 60_000)

  it('takes a claim in by import, so that the next run has nothing to do', async () => {
    stack = await site.open()
    await stack.up('web', props({ claimKey: 'team-a/web' }))
    const machine = await site.onlyHeld()
    const other = await site.open()
    for (const id of [machine.Uuid, `Name:${machine.Name}`, `default/${machine.Name}`]) {
      const found = await other.import('web', id)
      expect(found.id).toBe(machine.Uuid)
      expect(Object.fromEntries(found.inputs)).toEqual({ pool: 'default', claimKey: 'team-a/web' })
      expect(await other.up('web', props({}))).toBe('same')
    }
    // What it was built from is not known: telling that must not wipe its disk, only a change of it does.
    const { CurrentJob } = machine
    expect(await other.up('web', site.withImage())).toBe('update')
    expect((await site.onlyHeld()).CurrentJob).toBe(CurrentJob)
    await other.refresh('web')
    expect(await other.up('web', site.withImage({ onChange: 'replace' }))).toBe('update')
    expect(await other.up('web', site.withImage({ userData: '#cloud-config\n{}\n' }))).toBe('update')
    expect((await site.onlyHeld()).CurrentJob).toBe(CurrentJob)
    expect(await other.up('web', site.withImage({ userData: '#cloud-config\n{"a": 1}\n' }))).toBe('update')
    expect((await site.onlyHeld()).CurrentJob).not.toBe(CurrentJob)
    const free = (await site.machines()).find(({ PoolAllocated }) => !PoolAllocated)
    expect(await failure(other.import('x', free?.Uuid ?? ''))).toMatch(/has no claim that could be imported/)
    expect(await failure(other.import('x', randomUUID()))).toMatch(/No machine .* is visible/)
    expect(await failure(other.import('x', 'web'))).toMatch(/neither a UUID/)
  }, 60_000)

  it('stores a machine that could not be given its name, and the next run makes up for it', async () => {
    stack = await site.open()
    await site.site.client.machines.create({ Name: 'taken-name' })
    try {
      const program = { description: 'Web', meta: { owner: 'team-a' } }
      const text = await failure(stack.up('web', props({ ...program, hostname: 'taken-name' })))
      expect(text).toMatch(/taken-name.*\[invalid_object\]/s)
      const { Uuid } = await site.onlyHeld()
      expect(stack.state.get('web')?.id).toBe(Uuid)
      expect(await stack.up('web', props({ ...program, hostname: 'web-1' }))).toBe('update')
      expect(await site.onlyHeld()).toMatchObject({ Uuid, Name: 'web-1', Description: 'Web' })
      expect((await site.onlyHeld()).Meta).toMatchObject({ owner: 'team-a' })
      await stack.destroy('web')
      const free = await site.site.client.machines.get(Uuid)
      expect([free.Name, free.Description]).not.toContain('web-1')
    } finally {
      await site.site.client.machines.delete('Name:taken-name')
    }
  }, 60_000)

  it('is not given back while it is locked', async () => {
    stack = await site.open()
    await stack.up('web', props({ locked: true }))
    expect((await site.onlyHeld()).Locked).toBe(true)
    expect(await failure(stack.destroy('web'))).toMatch(/locked.*\[claim_locked\]/s)
    expect(await stack.up('web', props({ description: 'x' }))).toBe('update')
    expect(await site.onlyHeld()).toMatchObject({ Locked: false, Description: 'x' })
    await stack.destroy('web')
    expect(await site.held()).toEqual([])
  }, 60_000)

  it('builds again in place, and after a failure', async () => {
    stack = await site.open()
    const program = site.withImage()
    await stack.up('web', program)
    const { Uuid, CurrentJob } = await site.onlyHeld()
    expect(await stack.up('web', site.withImage({ userData: '#cloud-config\n{}\n' }))).toBe('update')
    const again = await site.onlyHeld()
    expect(again.Uuid).toBe(Uuid)
    expect(again.CurrentJob).not.toBe(CurrentJob)
    expect(again.WorkflowComplete).toBe(true)
    await stack.destroy('web')

    const wrong = { image: `missing.raw.zst@sha256:${'0'.repeat(64)}` }
    const text = await failure(stack.up('bad', site.withImage(wrong), { timeout: 30 }))
    expect(text).toMatch(/is HoldBuild.*Task `.*` failed/s)
    expect(text).toMatch(/stays claimed at https:.*\[claim_failed\]/s)
    expect(output('bad', 'status')).toBe('HoldBuild')
    expect(await stack.up('bad', program, { timeout: 40 })).toBe('update')
    expect(output('bad', 'status')).toBe('InUse')
  }, 120_000)

  it('gives a machine back whose build failed when that is wanted', async () => {
    stack = await site.open()
    const wrong = { image: `missing.raw.zst@sha256:${'0'.repeat(64)}`, onFailure: 'release' }
    const text = await failure(stack.up('bad', site.withImage(wrong), { timeout: 30 }))
    expect(text).toMatch(/was given back \(onFailure: release\)/)
    expect(stack.state.has('bad')).toBe(false)
  }, 60_000)

  it('tells no secret: not in messages, not in what is stored', async () => {
    const canary = `canary-${randomUUID()}`
    stack = await site.open()
    const program = new Map([
      ...props({ exportParameters: ['my/plain', 'my/sealed'] }),
      ['addParameters', new Map([['my/plain', new Secret(`${canary}-1`)]])] as const,
      ['secretParameters', new Map([['my/sealed', `${canary}-2`]])] as const,
    ])
    await site.site.client.params.ensure({ Name: 'my/sealed', Secure: true, Schema: { type: 'string' } })
    await stack.up('web', program)
    const machine = await site.onlyHeld()
    expect(JSON.stringify(machine)).not.toContain(`${canary}-2`)
    const sealed = await site.site.client.machines.params.get(machine.Uuid, { decode: true })
    expect(sealed).toMatchObject({ 'my/plain': `${canary}-1`, 'my/sealed': `${canary}-2` })
    for (const properties of [stack.state.get('web')?.inputs, stack.state.get('web')?.outputs]) {
      expect(unwrapped(properties)).not.toContain(canary)
    }
    expect(stack.state.get('web')?.outputs.get('exportedParameters')).toBeInstanceOf(Secret)
    await stack.refresh('web')
    for (const properties of [stack.state.get('web')?.inputs, stack.state.get('web')?.outputs]) {
      expect(unwrapped(properties)).not.toContain(canary)
    }
    expect(await stack.up('web', program)).toBe('same')
    const refused = await failure(stack.up('bad', new Map([['pool', new Secret(`${canary}-3`)]])))
    expect(refused).toMatch(/no pool `\[secret\]`/)
    expect(site.engine.text + stack.plugin.said.out + stack.plugin.said.err).not.toContain(canary)
  }, 60_000)
})

/** What can be read of stored properties without decrypting anything. */
function unwrapped(value: unknown): string {
  if (value instanceof Secret) return ''
  if (value instanceof Map) return [...value].map(([name, item]) => `${name}:${unwrapped(item)}`).join('\n')
  return Array.isArray(value) ? value.map(unwrapped).join('\n') : String(value)
}
