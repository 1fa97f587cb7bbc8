import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { Readable } from 'node:stream'
import type { Event, JsonObject, JsonValue } from '@metalwright/sdk/models'
import { decode, PluginProvider } from '@metalwright/sdk/models'
import { afterEach, describe, expect, it } from 'vitest'
import { PluginFailure } from '../../src/plugins/plugin-failure.ts'
import type { Instance, PluginConfig, PluginHost, Provider } from '../../src/plugins/provider.ts'
import { eventually, lives, PROBE, shellProgram } from './probe.ts'
import { openBench, type RoomBench } from './room-bench.ts'

let bench: RoomBench | undefined
afterEach(async () => {
  await bench?.close()
  bench = undefined
})

const place = async ({ room }: RoomBench, name: string, program: string) =>
  room.providers.install('test', {
    name,
    content: Readable.from([Buffer.from(program)]),
    expected: undefined,
    replaceWritable: false,
  })

const SYSTEM = { type: 'system', key: '', body: undefined }

const act = ({ room }: RoomBench, command: string, params: JsonObject = {}) =>
  room.actions.run(SYSTEM, {
    command,
    plugin: undefined,
    principal: 'test',
    params,
    signal: new AbortController().signal,
  })

const steps = ({ events }: RoomBench) =>
  events.filter(({ Type }) => Type === 'plugins').map(({ Action, Key }) => `${Action} ${Key}`)

/** Folders that running plugins have now. */
const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('metalwright-plugin-'))

describe('plugins of a program', () => {
  it('come and go with events, tokens, folders and processes', async () => {
    const before = folders()
    bench = await openBench()
    await place(bench, 'probe', PROBE)
    await bench.objects.create('test', 'plugins', { Name: 'one', Provider: 'probe' })
    await eventually(() => bench?.room.plugins.running().length === 1)
    expect(bench.tokens.size).toBe(1)
    const facts = (await act(bench, 'environment')) as { pid: number; cwd: string; env: JsonObject }
    expect(bench.tokens.has(String(facts.env['RS_TOKEN']))).toBe(true)
    await bench.objects.remove('test', 'plugins', 'one')
    await eventually(() => bench?.events.some(({ Action }) => Action === 'stopped') ?? false)
    expect(steps(bench)).toEqual(['create one', 'configed one', 'started one', 'delete one', 'stopped one'])
    expect(lives(facts.pid)).toBe(false)
    expect(existsSync(facts.cwd)).toBe(false)
    await eventually(() => bench?.tokens.size === 0)
    expect(folders().filter((name) => !before.includes(name))).toEqual([])
  })

  it('that do not get ready are ended and tried again with growing pauses', async () => {
    bench = await openBench({ limits: { readyMs: 100, restartMs: 50, restartMaxMs: 200 } })
    const mute = (then: string) =>
      shellProgram(`[ "$1" = define ] && echo '{"Name":"mute","PluginVersion":2}' && exit 0; ${then}`)
    await place(bench, 'mute', mute('exec sleep 1000'))
    await bench.objects.create('test', 'plugins', { Name: 'one', Provider: 'mute' })
    const complaint = 'it did not say READY! within 100 ms'
    const count = () => bench?.lines.filter((line) => line === complaint).length ?? 0
    await eventually(() => count() === 3)
    expect((await bench.objects.session().get('plugins', 'one'))?.PluginErrors).toEqual([complaint])
    expect(bench.tokens.size).toBe(0)
    // What it says is written once, not with each attempt.
    expect(steps(bench)).toEqual(['create one', 'save one'])
  })

  it('that are hung are ended when the room is closed, with everything they have started', async () => {
    bench = await openBench({ limits: { stopMs: 100 } })
    await place(bench, 'probe', PROBE)
    await bench.objects.create('test', 'plugins', {
      Name: 'one',
      Provider: 'probe',
      Params: { 'probe/stubborn': true },
    })
    await eventually(() => bench?.room.plugins.running().length === 1)
    const { pid } = (await act(bench, 'environment')) as { pid: number }
    const child = Number(await act(bench, 'fork'))
    await bench.room.close()
    expect(lives(pid)).toBe(false)
    await eventually(() => !lives(child))
    expect(bench.tokens.size).toBe(0)
  })

  it('that are about to start when the room is closed do not stay behind', async () => {
    const before = folders()
    bench = await openBench()
    const slow = shellProgram(
      `[ "$1" = define ] && echo '{"Name":"slow","PluginVersion":2}' && exit 0; exec sleep 1000`,
    )
    await place(bench, 'slow', slow)
    await bench.objects.create('test', 'plugins', { Name: 'one', Provider: 'slow' })
    await eventually(() => bench?.tokens.size === 1)
    await bench.room.close()
    expect(bench.tokens.size).toBe(0)
    expect(folders().filter((name) => !before.includes(name))).toEqual([])
  })

  it('that are asked for their definition when the room is closed are given up', async () => {
    bench = await openBench()
    const endless = place(bench, 'endless', shellProgram('sleep 1000')).catch((error: unknown) =>
      String(error),
    )
    await eventually(() => readdirSync(bench?.folder ?? '').length === 1)
    await bench.room.close()
    expect(await endless).toMatch(/given up/)
    expect(readdirSync(bench.folder)).toEqual([])
  })

  it('that are slower than the events miss some, and nobody waits for them', async () => {
    bench = await openBench({ limits: { events: 10 } })
    await place(bench, 'probe', PROBE)
    await bench.objects.create('test', 'plugins', {
      Name: 'one',
      Provider: 'probe',
      Params: { 'probe/slow': 20 },
    })
    await eventually(() => bench?.room.plugins.running().length === 1)
    for (let at = 0; at < 200; at += 1)
      bench.bus.post({ Type: 'bell', Action: 'ring', Key: String(at), Principal: '' })
    const caughtUp = /it has caught up; (\d+) events were left out/
    await eventually(() => bench?.lines.some((line) => caughtUp.test(line)) ?? false)
    expect(bench.lines.filter((line) => line.includes('some are left out'))).toHaveLength(1)
    const heard = ((await act(bench, 'events')) as string[]).filter((line) => line.startsWith('bell'))
    const dropped = Number(caughtUp.exec(bench.lines.find((line) => caughtUp.test(line)) ?? '')?.[1])
    expect(heard.length + dropped).toBe(200)
    expect(heard).toEqual(heard.map((_, at) => `bell ring ${at} `))
  })
})

