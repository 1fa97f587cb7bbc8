import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { CutProxy } from './cut-proxy.ts'
import { MachineSite, props } from './machine-site.ts'

const quick = { path: join(import.meta.dirname, 'quick-plugin.ts') }

describe('a claim that is cut off', () => {
  let site: MachineSite
  beforeAll(async () => {
    site = await MachineSite.start(3)
  }, 90_000)
  afterAll(() => site?.close())
  afterEach(() => site.clean(), 70_000)

  it('is taken over by the next run when the plugin was killed', async () => {
    const killed = await site.open('drp:index:Machine', quick)
    const lost = killed.up('web', site.withImage()).catch((error: unknown) => error)
    await expect.poll(async () => (await site.held()).length, { timeout: 10_000 }).toBe(1)
    await killed.plugin.end('SIGKILL')
    expect(await lost).toMatchObject({ code: 14 })
    expect(killed.state.size).toBe(0)
    const machine = await site.onlyHeld()
    expect(machine.Params).toHaveProperty('pulumi/pending')

    const next = await site.open('drp:index:Machine', quick)
    expect(await next.up('web', site.withImage())).toBe('create')
    const held = await site.onlyHeld()
    expect(held.Uuid).toBe(machine.Uuid)
    expect(held.Params['claim/key']).not.toBe(machine.Params['claim/key'])
    expect(held.Params).not.toHaveProperty('pulumi/pending')
    expect(site.engine.text).toContain('of a run that was cut off is taken over')
    await next.destroy('web')
  }, 60_000)

  it('is given back by the next run when that wants another machine', async () => {
    const killed = await site.open('drp:index:Machine', quick)
    const lost = killed.up('web', site.withImage()).catch((error: unknown) => error)
    await expect.poll(async () => (await site.held()).length, { timeout: 10_000 }).toBe(1)
    await killed.plugin.end('SIGKILL')
    await lost
    const { Uuid } = await site.onlyHeld()

    const next = await site.open('drp:index:Machine', quick)
    await next.up('web', props({ filters: [`Uuid=Ne(${Uuid})`] }))
    expect((await site.onlyHeld()).Uuid).not.toBe(Uuid)
  }, 60_000)

  it('is left to who is still at it', async () => {
    const slow = await site.open('drp:index:Machine', quick)
    const going = slow.up('web', site.withImage())
    await expect.poll(async () => (await site.held()).length, { timeout: 10_000 }).toBe(1)
    // The same stack on another computer: an engine without a lock.
    const other = await site.open('drp:index:Machine', quick)
    await other.up('web', props({}))
    await going
    expect(await site.held()).toHaveLength(2)
    expect(slow.state.get('web')?.id).not.toBe(other.state.get('web')?.id)
  }, 60_000)

  it('is found when the answer of the call was lost', async () => {
    let cuts = 1
    const proxy = await CutProxy.start(
      site.site.endpoint,
      (call) => call.includes('allocateMachines') && cuts-- > 0,
    )
    const stack = await site.open('drp:index:Machine', {
      env: { RS_ENDPOINT: proxy.url, RS_FINGERPRINT: '' },
    })
    try {
      await stack.up('web', props({}))
      expect(proxy.lost).toHaveLength(1)
      expect(stack.state.get('web')?.id).toBe((await site.onlyHeld()).Uuid)
    } finally {
      proxy.close()
    }
  }, 60_000)

  it('is given back although the answer of the release was lost', async () => {
    let cuts = 1
    const proxy = await CutProxy.start(
      site.site.endpoint,
      (call) => call.includes('releaseMachines') && cuts-- > 0,
    )
    const stack = await site.open('drp:index:Machine', {
      env: { RS_ENDPOINT: proxy.url, RS_FINGERPRINT: '' },
    })
    try {
      await stack.up('web', props({}))
      await stack.destroy('web')
      expect(proxy.lost).toHaveLength(1)
      expect(await site.held()).toEqual([])
    } finally {
      proxy.close()
    }
  }, 60_000)

  it('is stored when the process is told to stop in the middle', async () => {
    const stack = await site.open()
    const ended = stack.up('web', site.withImage()).catch((error: unknown) => error)
    await expect.poll(async () => (await site.held()).length, { timeout: 10_000 }).toBe(1)
    stack.plugin.child.kill('SIGINT')
    await ended
    expect(stack.state.get('web')).toMatchObject({ id: (await site.onlyHeld()).Uuid })
    expect(await stack.plugin.end()).toBe(0)
  }, 60_000)
})
