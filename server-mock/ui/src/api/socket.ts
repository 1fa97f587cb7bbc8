/** What is heard from a connection. After `closed` nothing more comes. */
export interface SocketListener {
  opened(): void
  received(text: string): void
  closed(): void
}

/** A connection that carries texts. */
export interface Socket {
  send(text: string): void
  /** Ends the connection; `closed` follows. */
  close(): void
}

/** Opens a connection to a path of this server. */
export type OpenSocket = (path: string, listener: SocketListener) => Socket
