/** What the objects room takes from the world. */
export interface Ports {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** A new random UUID. */
  readonly uuid: () => string
  /** 16 random characters that nobody can guess. */
  readonly secret: () => string
}

/** RFC 3339 text of a port's clock. */
export function timestamp(ports: Ports): string {
  return new Date(ports.now()).toISOString()
}
