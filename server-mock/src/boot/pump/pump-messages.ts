/** What the thread of the pump is started with. */
export interface PumpStart {
  /** Descriptor that is rung after each order. */
  readonly bell: number
  /** Descriptor to wait by. */
  readonly poll: number
  /** Milliseconds without a byte taken after which a stream is given up. */
  readonly idle: number
}

/** What is asked of the thread of the pump. */
export type PumpOrder =
  | {
      readonly kind: 'send'
      readonly stream: number
      /** Descriptors, which stay open until the outcome is told. */
      readonly socket: number
      readonly file: number
      readonly offset: number
      readonly length: number
    }
  /** Its outcome is told at once, when it has none yet. */
  | { readonly kind: 'stop'; readonly stream: number }
  /** Ends the thread; nothing more is told. */
  | { readonly kind: 'end' }

/** All was sent; it was stopped; nobody reads it any more; the file or the system failed. */
export type PumpEnd = 'sent' | 'stopped' | 'gone' | { readonly fault: string }

/** How a stream ended. */
export interface PumpOutcome {
  readonly stream: number
  /** Bytes sent. */
  readonly sent: number
  readonly end: PumpEnd
}
