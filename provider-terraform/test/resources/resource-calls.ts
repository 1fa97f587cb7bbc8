import type { Connection } from '../../src/connection.ts'
import { attributesType } from '../../src/framework/attribute.ts'
import { type Changes, ObjectView } from '../../src/framework/object-view.ts'
import { PrivateState } from '../../src/framework/private-state.ts'
import type { Resource } from '../../src/framework/resource.ts'
import type { Value } from '../../src/values/value.ts'
import { unknown } from '../../src/values/value.ts'

function defer(): never {
  throw new Error('nothing is deferred here')
}

/** A resource that is called as Terraform would, without Terraform. */
export class ResourceCalls {
  /** The state after the last call; null when there is none. */
  state: ObjectView | null = null
  /** What was warned of. */
  readonly warnings: string[] = []
  readonly #resource: Resource<Connection>
  readonly #connection: Connection
  readonly #privateState = PrivateState.decode(new Uint8Array())

  constructor(resource: Resource<Connection>, connection: Connection) {
    this.#resource = resource
    this.#connection = connection
  }

  /** Creates; what is computed is open. The state that was saved stays when it fails. */
  async create(config: Readonly<Record<string, Value>>): Promise<ObjectView> {
    const given = this.#view(config)
    const { attributes } = this.#resource.schema
    const planned = this.#view(
      Object.fromEntries(
        Object.entries(attributes).map(([name, { computed, default: preset }]) => {
          const value = given.get(name)
          if (value !== null || !computed) return [name, value]
          return [name, preset === undefined ? unknown : preset]
        }),
      ),
    )
    const save = (changes: Changes) => {
      this.state = new ObjectView(planned.type, planned.with(changes))
    }
    save(await this.#resource.create({ ...this.#context(), planned, config: given, save }))
    return this.#known()
  }

  /** Updates to another configuration. */
  async update(changes: Readonly<Record<string, Value>>): Promise<ObjectView> {
    const prior = this.#known()
    const planned = new ObjectView(prior.type, prior.with(changes))
    const save = (values: Changes) => {
      this.state = new ObjectView(planned.type, planned.with(values))
    }
    save(await this.#resource.update({ ...this.#context(), prior, planned, config: planned, save }))
    return this.#known()
  }

  /** Reads; null when it is gone. */
  async read(): Promise<ObjectView | null> {
    const state = this.#known()
    const changes = await this.#resource.read({ ...this.#context(), state, defer })
    this.state = changes && new ObjectView(state.type, state.with(changes))
    return this.state
  }

  async delete(): Promise<void> {
    await this.#resource.delete({ ...this.#context(), state: this.#known() })
    this.state = null
  }

  /** Imports and reads. */
  async import(id: string): Promise<ObjectView | null> {
    const empty = this.#view({})
    const context = { ...this.#context(), id, identity: null, empty, defer }
    const changes = await this.#resource.import?.(context)
    this.state = new ObjectView(empty.type, empty.with(changes ?? {}))
    return this.read()
  }

  #known(): ObjectView {
    if (this.state === null) throw new Error('there is no state')
    return this.state
  }

  #view(values: Readonly<Record<string, Value>>): ObjectView {
    const type = attributesType(this.#resource.schema.attributes)
    return new ObjectView(
      type,
      new Map([...type.attributes.keys()].map((name) => [name, values[name] ?? null])),
    )
  }

  #context() {
    return {
      connection: this.#connection,
      signal: new AbortController().signal,
      privateState: this.#privateState,
      log: () => {},
      warn: (summary: string) => {
        this.warnings.push(summary)
      },
    }
  }
}
