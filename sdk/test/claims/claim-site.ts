import type { ClaimRequest } from '../../src/claims/index.ts'
import { Claims } from '../../src/claims/index.ts'
import { Client } from '../../src/client.ts'
import { FakeClock } from '../fake/fake-clock.ts'
import { type Dialect, FakePool } from '../fake/fake-pool.ts'
import { FakeServer } from '../fake/fake-server.ts'

/** A fake server with a pool `web` of a few machines, and claims on it. */
export class ClaimSite {
  readonly server: FakeServer
  readonly pool: FakePool
  readonly clock = new FakeClock()
  readonly claims: Claims
  readonly #clients: Client[] = []

  private constructor(server: FakeServer, count: number, dialect: Dialect) {
    this.server = server
    this.pool = new FakePool(server, count, dialect)
    this.claims = this.connect()
  }

  static async start(count = 2, dialect: Dialect = 'ours'): Promise<ClaimSite> {
    return new ClaimSite(await FakeServer.start(), count, dialect)
  }

  /** Claims of another process. */
  connect(random: () => number = () => 0.5): Claims {
    const client = new Client({ token: 'token', endpoint: this.server.url }, { clock: this.clock, random })
    this.#clients.push(client)
    return new Claims(client)
  }

  async close(): Promise<void> {
    for (const client of this.#clients) await client.close()
    await this.server.close()
  }
}

/** A claim by team a. */
export function request(more: Partial<ClaimRequest> = {}): ClaimRequest {
  return { pool: 'web', claimKey: 'key-1', owner: 'team a', ...more }
}
