import { type Client, NotFoundError, SdkError, UnsupportedError } from '@metalwright/sdk'
import { ansibleInventory, inventoryText } from '@metalwright/sdk/inventory'
import type { JsonObject, JsonValue, Prefix } from '@metalwright/sdk/models'
import { apiPath, jsonOf, orNull, paramsOf } from '@metalwright/sdk/objects'
import type {
  InventoryRequest,
  LogText,
  RemoteSystem,
  RenderedAction,
  TokenRequest,
} from '../remote-system.ts'
import type { CallLimits, FileStoreName } from '../resources/objects/remote-objects.ts'
import { readServedFile } from './served-file.ts'

/** What a server offers besides its objects, through the SDK. */
export class SdkSystem implements RemoteSystem {
  readonly #client: Client
  readonly user: string | null

  /** @param user the user that the client logs in as; null when it has a token instead */
  constructor(client: Client, user: string | null) {
    this.#client = client
    this.user = user
  }

  async jobLog(uuid: string, maxBytes: number, { signal }: CallLimits): Promise<LogText | null> {
    const stream = await orNull(() => this.#client.jobs.log(uuid, { signal }))
    if (stream === null) return null
    let kept = Buffer.alloc(0)
    let size = 0
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk)
      size += bytes.length
      kept = Buffer.concat([kept, bytes])
      // The end is kept; the limit is doubled so that not every chunk is copied twice.
      if (kept.length > 2 * maxBytes) kept = Buffer.from(kept.subarray(kept.length - maxBytes))
    }
    const end = kept.subarray(Math.max(0, kept.length - maxBytes))
    return { text: end.toString('utf8').toWellFormed(), truncated: size > maxBytes }
  }

  async jobActions(uuid: string, { signal }: CallLimits): Promise<readonly RenderedAction[]> {
    const actions = await this.#client.jobs.actions(uuid, { signal })
    return actions.map(({ Name, Path, Content }) => ({ name: Name, path: Path, contents: Content }))
  }

  async servedFile(path: string, { signal }: CallLimits): Promise<string | null> {
    const { file_port } = await this.#client.info({ signal })
    return readServedFile(this.#client.transport.endpoint.origin, file_port, path, signal)
  }

  fileNames(store: FileStoreName, folder: string, { signal }: CallLimits) {
    return orNull(() => this.#client[store].list(folder, { signal }))
  }

  async interfaces({ signal }: CallLimits): Promise<readonly JsonObject[]> {
    return (await this.#client.interfaces.list({ signal })).map((one) => JSON.parse(JSON.stringify(one)))
  }

  async inventory({ filters, settings }: InventoryRequest, { signal }: CallLimits) {
    const client = this.#client
    const [machines, profiles, stages, params] = await Promise.all([
      all(client.machines.iterate({ filters }, { signal })),
      all(client.profiles.iterate({}, { signal })),
      all(client.stages.iterate({}, { signal })),
      all(client.params.iterate({}, { signal })),
    ])
    const endpoint = client.transport.endpoint.origin
    const inventory = ansibleInventory({ endpoint, machines, profiles, stages, params }, settings)
    return { text: inventoryText(inventory), warnings: inventory.warnings }
  }

  async userToken({ user, ttlSeconds, roles, narrow }: TokenRequest, { signal }: CallLimits) {
    const query: [string, string][] = [['ttl', String(ttlSeconds)]]
    if (roles !== null) query.push(['roles', roles.join(',')])
    query.push(...Object.entries(narrow))
    const path = `${apiPath('users', user)}/token`
    const answer = await this.#client.transport.send({ method: 'GET', path, query, signal })
    return tokenIn(answer.body, answer.call)
  }

  machineToken(uuid: string, ttlSeconds: number, { signal }: CallLimits): Promise<string | null> {
    return unlessUnsupported(
      async () => (await this.#client.machines.token(uuid, { ttlSeconds, signal })).Token,
    )
  }

  async plainParam(
    prefix: Prefix,
    key: string,
    name: string,
    aggregate: boolean,
    { signal }: CallLimits,
  ): Promise<JsonValue | undefined> {
    const options = { decode: true, aggregate, signal }
    try {
      return await paramsOf(this.#client, prefix).getOne(key, name, options)
    } catch (error) {
      if (error instanceof NotFoundError) return undefined
      throw error
    }
  }

  signUrl(url: string, { signal }: CallLimits): Promise<string | null> {
    const request = { method: 'POST', path: '/system/signurl', json: url, idempotent: true, signal } as const
    return unlessUnsupported(async () => {
      const answer = await this.#client.transport.send(request)
      const signed: unknown = jsonOf(answer)
      if (typeof signed === 'string') return signed
      throw new SdkError('unexpected_answer', `${answer.call} gave something other than a text.`)
    })
  }
}

function tokenIn(body: string, call: string): string {
  const { Token } = Object(jsonOf({ body, call }))
  if (typeof Token === 'string' && Token !== '') return Token
  throw new SdkError('unexpected_answer', `${call} gave no token.`)
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of items) found.push(item)
  return found
}

/** The result of a call; null when the server has no such call. */
async function unlessUnsupported<Result>(call: () => Promise<Result>): Promise<Result | null> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof UnsupportedError) return null
    throw error
  }
}
