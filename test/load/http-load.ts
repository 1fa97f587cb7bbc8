// Load on one URL from a process of its own: `node http-load.ts <JSON of HttpLoad>`; prints a LoadResult as JSON.
import { Agent, request } from 'node:https'

/** What is asked, how often at a time, and for how long. */
export interface HttpLoad {
  readonly port: number
  readonly method: string
  /** `%n` becomes a number from 0 up to `objects`, spread over all of them. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Body; `%n` becomes the number of the call, `%p` the process' own number, so that names differ between runs. */
  readonly body?: string
  readonly objects: number
  /** Status of an answer that counts. */
  readonly status: number
  readonly connections: number
  readonly seconds: number
}

/** What came of it. */
export interface LoadResult {
  /** Answers a second. */
  readonly rate: number
  /** Milliseconds until an answer was there whole: half of them, and 99 of 100, were not slower. */
  readonly median: number
  readonly p99: number
  /** Milliseconds until the first byte of the body, half of them. */
  readonly firstByte: number
}

/** Steps over the objects so that neighbours in time are far apart; a prime, so that all are met. */
const STRIDE = 7919

const load: HttpLoad = JSON.parse(process.argv[2] ?? '{}')
const agent = new Agent({ keepAlive: true, maxSockets: load.connections, rejectUnauthorized: false })
let calls = 0

/** Milliseconds to the first byte and to the last one. */
interface Timing {
  readonly first: number
  readonly last: number
}

function call(): Promise<Timing> {
  calls += 1
  const body = load.body?.replaceAll('%n', String(calls)).replaceAll('%p', String(process.pid))
  const headers = {
    ...load.headers,
    ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
  }
  const start = performance.now()
  return new Promise((resolve, reject) => {
    const { port, method } = load
    const path = load.path.replaceAll('%n', String((calls * STRIDE) % load.objects))
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent }, (response) => {
      let first = 0
      response.on('data', () => {
        if (first === 0) first = performance.now() - start
      })
      response.on('end', () => {
        if (response.statusCode === load.status) resolve({ first, last: performance.now() - start })
        else reject(new Error(`${method} ${path} answered ${response.statusCode}`))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

async function run(seconds: number): Promise<LoadResult> {
  const start = performance.now()
  const timings: Timing[] = []
  const caller = async () => {
    while (performance.now() < start + seconds * 1000) timings.push(await call())
  }
  await Promise.all(Array.from({ length: load.connections }, caller))
  const rate = timings.length / ((performance.now() - start) / 1000)
  const last = timings.map((timing) => timing.last).sort((a, b) => a - b)
  const first = timings.map((timing) => timing.first).sort((a, b) => a - b)
  const part = (sorted: readonly number[], share: number) => sorted[Math.floor(sorted.length * share)] ?? 0
  return { rate, median: part(last, 0.5), p99: part(last, 0.99), firstByte: part(first, 0.5) }
}

await run(Math.min(1, load.seconds))
process.stdout.write(`${JSON.stringify(await run(load.seconds))}\n`)
agent.destroy()
