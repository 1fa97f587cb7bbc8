import type { Action, Event, JsonObject, JsonValue } from '@metalwright/sdk/models'
import type { PluginLimits } from './limits.ts'
import type { CallBounds, PluginClient } from './plugin-client.ts'
import { PluginFailure } from './plugin-failure.ts'
import type { PluginProcess } from './plugin-process.ts'
import type { Instance } from './provider.ts'

/** Milliseconds between attempts to reach a socket that is about to be opened. */
const KNOCK_MS = 20
/** Milliseconds for which the end of a process is waited for after its socket has gone. */
const LAST_WORD_MS = 200

/** What an instance is made of. */
export interface InstanceParts {
  readonly process: PluginProcess
  readonly client: PluginClient
  readonly limits: PluginLimits
  /** Why the plugin said it would end. */
  readonly leaving: readonly string[]
  /** Ends the process if it still runs, and lets go of its folder and sockets. */
  readonly release: () => Promise<void>
}

/** A process of an uploaded program. */
export class ExecutableInstance implements Instance {
  readonly ended: Promise<string>
  readonly #parts: InstanceParts
  #stopped: Promise<void> | undefined

  constructor(parts: InstanceParts) {
    this.#parts = parts
    this.ended = parts.process.ended.then((how) => [...parts.leaving, how].join('; '))
    void this.ended.then(() => parts.release())
  }

  get socket(): string {
    return this.#parts.client.socket
  }

  async configure(params: JsonObject): Promise<void> {
    const timeoutMs = this.#parts.limits.readyMs
    const until = performance.now() + timeoutMs
    for (;;) {
      try {
        await this.#post('config', params, { timeoutMs })
        return
      } catch (error) {
        // A plugin may say that it is ready a moment before its socket is there.
        if (!isMissingSocket(error) || performance.now() > until) throw error
      }
    }
  }

  run(action: Action, signal: AbortSignal): Promise<JsonValue> {
    return this.#post('action', asJson(action), { timeoutMs: this.#parts.limits.actionMs, signal })
  }

  async publish(event: Event): Promise<void> {
    await this.#post('publish', asJson(event), { timeoutMs: this.#parts.limits.publishMs })
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop()
    return this.#stopped
  }

  async #stop(): Promise<void> {
    const { process, client, limits } = this.#parts
    const asked = await client.post('stop', {}, { timeoutMs: limits.stopMs }).then(
      () => true,
      () => false,
    )
    await process.end(asked)
    await this.#parts.release()
  }

  /** A call; when it fails because the process has ended, that is what is said. */
  async #post(verb: string, body: JsonValue, bounds: CallBounds): Promise<JsonValue> {
    const { client, process } = this.#parts
    try {
      return await client.post(verb, body, bounds)
    } catch (error) {
      const isAnswer = error instanceof PluginFailure && error.status !== undefined
      if (isAnswer || bounds.signal?.aborted) throw error
      const pause = sleep(isMissingSocket(error) ? KNOCK_MS : LAST_WORD_MS)
      const how = await Promise.race([process.ended, pause])
      if (how === undefined) throw error
      throw new PluginFailure([`${how} before it answered ${verb}`], undefined, error)
    }
  }
}

function isMissingSocket(error: unknown): boolean {
  const cause = error instanceof PluginFailure ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return code === 'ENOENT' || code === 'ECONNREFUSED'
}

function sleep(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds))
}

function asJson(value: object): JsonValue {
  const json: JsonValue = JSON.parse(JSON.stringify(value))
  return json
}
