import { ErrorBody } from '@metalwright/sdk/models'

/** Status of a refusal for which the plugin names none (DRP). */
const UNNAMED = 409
/** Messages of a plugin's refusal that are passed on. */
const MAX_MESSAGES = 20

/** A plugin, or the program it is made of, did not do what it was asked to. */
export class PluginFailure extends Error {
  readonly code = 'plugin_failed'
  /** One text per fault. */
  readonly messages: readonly string[]
  /** HTTP status for the refusal of a plugin that answered; undefined for one that did not answer. */
  readonly status: number | undefined

  constructor(messages: readonly string[], status?: number, cause?: unknown) {
    super(messages.join('; '), { cause })
    this.name = 'PluginFailure'
    this.messages = messages
    this.status = status
  }

  /** The faults of anything that was thrown. */
  static messagesOf(error: unknown): readonly string[] {
    if (error instanceof PluginFailure) return error.messages
    return [error instanceof Error ? error.message : String(error)]
  }

  /**
   * The refusal in an answer of a plugin.
   *
   * @param status of the answer
   * @param body of the answer, DRP's error body if the plugin keeps to the protocol
   */
  static refusal(status: number, body: string): PluginFailure {
    try {
      const { Code, Messages } = ErrorBody.parse(JSON.parse(body))
      const isStatus = Number.isInteger(Code) && Code >= 400 && Code <= 599
      const messages = Messages.slice(0, MAX_MESSAGES).map(excerpt)
      if (messages.length === 0) messages.push(`the plugin answered ${status}`)
      return new PluginFailure(messages, isStatus ? Code : UNNAMED)
    } catch {
      return new PluginFailure([`the plugin answered ${status}: ${excerpt(body)}`], UNNAMED)
    }
  }
}

/** Beginning of a text from a plugin on one line, without what could act on a terminal. */
export function excerpt(text: string): string {
  return text
    .slice(0, 1000)
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
}
