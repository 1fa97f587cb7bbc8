// Load on one URL from a process of its own: `node http-load.ts <JSON of HttpLoad>`; prints the answers a second.
import { Agent, request } from 'node:https'

/** What is asked, how often at a time, and for how long. */
export interface HttpLoad {
  readonly port: number
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Body; `%n` becomes the number of the call. In the path it becomes a number from 0 to 999. */
  readonly body?: string
  readonly connections: number
  readonly seconds: number
}

const load: HttpLoad = JSON.parse(process.argv[2] ?? '{}')
const agent = new Agent({ keepAlive: true, maxSockets: load.connections, rejectUnauthorized: false })
let calls = 0

function call(): Promise<void> {
  calls += 1
  const body = load.body?.replaceAll('%n', String(calls))
  const headers = {
    ...load.headers,
    ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
  }
  return new Promise((resolve, reject) => {
    const { port, method } = load
    const path = load.path.replaceAll('%n', String(calls % 1000))
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent }, (response) => {
      response.resume()
      response.on('end', () => {
        if (response.statusCode === 200) resolve()
        else reject(new Error(`${method} ${path} answered ${response.statusCode}`))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

async function caller(until: number): Promise<number> {
  let answered = 0
  for (; performance.now() < until; answered++) await call()
  return answered
}

async function run(seconds: number): Promise<number> {
  const start = performance.now()
  const callers = Array.from({ length: load.connections }, () => caller(start + seconds * 1000))
  const answered = (await Promise.all(callers)).reduce((sum, one) => sum + one, 0)
  return answered / ((performance.now() - start) / 1000)
}

await run(Math.min(1, load.seconds))
process.stdout.write(`${await run(load.seconds)}\n`)
agent.destroy()
