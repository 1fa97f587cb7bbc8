import type { Arrival } from '../arrival.ts'
import type { Peer } from '../destination.ts'
import { UNSPECIFIED } from '../ipv4.ts'
import type { Binding, Endpoint, Network, NetworkInterface } from './network.ts'

/** What to listen on. */
export type Listen =
  /** These interfaces, or all but loopback when no names are given; they may appear later. */
  | { readonly kind: 'interfaces'; readonly names?: readonly string[] }
  /** One local address; nothing else is received, so no broadcasts unless it is `0.0.0.0`. */
  | { readonly kind: 'address'; readonly address: string }

/** What happens to the endpoints, and what they receive. */
export interface ListenerEvents {
  /** Of a message that is `cut` only the arrival is known. */
  readonly onMessage: (message: Uint8Array, arrival: Arrival, endpoint: Endpoint, cut: boolean) => void
  readonly onListening: (on: string, port: number) => void
  readonly onClosed: (on: string) => void
  /** Interfaces cannot be told apart, and why. */
  readonly onLimited: (detail: string) => void
  readonly onUnserved: (on: string, error: unknown) => void
}

interface Served {
  readonly name: string
  readonly index: number
  addresses: readonly string[]
  /** Undefined while it is being opened. */
  endpoint: Endpoint | undefined
}

const RECHECK = 10_000

/** Keeps an endpoint open on everything that is to be served, as interfaces and addresses come and go. */
export class Listeners {
  readonly #network: Network
  readonly #listen: Listen
  readonly #port: number
  readonly #forced: string
  readonly #events: ListenerEvents
  readonly #served = new Map<string, Served>()
  #own: ReadonlySet<string> = new Set()
  #timer: NodeJS.Timeout | undefined
  #refreshing: Promise<void> | undefined

  /** `forced` is a further address of this server, `''` for none. */
  constructor(network: Network, listen: Listen, port: number, forced: string, events: ListenerEvents) {
    this.#network = network
    this.#listen = listen
    this.#port = port
    this.#forced = forced
    this.#events = events
  }

  /** Names (or addresses) and ports of what is open. */
  open(): readonly { readonly on: string; readonly port: number }[] {
    return [...this.#served.values()].flatMap(({ name, endpoint }) =>
      endpoint === undefined ? [] : { on: name, port: endpoint.port },
    )
  }

  /** Opens what is there and watches for changes. Rejects when a given address cannot be bound. */
  async start(): Promise<void> {
    await this.refresh()
    const { limitation } = this.#network
    if (this.#listen.kind === 'interfaces' && limitation !== undefined) this.#events.onLimited(limitation)
    this.#timer = setInterval(() => {
      this.refresh().catch((error: unknown) => this.#events.onUnserved('interfaces', error))
    }, RECHECK)
    this.#timer.unref()
  }

  /** Looks at the interfaces again now. Calls at the same time share one look. */
  async refresh(): Promise<void> {
    this.#refreshing ??= this.#look().finally(() => {
      this.#refreshing = undefined
    })
    return this.#refreshing
  }

  /** Closes everything. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#refreshing?.catch(() => undefined)
    await Promise.all([...this.#served.values()].map((served) => this.#close(served)))
  }

  async #look(): Promise<void> {
    const interfaces = await this.#network.interfaces()
    const all = interfaces.flatMap(({ addresses }) => addresses)
    const bound = this.#listen.kind === 'address' ? this.#listen.address : ''
    this.#own = new Set([...all, bound, this.#forced].filter((address) => address !== ''))
    if (this.#listen.kind === 'address') {
      const { address } = this.#listen
      await this.#serve(address, 0, address === UNSPECIFIED ? facing(interfaces) : [address], {
        kind: 'address',
        address,
        port: this.#port,
      })
      return
    }
    const wanted = wantedInterfaces(interfaces, this.#listen.names)
    if (this.#network.limitation !== undefined) {
      const binding: Binding = { kind: 'address', address: UNSPECIFIED, port: this.#port }
      await this.#serve(UNSPECIFIED, 0, facing(wanted), binding)
      return
    }
    const gone = [...this.#served.values()].filter(
      ({ name, index }) => !wanted.some((one) => one.name === name && one.index === index),
    )
    await Promise.all(gone.map((served) => this.#close(served)))
    for (const one of wanted) {
      const binding: Binding = { kind: 'interface', interface: one, port: this.#port }
      await this.#serve(one.name, one.index, one.addresses, binding).catch((error: unknown) =>
        this.#events.onUnserved(one.name, error),
      )
    }
  }

  async #serve(name: string, index: number, addresses: readonly string[], binding: Binding): Promise<void> {
    const known = this.#served.get(name)
    if (known !== undefined) {
      known.addresses = addresses
      return
    }
    const served: Served = { name, index, addresses, endpoint: undefined }
    const receive = (message: Uint8Array, from: Peer, cut = false) => {
      if (served.endpoint === undefined || served.addresses.length === 0) return
      const arrival: Arrival = { interface: name, addresses: served.addresses, own: this.#own, from }
      this.#events.onMessage(message, arrival, served.endpoint, cut)
    }
    served.endpoint = await this.#network.open(binding, receive)
    this.#served.set(name, served)
    this.#events.onListening(name, served.endpoint.port)
  }

  async #close({ name, endpoint }: Served): Promise<void> {
    this.#served.delete(name)
    await endpoint?.close()
    this.#events.onClosed(name)
  }
}

function wantedInterfaces(
  interfaces: readonly NetworkInterface[],
  names: readonly string[] | undefined,
): readonly NetworkInterface[] {
  return interfaces.filter(({ name, addresses, loopback, up }) => {
    const chosen = names === undefined ? !loopback : names.includes(name)
    return chosen && up && addresses.length > 0
  })
}

/** Addresses clients may know the server by: loopback only when there is nothing else. */
function facing(interfaces: readonly NetworkInterface[]): readonly string[] {
  const outside = interfaces.filter(({ loopback }) => !loopback)
  return (outside.length > 0 ? outside : interfaces).flatMap(({ addresses }) => addresses)
}
