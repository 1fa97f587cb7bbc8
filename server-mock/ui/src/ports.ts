import type { Clock } from './api/clock.ts'
import type { Fetch } from './api/request.ts'
import type { OpenSocket } from './api/socket.ts'
import type { TokenStore } from './session/token-store.ts'

/** What the console needs from the browser. */
export interface Ports {
  readonly fetch: Fetch
  readonly openSocket: OpenSocket
  readonly clock: Clock
  readonly store: TokenStore
  /** Runs the work before the next frame is painted, or soon when nothing is painted. */
  readonly nextFrame: (work: () => void) => void
  /** Whether somebody can see the page. */
  readonly isSeen: () => boolean
}
