import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { MachineClaims } from '../../src/resources/machine/machine-claims.ts'
import { claimIdIn, type FakePool } from './fake-pool.ts'

/** A call as it travels: a method of the pool, its arguments, and the process that asks. */
interface Call {
  readonly method: string
  readonly args: readonly unknown[]
  readonly pid: number
}

/** Offers a fake pool on loopback to provider processes that a test starts. */
export class PoolServer {
  /** Processes that have asked, in order of their first question. */
  readonly pids: number[] = []
  readonly #server: Server
  readonly #pool: FakePool

  constructor(pool: FakePool) {
    this.#pool = pool
    this.#server = createServer((request, response) => {
      const gone = new AbortController()
      response.on('close', () => gone.abort())
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        this.#answer(JSON.parse(body), gone.signal).then(
          (result) => response.end(JSON.stringify({ result: result ?? null })),
          (error: unknown) => response.end(JSON.stringify({ error: String(error) })),
        )
      })
    })
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const address = this.#server.address() as AddressInfo
    return `http://127.0.0.1:${address.port}`
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  #answer({ method, args, pid }: Call, signal: AbortSignal): Promise<unknown> {
    if (!this.pids.includes(pid)) this.pids.push(pid)
    const withSignal = args.map((argument) =>
      typeof argument === 'object' && argument !== null && 'signal' in argument
        ? { ...argument, signal, onProgress: () => undefined }
        : argument,
    )
    const target: unknown = Reflect.get(this.#pool, method)
    if (typeof target !== 'function') throw new Error(`no method ${method}`)
    return Promise.resolve(target.apply(this.#pool, withSignal))
  }
}

/** The pool of a {@link PoolServer}, seen from another process. */
export function remotePool(url: string): MachineClaims {
  const call = async (method: string, args: readonly unknown[]) => {
    const last = args.at(-1)
    const signal =
      typeof last === 'object' && last !== null && 'signal' in last && last.signal instanceof AbortSignal
        ? last.signal
        : null
    const body: Call = { method, args, pid: process.pid }
    try {
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), signal })
      const answer = JSON.parse(await response.text())
      if (answer.error) throw new Error(answer.error)
      return answer.result
    } catch (error) {
      if (method === 'wait' && signal?.aborted) return { outcome: 'interrupted' }
      throw error
    }
  }
  return {
    allocate: (...args) => call('allocate', args),
    get: (...args) => call('get', args),
    prepare: (...args) => call('prepare', args),
    wait: (...args) => call('wait', args),
    redeploy: (...args) => call('redeploy', args),
    settleFailure: (...args) => call('settleFailure', args),
    adopt: (...args) => call('adopt', args),
    parameters: (...args) => call('parameters', args),
    job: (...args) => call('job', args),
    hardwareOf: () => null,
    update: (...args) => call('update', args),
    release: (...args) => call('release', args),
    machine: (...args) => call('machine', args),
    allocated: (...args) => call('allocated', args),
    claimIdOf: claimIdIn,
    claimOwnerOf: (machine) => String(machine.Params['claim/owner'] ?? ''),
    takeOver: (...args) => call('takeOver', args),
  }
}
