import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Event } from '@metalwright/sdk/models'
import { builtInPack } from '../../src/commands/built-in-content.ts'
import { EventBus } from '../../src/events/bus.ts'
import { Contents } from '../../src/objects/content/contents.ts'
import { indexValues, STORED_INDEXES } from '../../src/objects/index-values.ts'
import { Objects } from '../../src/objects/objects.ts'
import { ParamSchemas } from '../../src/objects/params/param-schemas.ts'
import { PLUGIN_LIMITS, type PluginLimits } from '../../src/plugins/limits.ts'
import { openPluginRoom, type PluginRoom } from '../../src/plugins/plugin-room.ts'
import type { Provider } from '../../src/plugins/provider.ts'
import { openStore } from '../../src/store/open.ts'

/** The room of plugins over objects in memory, without a server around it. */
export interface RoomBench {
  readonly room: PluginRoom
  readonly objects: Objects
  readonly bus: EventBus
  /** Folder of the programs. */
  readonly folder: string
  /** Every event since the room was opened. */
  readonly events: Event[]
  /** Lines of the log. */
  readonly lines: string[]
  /** Tokens that were given out and have not ended. */
  readonly tokens: Set<string>
  close(): Promise<void>
}

/** Opens and starts a room. */
export async function openBench(
  options: { limits?: Partial<PluginLimits>; builtin?: readonly Provider[] } = {},
): Promise<RoomBench> {
  const folder = await mkdtemp(join(tmpdir(), 'metalwright-room-'))
  const now = () => Date.now()
  const store = await openStore({ engine: 'memory' }, { indexer: indexValues, indexes: STORED_INDEXES, now })
  const basic = await builtInPack('basic')
  const ports = { now, uuid: randomUUID, secret: () => 'secret' }
  const templateProblem = () => undefined
  const rules = { ports, schemas: new ParamSchemas(), templateProblem }
  const lines: string[] = []
  const contents = new Contents({
    store,
    builtin: [basic],
    features: [],
    rules,
    onWarning: (text) => lines.push(text),
  })
  await contents.load()
  const objects = new Objects({ store, ports, layers: () => contents.layers(), templateProblem })
  const bus = new EventBus(store, now)
  const events: Event[] = []
  bus.listen((event) => events.push(event))
  const note = (_facts: object, text: string) => void lines.push(text)
  const tokens = new Set<string>()
  const room = await openPluginRoom({
    store,
    objects,
    contents,
    bus,
    folder,
    builtin: options.builtin ?? [],
    limits: { ...PLUGIN_LIMITS, ...options.limits },
    path: process.env['PATH'] ?? '',
    log: { info: note, warn: note, error: note },
    endpoint: () => ({ RS_ENDPOINT: 'https://127.0.0.1:1' }),
    token: async (plugin) => {
      const token = `${plugin} ${randomUUID()}`
      tokens.add(token)
      return { token, end: () => void tokens.delete(token) }
    },
  })
  await room.start()
  return {
    room,
    objects,
    bus,
    folder,
    events,
    lines,
    tokens,
    close: async () => {
      await room.close()
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
