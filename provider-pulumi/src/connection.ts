import type { Api } from './sdk/api.ts'

/** What the provider's configuration makes, and every resource uses. Nothing is dialled before it is needed. */
export interface Connection {
  /** Address of the server, for messages. */
  readonly endpoint: string
  /** Pool for machines that name none. */
  readonly defaultPool: string
  /** Milliseconds a claim, its update and its release may take when the program gives no time. */
  readonly defaultTimeoutMs: number
  api(): Promise<Api>
}
