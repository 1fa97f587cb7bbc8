import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** What happens to the next COMMIT that passes. */
export type Fate = 'pass' | 'lost on the way' | 'done, but not answered' | 'done, but all is cut'

/** A network between a server and its database that can fail in chosen moments. */
export class DatabaseProxy {
  readonly #server: Server
  readonly #target: number
  readonly #sockets = new Set<Socket>()
  #isDown = false
  #fate: Fate = 'pass'

  private constructor(server: Server, target: number) {
    this.#server = server
    this.#target = target
    server.on('connection', (socket) => this.#relay(socket))
  }

  /** @param target port of the database on loopback */
  static async open(target: number): Promise<DatabaseProxy> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new DatabaseProxy(server, target)
  }

  /** The database's URL by way of the proxy. */
  url(url: string): string {
    const { port }: { port: number } = this.#server.address() as AddressInfo
    return url.replace(`127.0.0.1:${this.#target}`, `127.0.0.1:${port}`)
  }

  /** Decides about the next COMMIT; the connection of one that does not pass breaks. */
  nextCommit(fate: Fate): void {
    this.#fate = fate
  }

  /** Breaks all connections and lets no new ones through. */
  cut(): void {
    this.#isDown = true
    for (const socket of this.#sockets) socket.destroy()
  }

  heal(): void {
    this.#isDown = false
  }

  async close(): Promise<void> {
    this.cut()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #relay(near: Socket): void {
    if (this.#isDown) {
      near.destroy()
      return
    }
    const far = connect(this.#target, '127.0.0.1')
    const end = () => {
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) {
      this.#sockets.add(socket)
      socket.on('error', end)
      socket.on('close', () => {
        this.#sockets.delete(socket)
        end()
      })
    }
    let isMute = false
    near.on('data', (chunk: Buffer) => {
      if (chunk.includes('COMMIT\0') && this.#fate !== 'pass') {
        const fate = this.#fate
        this.#fate = 'pass'
        if (fate === 'lost on the way') return end()
        isMute = true
        if (fate === 'done, but all is cut') {
          this.#isDown = true
          for (const socket of this.#sockets) if (socket !== near && socket !== far) socket.destroy()
        }
      }
      far.write(chunk)
    })
    far.on('data', (chunk: Buffer) => {
      if (isMute) end()
      else near.write(chunk)
    })
  }
}
