import type { Event, JsonObject } from '@metalwright/sdk/models'
import { EventQueue } from './event-queue.ts'
import type { PluginLimits } from './limits.ts'
import { PluginFailure } from './plugin-failure.ts'
import type { Instance, PluginHost, Provider } from './provider.ts'

/** What a plugin is to be now. */
export type Plan =
  /** There is no such plugin any more. */
  | { readonly kind: 'gone' }
  /** It cannot run, for these reasons. */
  | { readonly kind: 'blocked'; readonly reasons: readonly string[] }
  | { readonly kind: 'run'; readonly provider: Provider; readonly params: JsonObject }

/** What a supervised plugin needs of its surroundings. */
export interface SupervisorPorts {
  /** Name of the plugin. */
  readonly name: string
  readonly limits: PluginLimits
  /** What the plugin is to be, read from the objects as they are. */
  readonly plan: () => Promise<Plan>
  /** Makes what a start needs; `end` is called when what was started has ended. */
  readonly host: () => Promise<PluginHost & { end(): void }>
  /** Notes what keeps the plugin from working; nothing when it works. */
  readonly record: (errors: readonly string[]) => Promise<void>
  /** Tells that the plugin has got so far. Never rejects. */
  readonly onStep: (step: 'configed' | 'started' | 'stopped') => Promise<void>
  readonly log: PluginHost['log']
}

/** A plugin that runs, and what it runs as. */
export interface RunningPlugin {
  readonly provider: Provider
  readonly instance: Instance
}

interface Running extends RunningPlugin {
  /** JSON of the values it was configured with. */
  readonly params: string
  readonly since: number
  readonly events: EventQueue
}

/**
 * Keeps one plugin as its plan says: started, configured anew when its values change, started again with growing
 * pauses when it fails, and stopped when it is to be. Only one step is under way at a time.
 */
export class SupervisedPlugin {
  readonly #ports: SupervisorPorts
  readonly #closed = new AbortController()
  #running: Running | undefined
  #turn: Promise<void> = Promise.resolve()
  #failures = 0
  #retry: NodeJS.Timeout | undefined

  constructor(ports: SupervisorPorts) {
    this.#ports = ports
  }

  /** The plugin as it runs now; undefined when it does not. */
  get running(): RunningPlugin | undefined {
    return this.#running
  }

  /** Brings the plugin to what its plan says now. Resolves when that was tried; never rejects. */
  adjust(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#step())
    return this.#turn
  }

  /** Tells the plugin an event if it wants any. */
  tell(event: Event): void {
    if (this.#running?.provider.definition.HasPublish) this.#running.events.push(event)
  }

  /** Ends the plugin for good. Never rejects. */
  async close(): Promise<void> {
    this.#closed.abort()
    clearTimeout(this.#retry)
    await this.#turn
    await this.#stop()
  }

  async #step(): Promise<void> {
    clearTimeout(this.#retry)
    if (this.#closed.signal.aborted) return
    try {
      await this.#follow(await this.#ports.plan())
    } catch (error) {
      if (this.#closed.signal.aborted) return
      const errors = PluginFailure.messagesOf(error)
      this.#ports.log({ Level: 'error', Message: errors.join('; ') })
      this.#tryLater()
      await this.#record(errors)
    }
  }

  async #follow(plan: Plan): Promise<void> {
    if (plan.kind !== 'run') {
      await this.#stop()
      if (plan.kind === 'blocked') await this.#record(plan.reasons)
      return
    }
    if (this.#running !== undefined && this.#running.provider !== plan.provider) await this.#stop()
    const running = this.#running
    const params = JSON.stringify(plan.params)
    if (running === undefined) {
      await this.#start(plan.provider, plan.params)
    } else if (running.params !== params) {
      await running.instance.configure(plan.params)
      // It may have ended meanwhile.
      if (this.#running === running) this.#running = { ...running, params }
      await this.#ports.onStep('configed')
    }
    await this.#record([])
  }

  async #start(provider: Provider, params: JsonObject): Promise<void> {
    const host = await this.#ports.host()
    let instance: Instance
    try {
      instance = await provider.start({ plugin: this.#ports.name, params }, host, this.#closed.signal)
    } catch (error) {
      host.end()
      throw error
    }
    const events = new EventQueue({
      send: (event) => instance.publish(event),
      limit: this.#ports.limits.events,
      onLag: (dropped) => this.#noteLag(dropped),
      onFailure: (reason) => this.#ports.log({ Level: 'warn', Message: `an event was not taken: ${reason}` }),
    })
    this.#running = { provider, instance, params: JSON.stringify(params), since: performance.now(), events }
    void instance.ended.then((how) => {
      host.end()
      events.clear()
      if (this.#running?.instance === instance) this.#crashed(how)
    })
    await this.#ports.onStep('configed')
    await this.#ports.onStep('started')
  }

  async #stop(): Promise<void> {
    const running = this.#running
    this.#running = undefined
    if (running === undefined) return
    running.events.clear()
    await running.instance.stop()
    await this.#ports.onStep('stopped')
  }

  /** The plugin has ended, and nobody has asked it to. */
  #crashed(how: string): void {
    const lived = performance.now() - (this.#running?.since ?? 0)
    this.#running = undefined
    if (lived >= this.#ports.limits.restartMaxMs) this.#failures = 0
    if (this.#closed.signal.aborted) return
    this.#ports.log({ Level: 'error', Message: how })
    this.#tryLater()
    this.#turn = this.#turn.then(async () => {
      await this.#ports.onStep('stopped')
      // A step that was under way may have started it again.
      if (this.#running === undefined) await this.#record([how])
    })
  }

  #tryLater(): void {
    const { restartMs, restartMaxMs } = this.#ports.limits
    const pause = Math.min(restartMaxMs, restartMs * 2 ** this.#failures)
    this.#failures += 1
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => void this.adjust(), pause)
  }

  /** Errors of the store are for its own log; the plugin goes on. */
  async #record(errors: readonly string[]): Promise<void> {
    await this.#ports.record(errors).catch((error: unknown) => {
      this.#ports.log({ Level: 'error', Message: PluginFailure.messagesOf(error).join('; ') })
    })
  }

  #noteLag(dropped: number | undefined): void {
    const Message =
      dropped === undefined
        ? 'it is slower than the events: some are left out'
        : `it has caught up; ${dropped} events were left out`
    this.#ports.log({ Level: 'warn', Message })
  }
}
