import { describe, expect, it } from 'vitest'
import { EventStream, type Watcher } from '../../ui/src/api/event-stream.ts'
import type { SocketListener } from '../../ui/src/api/socket.ts'
import type { ApiEvent } from '../../ui/src/objects/event.ts'
import { ManualClock, settled } from './manual-clock.ts'

class FakeConnection {
  readonly path: string
  readonly listener: SocketListener
  readonly sent: string[] = []
  isClosed = false

  constructor(path: string, listener: SocketListener) {
    this.path = path
    this.listener = listener
  }

  send(text: string): void {
    this.sent.push(text)
  }

  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.listener.closed()
  }

  /** Acknowledges, as the server does. */
  answer(action: string, key: string, revision: number): void {
    this.tell({
      Type: 'websocket',
      Action: action,
      Key: key,
      Revision: revision,
      Time: '2026-01-01T00:00:10Z',
    })
  }

  tell(event: Partial<ApiEvent>): void {
    this.listener.received(JSON.stringify(event))
  }
}

function makeStream() {
  const clock = new ManualClock()
  const connections: FakeConnection[] = []
  const losses: number[] = []
  const stream = new EventStream({
    clock,
    token: () => 'to/ken',
    onLoss: () => losses.push(clock.now()),
    open: (path, listener) => {
      const connection = new FakeConnection(path, listener)
      connections.push(connection)
      return connection
    },
  })
  const newest = () => {
    const connection = connections.at(-1)
    if (connection === undefined) throw new Error('no connection was opened')
    return connection
  }
  return { stream, clock, connections, losses, newest }
}

class Recorder implements Watcher {
  readonly events: string[] = []
  lists = 0
  fails = false

  event({ Key }: ApiEvent): void {
    this.events.push(Key)
  }

  async list(): Promise<void> {
    this.lists += 1
    if (this.fails) throw new Error('the list failed')
  }
}

/** A stream with one watcher that has listed at revision 10. */
async function liveStream() {
  const made = makeStream()
  const watcher = new Recorder()
  made.stream.watch('machines', watcher)
  made.stream.start()
  made.newest().listener.opened()
  made.newest().answer('register', 'machines.*.*', 10)
  await settled()
  return { ...made, watcher }
}

describe('EventStream', () => {
  it('registers, lists once the server has acknowledged, and hands out events of the kind', async () => {
    const { stream, newest, watcher } = await liveStream()
    expect(newest().path).toBe('/api/v3/ws?token=to%2Fken')
    expect(newest().sent).toEqual(['register machines.*.*'])
    expect(watcher.lists).toBe(1)
    expect(stream.state.value).toBe('live')
    newest().tell({ Type: 'machines', Action: 'update', Key: 'a', Revision: 11 })
    newest().tell({ Type: 'jobs', Action: 'update', Key: 'b', Revision: 12 })
    newest().listener.received('no JSON')
    expect(watcher.events).toEqual(['a'])
  })

  it('resumes from the newest revision after a loss, without listing', async () => {
    const { stream, clock, connections, losses, newest, watcher } = await liveStream()
    newest().tell({ Type: 'machines', Action: 'update', Key: 'a', Revision: 15 })
    newest().close()
    expect(stream.state.value).toBe('lost')
    expect(losses).toHaveLength(1)
    await clock.move(500)
    expect(connections).toHaveLength(2)
    newest().listener.opened()
    expect(newest().sent).toEqual(['register machines.*.*', 'resume 15'])
    newest().answer('register', 'machines.*.*', 40)
    expect(watcher.lists).toBe(1)
    expect(stream.state.value).toBe('live')
  })

  it('lists when the server says that it cannot resume', async () => {
    const { clock, newest, watcher } = await liveStream()
    newest().close()
    await clock.move(500)
    newest().listener.opened()
    newest().answer('register', 'machines.*.*', 90)
    newest().answer('resync', '10', 90)
    await settled()
    expect(watcher.lists).toBe(2)
    newest().close()
    await clock.move(500)
    newest().listener.opened()
    expect(newest().sent.at(-1)).toBe('resume 90')
  })

  it('does not resume from a connection that was lost while it caught up', async () => {
    const { clock, newest } = await liveStream()
    newest().close()
    await clock.move(500)
    newest().listener.opened()
    newest().tell({ Type: 'machines', Action: 'update', Key: 'z', Revision: 99 })
    newest().close()
    await clock.move(1000)
    newest().listener.opened()
    expect(newest().sent).toEqual(['register machines.*.*'])
  })

  it('resumes again once it has caught up', async () => {
    const { clock, newest } = await liveStream()
    newest().close()
    await clock.move(500)
    newest().listener.opened()
    newest().tell({ Type: 'machines', Action: 'update', Key: 'z', Revision: 99 })
    await clock.move(5000)
    newest().close()
    await clock.move(500)
    newest().listener.opened()
    expect(newest().sent.at(-1)).toBe('resume 99')
  })

  it('starts anew, ever more slowly, while lists fail', async () => {
    const { stream, clock, connections, newest } = makeStream()
    const watcher = new Recorder()
    watcher.fails = true
    stream.watch('machines', watcher)
    stream.start()
    const pauses: number[] = []
    for (let attempt = 0; attempt < 8; attempt += 1) {
      newest().listener.opened()
      newest().answer('register', 'machines.*.*', 10)
      await settled()
      const lostAt = clock.now()
      const count = connections.length
      while (connections.length === count) await clock.move(100)
      pauses.push(clock.now() - lostAt)
    }
    expect(watcher.lists).toBe(8)
    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000])
    watcher.fails = false
    newest().listener.opened()
    expect(newest().sent).toEqual(['register machines.*.*'])
  })

  it('notices a connection that gives no sign of life', async () => {
    const { clock, newest } = await liveStream()
    await clock.move(20_000)
    expect(newest().sent.at(-1)).toBe('register websocket.heartbeat.*')
    newest().answer('register', 'websocket.heartbeat.*', 11)
    await clock.move(20_000)
    expect(newest().isClosed).toBe(false)
    await clock.move(20_000)
    expect(newest().isClosed).toBe(true)
  })

  it('lists for a watcher that comes later, and leaves a kind when the last one goes', async () => {
    const { stream, newest, watcher } = await liveStream()
    const second = new Recorder()
    const runs = new Recorder()
    const stopSecond = stream.watch('machines', second)
    const stopRuns = stream.watch('runs', runs)
    expect([second.lists, runs.lists, watcher.lists]).toEqual([1, 0, 1])
    newest().answer('register', 'runs.*.*', 12)
    expect(runs.lists).toBe(1)
    stopRuns()
    stopRuns()
    stopSecond()
    expect(newest().sent).toEqual(['register machines.*.*', 'register runs.*.*', 'deregister runs.*.*'])
    newest().tell({ Type: 'runs', Action: 'update', Key: 'r', Revision: 13 })
    expect(runs.events).toEqual([])
  })

  it('tells the time by the server', async () => {
    const { stream, clock } = await liveStream()
    await clock.move(1000)
    expect(new Date(stream.serverNow()).toISOString()).toBe('2026-01-01T00:00:11.000Z')
  })

  it('leaves no timer and opens nothing after it was stopped', async () => {
    const { stream, clock, connections } = await liveStream()
    stream.stop()
    expect(clock.waiting).toBe(0)
    await clock.move(60_000)
    expect(connections).toHaveLength(1)
  })
})
