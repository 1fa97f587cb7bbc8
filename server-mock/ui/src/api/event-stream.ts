import { type ReadonlySignal, signal } from '@preact/signals'
import { type ApiEvent, readEvent } from '../objects/event.ts'
import type { Clock } from './clock.ts'
import type { OpenSocket, Socket } from './socket.ts'

/** Milliseconds between two signs of life that are asked for; a connection that gave none in between is dead. */
const HEARTBEAT = 20_000
/** Registering is answered each time; no event matches this. */
const HEARTBEAT_SELECTOR = 'websocket.heartbeat.*'
/** Milliseconds after which everything that was missed has come, and a loss may be resumed from again. */
const SETTLED_AFTER = 5000
/** Shortest and longest pause before the next attempt, milliseconds. */
const RETRY = { least: 500, most: 15_000 }

/** Kinds of objects that can be watched. */
export type Watched = 'machines' | 'runs' | 'jobs'

/** Whoever follows objects of one kind. */
export interface Watcher {
  /** Something happened to an object of the kind. */
  event(event: ApiEvent): void
  /**
   * What the watcher knows may be out of date: it lists anew, and resolves when it has. Events that come
   * meanwhile are newer than the start of the call.
   */
  list(): Promise<void>
}

/** Whether events come. */
export type StreamState = 'connecting' | 'live' | 'lost'

/** What a stream needs from its surroundings. */
export interface StreamPorts {
  readonly open: OpenSocket
  readonly clock: Clock
  /** The token of the moment. */
  readonly token: () => string
  /** A connection was refused or lost: the token may have ended. */
  readonly onLoss: () => void
}

/**
 * The event stream of the server (`/api/v3/ws`). A lost connection is opened again and resumed from the newest
 * revision that was seen; where that is not safe, or the server no longer knows the revision, watchers list.
 */
export class EventStream {
  readonly #ports: StreamPorts
  readonly #state = signal<StreamState>('connecting')
  readonly #watchers = new Map<Watched, Set<Watcher>>()
  /** Selectors whose acknowledgement on this connection is due, and means that their watchers list. */
  readonly #awaited = new Set<string>()
  #socket: Socket | undefined
  #isOpen = false
  #isAlive = false
  readonly #timers = new Set<() => void>()
  /** Attempts since something was last known to be up to date. */
  #attempts = 0
  /** Newest revision that was seen. */
  #revision = 0
  /** Whether what was missed may still be coming, on a connection that was resumed. */
  #isCatchingUp = false
  /** Lists under way or failed; until all have ended well there is nothing to resume from. */
  #unlisted = 0
  #isStopped = false
  /** Milliseconds by which the server's clock is ahead. */
  #serverAhead = 0

  constructor(ports: StreamPorts) {
    this.#ports = ports
  }

  get state(): ReadonlySignal<StreamState> {
    return this.#state
  }

  /** The time by the server's clock, milliseconds since the epoch: the browser's may be wrong. */
  serverNow(): number {
    return this.#ports.clock.now() + this.#serverAhead
  }

