import type { ServerResponse } from 'node:http'
import type { JsonObject, JsonValue } from '../../src/models/json.ts'
import { Machine } from '../../src/models/machine.ts'
import { PoolRequest } from '../../src/models/pool-request.ts'
import { applyPatch, PatchError, parsePatch } from '../../src/patch/index.ts'
import { type Call, type FakeServer, failure, type Reply } from './fake-server.ts'

/** `ours` keeps claim keys, filters by params and can wait for changes; `foreign` does none of that. */
export type Dialect = 'ours' | 'foreign'

/** Pool `web` of a fake server with a few machines. */
export class FakePool {
  readonly machines = new Map<string, Machine>()
  /** State a machine gets when it is claimed, and when it is released. */
  afterAllocate: Machine['PoolStatus'] = 'Building'
  afterRelease: Machine['PoolStatus'] = 'Destroying'
  /** Workflow that the pool runs on what it hands out. */
  workflow = ''
  /** Whether the answer of a pool call is lost after it was carried out. */
  losesAnswer: () => boolean = () => false
  readonly #dialect: Dialect
  readonly #versions = new Map<string, number>()
  readonly #waiting = new Map<string, ServerResponse[]>()

  constructor(server: FakeServer, count: number, dialect: Dialect = 'ours') {
    this.#dialect = dialect
    for (let index = 1; index <= count; index += 1) {
      const Uuid = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
      this.machines.set(
        Uuid,
        Machine.parse({ Name: `web${index}`, Uuid, Pool: 'web', WorkflowComplete: true }),
      )
    }
    const features = dialect === 'ours' ? ['claim-key', 'claim-quarantine'] : []
    server.on('GET /info', () => ({ json: { features } }))
    server.on('GET /pools', () => ({ json: [{ Id: 'default' }, { Id: 'web' }] }))
    server.on('GET /pools/web', () => ({ json: { Id: 'web', AllocateActions: { Workflow: this.workflow } } }))
    server.on('GET /pools/web/status', () => ({
      json: Object.fromEntries([...this.machines.values()].map(({ Uuid, PoolStatus }) => [Uuid, PoolStatus])),
    }))
    server.on('POST /pools/*', () => failure(404, 'Not Found', { Model: 'pools' }))
    server.on('POST /pools/web/allocateMachines', (call) => this.#answer(this.#allocate(call)))
    server.on('POST /pools/web/releaseMachines', (call) => this.#answer(this.#release(call)))
    server.on('GET /machines', (call) => this.#list(call))
    server.on('GET /machines/*', (call) => this.#get(call))
    server.on('PATCH /machines/*', (call) => this.#patch(call))
  }

  /** UUIDs of the machines that are claimed. */
  get claimed(): string[] {
    return [...this.machines.values()].filter((machine) => machine.PoolAllocated).map(({ Uuid }) => Uuid)
  }

  /** The machine at a place, from 1. */
  at(place: number): Machine {
    const machine = [...this.machines.values()][place - 1]
    if (machine === undefined) throw new Error(`there is no machine ${place}`)
    return machine
  }

  /** Changes a machine and wakes who waits for it. */
  change(uuid: string, more: Partial<Machine>): void {
    const machine = this.machines.get(uuid)
    if (machine === undefined) throw new Error(`there is no machine ${uuid}`)
    this.machines.set(uuid, { ...machine, ...more })
    this.#versions.set(uuid, this.#version(uuid) + 1)
    for (const response of this.#waiting.get(uuid) ?? []) {
      response.writeHead(200, { 'content-type': 'application/json', etag: this.#etag(uuid) })
      response.end(JSON.stringify(this.machines.get(uuid)))
    }
    this.#waiting.delete(uuid)
  }

  #allocate(call: Call): Reply {
    const request = PoolRequest.parse(call.json())
    const params = request['pool/add-parameters'] ?? {}
    const key = request['pool/claim-key'] ?? ''
    const machines = [...this.machines.values()]
    const earlier =
      this.#dialect === 'ours' &&
      machines.find((machine) => machine.Params['claim/key'] === key && key !== '')
    if (earlier) return { json: [result(earlier)] }
    const list = request['pool/machine-list']
    const machine = machines.find(
      ({ PoolStatus, Uuid, Name }) =>
        PoolStatus === 'Free' && (list === undefined || list.includes(Uuid) || list.includes(`Name:${Name}`)),
    )
    if (machine === undefined)
      return this.#dialect === 'ours' ? { json: [] } : failure(409, 'not enough machines')
    this.change(machine.Uuid, {
      PoolAllocated: true,
      PoolStatus: this.afterAllocate,
      WorkflowComplete: this.afterAllocate === 'InUse',
      Params: { ...machine.Params, ...params },
      Profiles: [...machine.Profiles, ...(request['pool/add-profiles'] ?? [])],
      Workflow: request['pool/workflow'] ?? '',
    })
    return { json: [result(this.#machine(machine.Uuid))] }
  }

  #release(call: Call): Reply {
    const request = PoolRequest.parse(call.json())
    const results: JsonValue[] = []
    for (const uuid of request['pool/machine-list'] ?? []) {
      const machine = this.#machine(uuid)
      const removed = request['pool/remove-parameters'] ?? []
      const dropped = request['pool/remove-profiles'] ?? []
      this.change(uuid, {
        PoolAllocated: false,
        PoolStatus: this.afterRelease,
        WorkflowComplete: this.afterRelease === 'Free',
        Params: {
          ...Object.fromEntries(Object.entries(machine.Params).filter(([name]) => !removed.includes(name))),
          ...request['pool/add-parameters'],
        },
        Profiles: machine.Profiles.filter((name) => !dropped.includes(name)),
      })
      results.push(result(this.#machine(uuid)))
    }
    return { json: results }
  }

  #list(call: Call): Reply {
    let machines = [...this.machines.values()]
    for (const [name, condition] of call.query) {
      if (['aggregate', 'params', 'slim'].includes(name)) continue
      const value = /^Eq\((.*)\)$/.exec(condition)?.[1]
      if (name.includes('/')) {
        if (this.#dialect === 'foreign') return failure(406, `Filter not found: ${name}`)
        machines = machines.filter((machine) => machine.Params[name] === value)
      } else {
        machines = machines.filter((machine) => String(json(machine)[name]) === value)
      }
    }
    return { json: machines.map(json) }
  }

  #get(call: Call): Reply {
    const machine = this.#named(call)
    if (machine === undefined) return failure(404, 'Not Found', { Model: 'machines' })
    if (this.#dialect === 'foreign') return { json: json(machine) }
    const etag = this.#etag(machine.Uuid)
    if (call.headers['if-none-match'] !== etag) return { json: json(machine), headers: { etag } }
    const [, seconds] = /^wait=(\d+)s$/.exec(String(call.headers['prefer'])) ?? []
    if (seconds === undefined) return { status: 304, headers: { etag } }
    return {
      takeOver: (response) => {
        const unchanged = () => {
          if (!response.writableEnded) response.writeHead(304, { etag }).end()
        }
        setTimeout(unchanged, Number(seconds) * 1000).unref()
        this.#waiting.set(machine.Uuid, [...(this.#waiting.get(machine.Uuid) ?? []), response])
      },
    }
  }

  #patch(call: Call): Reply {
    const machine = this.#named(call)
    if (machine === undefined) return failure(404, 'Not Found', { Model: 'machines' })
    if (machine.Locked && !unlocks(call)) {
      return failure(422, `Machine ${machine.Name} is locked`, { Type: 'PATCH' })
    }
    try {
      const patched = applyPatch(json(machine), parsePatch(call.json()))
      this.change(machine.Uuid, Machine.parse(patched))
      return { json: json(this.#machine(machine.Uuid)) }
    } catch (error) {
      if (error instanceof PatchError) return failure(409, error.message, { Type: 'PATCH' })
      throw error
    }
  }

  #answer(reply: Reply): Reply {
    return this.losesAnswer() ? 'cut' : reply
  }

  #named(call: Call): Machine | undefined {
    const key = decodeURIComponent(call.path.slice('/machines/'.length))
    const name = /^Name:(.*)$/.exec(key)?.[1]
    return name === undefined
      ? this.machines.get(key)
      : [...this.machines.values()].find((machine) => machine.Name === name)
  }

  #machine(uuid: string): Machine {
    const machine = this.machines.get(uuid)
    if (machine === undefined) throw new Error(`there is no machine ${uuid}`)
    return machine
  }

  #version(uuid: string): number {
    return this.#versions.get(uuid) ?? 1
  }

  #etag(uuid: string): string {
    return `"${this.#version(uuid)}"`
  }
}

/** Whether a patch unlocks the machine, the only one that a locked machine takes. */
function unlocks(call: Call): boolean {
  return parsePatch(call.json()).some(
    (operation) => operation.op === 'replace' && operation.path === '/Locked' && operation.value === false,
  )
}

function json(machine: Machine): JsonObject {
  return JSON.parse(JSON.stringify(machine))
}

function result(machine: Machine): JsonObject {
  const { Name, Uuid, PoolAllocated, PoolStatus } = machine
  return { Name, Uuid, Allocated: PoolAllocated, Status: PoolStatus }
}
