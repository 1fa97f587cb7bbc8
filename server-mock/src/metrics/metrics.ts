import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { DhcpEvent } from '../dhcp/dhcp-event.ts'
import type { Change } from '../store/port.ts'
import type { TftpEvent } from '../tftp/tftp-event.ts'
import { type Machines, PoolCounts } from './pool-counts.ts'

/** An answered request of the API. */
export interface AnsweredRequest {
  readonly method: string
  /** Pattern of the route, never the path itself: a path names machines. Empty when there is no such route. */
  readonly route: string
  readonly status: number
  readonly seconds: number
}

/**
 * Counts what the server does, in the text format of Prometheus. No label names a machine, a user or an address:
 * every label has few values, whatever the fleet and whoever sends packets.
 */
export class Metrics {
  readonly #registry = new Registry()
  readonly #pools: PoolCounts
  readonly #requests = this.#histogram(
    'metalwright_api_request_seconds',
    'Time to answer a request of the API',
    ['method', 'route', 'status'],
  )
  readonly #dhcpAnswers = this.#counter(
    'metalwright_dhcp_decisions_total',
    'DHCP packets by what was decided',
    ['decision'],
  )
  readonly #dhcpSeconds = this.#histogram('metalwright_dhcp_answer_seconds', 'Time from receipt to reply', [])
  readonly #dhcpDropped = this.#counter(
    'metalwright_dhcp_dropped_total',
    'DHCP packets that were dropped before any decision, by reason',
    ['reason'],
  )
  readonly #dhcpFailed = this.#counter(
    'metalwright_dhcp_failed_total',
    'DHCP packets that could not be answered by a fault of this server',
    [],
  )
  readonly #tftpEnded = this.#counter(
    'metalwright_tftp_transfers_total',
    'TFTP transfers by how they ended',
    ['end'],
  )
  readonly #tftpRefused = this.#counter('metalwright_tftp_refused_total', 'TFTP requests that got no file', [
    'reason',
  ])
  readonly #tftpRepeated = this.#counter(
    'metalwright_tftp_repeated_total',
    'Windows of TFTP transfers that were sent once more',
    [],
  )
  readonly #tftpDropped = this.#counter(
    'metalwright_tftp_dropped_total',
    'Messages within TFTP transfers that made no sense',
    [],
  )
  readonly #filesServed = this.#counter(
    'metalwright_http_files_total',
    'Files that machines began to load over HTTP',
    [],
  )
  readonly #httpRefused = this.#counter(
    'metalwright_http_refused_total',
    'Requests to the file server that were refused or could not be read, by status',
    ['status'],
  )
  readonly #jobs = this.#counter(
    'metalwright_jobs_ended_total',
    'Jobs of machines by the state they ended in',
    ['state'],
  )

  /** @param machines all machines as they are now; read once, when the metrics are first asked for */
  constructor(machines: Machines) {
    collectDefaultMetrics({ register: this.#registry })
    const pools = new PoolCounts(machines)
    this.#pools = pools
    new Gauge({
      name: 'metalwright_pool_machines',
      help: 'Machines by pool and state in it',
      labelNames: ['pool', 'status'],
      registers: [this.#registry],
      async collect() {
        const counts = await pools.counts()
        this.reset()
        for (const { pool, status, count } of counts) this.set({ pool, status }, count)
      },
    })
  }

  /** Media type of `text`. */
  get contentType(): string {
    return this.#registry.contentType
  }

  /** All metrics as Prometheus reads them. */
  text(): Promise<string> {
    return this.#registry.metrics()
  }

  /** Counts a request of the API. */
  request({ method, route, status, seconds }: AnsweredRequest): void {
    this.#requests.observe({ method, route, status: String(status) }, seconds)
  }

  /** Counts what DHCP or BINL did with a packet. */
  dhcp(event: DhcpEvent): void {
    if (event.kind === 'dropped') this.#dhcpDropped.inc({ reason: event.reason })
    else if (event.kind === 'failed') this.#dhcpFailed.inc()
    else if (event.kind === 'decided') {
      this.#dhcpAnswers.inc({ decision: event.exchange.decision.kind })
      this.#dhcpSeconds.observe(event.took / 1000)
    }
  }

  /** Counts what TFTP did with a request. */
  tftp(event: TftpEvent): void {
    if (event.kind === 'refused') this.#tftpRefused.inc({ reason: event.reason })
    else if (event.kind === 'ended') {
      this.#tftpEnded.inc({ end: event.end })
      this.#tftpRepeated.inc(event.repeated)
      this.#tftpDropped.inc(event.dropped)
    }
  }

  /** Counts a file that was handed out over HTTP. */
  served(): void {
    this.#filesServed.inc()
  }

  /** Counts a request to the file server that was answered with a status from 400 on. */
  refused(status: number): void {
    this.#httpRefused.inc({ status: String(status) })
  }

  /** Follows machines between pools, and jobs to their end. */
  follow(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.prefix === 'machines') this.#pools.follow(change)
      else if (change.prefix === 'jobs') this.#job(change)
    }
  }

  #job({ action, object, original }: Change): void {
    const state = object['State']
    if (action === 'delete' || state === original?.['State']) return
    if (state === 'finished' || state === 'failed') this.#jobs.inc({ state })
  }

  #counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.#registry] })
  }

  #histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
  ): Histogram<Label> {
    const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
    return new Histogram({ name, help, labelNames, buckets, registers: [this.#registry] })
  }
}