  /** Connects, and stays connected until `stop`. Both are called once. */
  start(): void {
    const { token, open } = this.#ports
    this.#socket = open(`/api/v3/ws?token=${encodeURIComponent(token())}`, {
      opened: () => this.#opened(),
      received: (text) => this.#received(text),
      closed: () => this.#closed(),
    })
  }

  /** Disconnects for good. */
  stop(): void {
    this.#isStopped = true
    this.#cancelTimers()
    this.#socket?.close()
  }

  /** Follows the objects of a kind; `list` is called first. Returns how to stop it. */
  watch(kind: Watched, watcher: Watcher): () => void {
    const watchers = this.#watchers.get(kind) ?? new Set()
    this.#watchers.set(kind, watchers.add(watcher))
    if (this.#isOpen) {
      if (watchers.size === 1) this.#register(kind)
      else if (!this.#awaited.has(selectorOf(kind))) this.#list([watcher])
    }
    return () => {
      if (!watchers.delete(watcher) || watchers.size > 0) return
      this.#watchers.delete(kind)
      if (this.#isOpen) this.#socket?.send(`deregister ${selectorOf(kind)}`)
    }
  }

  #opened(): void {
    const isResumed = this.#revision > 0 && !this.#isCatchingUp && this.#unlisted === 0
    this.#isOpen = true
    this.#isAlive = true
    this.#unlisted = 0
    this.#state.value = 'live'
    for (const kind of this.#watchers.keys()) this.#register(kind)
    this.#isCatchingUp = isResumed
    if (isResumed) {
      this.#awaited.clear()
      this.#socket?.send(`resume ${this.#revision}`)
      this.#after(SETTLED_AFTER, () => {
        this.#isCatchingUp = false
        this.#attempts = 0
      })
    }
    this.#after(HEARTBEAT, () => this.#beat())
  }

  #register(kind: Watched): void {
    this.#awaited.add(selectorOf(kind))
    this.#socket?.send(`register ${selectorOf(kind)}`)
  }

  #beat(): void {
    if (!this.#isAlive) {
      this.#socket?.close()
      return
    }
    this.#isAlive = false
    this.#socket?.send(`register ${HEARTBEAT_SELECTOR}`)
    this.#after(HEARTBEAT, () => this.#beat())
  }

  #received(text: string): void {
    this.#isAlive = true
    const event = readEvent(text)
    if (event === undefined) return
    if (event.Type === 'websocket') this.#answered(event)
    else this.#told(event)
  }

  #told(event: ApiEvent): void {
    this.#revision = Math.max(this.#revision, event.Revision)
    for (const watcher of this.#watchersOf((kind) => kind === event.Type)) watcher.event(event)
  }

  #answered({ Action, Key, Revision, Time }: ApiEvent): void {
    const ahead = Date.parse(Time) - this.#ports.clock.now()
    if (!Number.isNaN(ahead)) this.#serverAhead = ahead
    const isResync = Action === 'resync'
    if (!isResync && !(Action === 'register' && this.#awaited.delete(Key))) return
    // What is listed from now on holds everything up to this revision.
    this.#revision = Math.max(this.#revision, Revision)
    if (isResync) this.#isCatchingUp = false
    this.#list(this.#watchersOf((kind) => isResync || selectorOf(kind) === Key))
  }

  #watchersOf(isWanted: (kind: Watched) => boolean): Watcher[] {
    return [...this.#watchers].flatMap(([kind, watchers]) => (isWanted(kind) ? [...watchers] : []))
  }

  #list(watchers: readonly Watcher[]): void {
    const socket = this.#socket
    for (const watcher of watchers) {
      this.#unlisted += 1
      watcher.list().then(
        () => {
          this.#attempts = 0
          if (socket === this.#socket) this.#unlisted -= 1
        },
        // It stays unlisted, so the next connection lists again.
        () => socket?.close(),
      )
    }
  }

  #closed(): void {
    this.#cancelTimers()
    this.#isOpen = false
    this.#awaited.clear()
    if (this.#isStopped) return
    this.#state.value = 'lost'
    this.#ports.onLoss()
    const pause = Math.min(RETRY.most, RETRY.least * 2 ** Math.min(this.#attempts, 10))
    this.#attempts += 1
    this.#after(pause * (0.5 + this.#ports.clock.random() / 2), () => this.start())
  }

  #after(milliseconds: number, work: () => void): void {
    const cancel = this.#ports.clock.after(milliseconds, () => {
      this.#timers.delete(cancel)
      work()
    })
    this.#timers.add(cancel)
  }

  #cancelTimers(): void {
    for (const cancel of this.#timers) cancel()
    this.#timers.clear()
  }
}

function selectorOf(kind: Watched): string {
  return `${kind}.*.*`
}