/** A provider that is part of the server, as a test sees it. */
class Inner implements Provider {
  readonly definition = decode(PluginProvider, {
    Name: 'inner',
    PluginVersion: 2,
    HasPublish: true,
    RequiredParams: ['inner/word'],
    AvailableActions: [{ Provider: 'inner', Model: 'system', Command: 'say' }],
    Content: 'sections: {params: {inner/word: {Name: inner/word, Schema: {type: string}}}}',
    Validated: true,
    Available: true,
  })
  readonly started: string[] = []
  readonly heard: Event[] = []
  end: ((how: string) => void) | undefined

  async start({ plugin, params }: PluginConfig, host: PluginHost): Promise<Instance> {
    let word = params['inner/word']
    if (word === 'bad') throw new PluginFailure(['not that word'])
    this.started.push(`${plugin} ${String(word)}`)
    const { promise: ended, resolve } = Promise.withResolvers<string>()
    this.end = resolve
    return {
      configure: async (next) => {
        word = next['inner/word']
      },
      run: async (action, signal): Promise<JsonValue> => {
        if (action.Params['wait'] === true)
          await new Promise((done) => signal.addEventListener('abort', done))
        if (action.Params['fail'] === true) throw new TypeError('a bug')
        host.publish({ Time: '', Type: 'inner', Action: 'said', Key: plugin, Principal: '', Revision: 0 })
        return [word ?? null, host.environment['RS_ENDPOINT'] ?? null]
      },
      publish: async (event) => {
        this.heard.push(event)
      },
      socket: undefined,
      ended,
      stop: async () => resolve('stopped'),
    }
  }
}

describe('a provider of the server itself', () => {
  it('makes plugins that work as those of programs do', async () => {
    const inner = new Inner()
    bench = await openBench({ builtin: [inner], limits: { restartMs: 20, actionMs: 300 } })
    expect(await bench.objects.session().get('plugin_providers', 'inner')).toMatchObject({ Available: true })
    expect(await bench.objects.session().body('params', 'inner/word')).toMatchObject({ Bundle: 'inner' })
    await bench.objects.create('test', 'plugins', { Name: 'one', Provider: 'inner' })
    const plugin = () => bench?.objects.session().get('plugins', 'one')
    await eventually(
      async () => (await plugin())?.PluginErrors[0] === 'Missing required parameter inner/word',
    )
    const setWord = (word: string) =>
      bench?.objects.change('test', 'plugins', 'one', { force: false }, (body) => ({
        ...body,
        Params: { 'inner/word': word },
      }))
    await setWord('hello')
    await eventually(async () => (await plugin())?.Available ?? false)
    expect(await act(bench, 'say')).toEqual(['hello', 'https://127.0.0.1:1'])
    expect(bench.events.at(-1)).toMatchObject({ Type: 'inner', Action: 'said', Principal: 'plugin:one' })
    expect(inner.heard.some(({ Type }) => Type === 'inner')).toBe(false)
    await setWord('bye')
    await eventually(async () => JSON.stringify(await act(bench as RoomBench, 'say')).includes('bye'))
    expect(inner.started).toEqual(['one hello'])

    await expect(act(bench, 'say', { fail: true })).rejects.toMatchObject({
      status: 409,
      messages: ['Action say of plugin one: a bug'],
    })
    await expect(act(bench, 'say', { wait: true })).rejects.toMatchObject({
      status: 409,
      messages: ['Action say of plugin one: it did not end within 300 ms'],
    })
    inner.end?.('it fell over')
    await eventually(() => inner.started.length === 2)
    expect(bench.lines).toContain('it fell over')
  })

  it('is not taken away or replaced', async () => {
    bench = await openBench({ builtin: [new Inner()] })
    await expect(bench.room.providers.remove('test', 'inner')).rejects.toMatchObject({ status: 422 })
    await expect(place(bench, 'inner', PROBE)).rejects.toMatchObject({ status: 409 })
  })
})
