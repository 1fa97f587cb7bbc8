import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Client } from '@metalwright/sdk'
import { Machine } from '@metalwright/sdk/models'
import { applyPatch, PatchError, parsePatch } from '@metalwright/sdk/patch'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SdkClaims } from '../../src/sdk/claims.ts'

const uuid = '00000000-0000-4000-8000-000000000001'
const limits = { signal: new AbortController().signal }

/** One machine behind the two calls that a takeover makes. */
class MachineServer {
  machine: unknown = Machine.parse({
    Name: 'm1',
    Uuid: uuid,
    PoolAllocated: true,
    PoolStatus: 'Building',
    Params: { 'claim/key': 'old', 'terraform/pending': { beat: 1 } },
  })
  /** Carries out the next patch but cuts the connection instead of answering. */
  loseAnswer = false
  readonly #server: Server = createServer((request, response) => {
    body(request).then(
      (text) => this.#answer(request, response, text),
      (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
    )
  })

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const address = this.#server.address()
    return `http://127.0.0.1:${isInet(address) ? address.port : 0}`
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  #answer(request: IncomingMessage, response: ServerResponse, text: string): void {
    response.setHeader('content-type', 'application/json')
    if (!request.url?.includes(uuid)) {
      response.statusCode = 404
      response.end('{"Messages":["Not Found"],"Type":"GET","Code":404}')
      return
    }
    if (request.method === 'PATCH') {
      try {
        this.machine = applyPatch(JSON.parse(JSON.stringify(this.machine)), parsePatch(JSON.parse(text)))
      } catch (error) {
        response.statusCode = error instanceof PatchError ? 409 : 500
        response.end(JSON.stringify({ Messages: [String(error)], Type: 'PATCH', Code: response.statusCode }))
        return
      }
      if (this.loseAnswer) {
        this.loseAnswer = false
        request.socket.destroy()
        return
      }
    }
    response.end(JSON.stringify(this.machine))
  }
}

function isInet(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null
}

async function body(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

describe('claims through the SDK', () => {
  let server: MachineServer
  let claims: SdkClaims
  const takeover = { uuid, parameter: 'terraform/pending', before: { beat: 1 }, after: { beat: 2 } }

  beforeEach(async () => {
    server = new MachineServer()
    claims = new SdkClaims(
      new Client({ endpoint: await server.listen(), token: 't', maxRetries: 2 }, { validate: true }),
    )
  })

  afterEach(() => server.close())

  it('take a claim over in one guarded write, once', async () => {
    const machine = await claims.takeOver({ ...takeover, from: 'old', to: 'new' }, limits)
    expect(machine?.Params).toEqual({ 'claim/key': 'new', 'terraform/pending': { beat: 2 } })
    expect(await claims.takeOver({ ...takeover, from: 'old', to: 'other' }, limits)).toBeNull()
    expect(await claims.get(uuid, 'new', limits)).toMatchObject({ state: 'held' })
    expect(await claims.get(uuid, 'old', limits)).toMatchObject({ state: 'foreign' })
  })

  it('do not take a claim over whose holder has given a sign of life', async () => {
    const late = { ...takeover, before: { beat: 0 }, from: 'old', to: 'new' }
    expect(await claims.takeOver(late, limits)).toBeNull()
    expect(await claims.get(uuid, 'old', limits)).toMatchObject({ state: 'held' })
  })

  it('know their own takeover when its answer was lost', async () => {
    server.loseAnswer = true
    const taken = await claims.takeOver({ ...takeover, from: 'old', to: 'new' }, limits)
    expect(taken?.Params['claim/key']).toBe('new')
    server.loseAnswer = true
    const again = { ...takeover, before: { beat: 2 }, after: { beat: 3 }, from: 'new', to: 'new' }
    expect((await claims.takeOver(again, limits))?.Params['terraform/pending']).toEqual({ beat: 3 })
    expect(await claims.takeOver(again, limits)).toMatchObject({ Uuid: uuid })
    expect(await claims.takeOver({ ...again, after: { beat: 4 } }, limits)).toBeNull()
  })

  it('name the claim of a machine, and miss what is not there', async () => {
    const machine = await claims.machine(uuid, limits)
    expect(machine && claims.claimIdOf(machine)).toBe('old')
    expect(machine && claims.claimIdOf({ ...machine, PoolAllocated: false })).toBeNull()
    expect(await claims.machine('Name:other', limits)).toBeNull()
  })
})
