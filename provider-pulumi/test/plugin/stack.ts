import { randomBytes } from 'node:crypto'
import type { ServiceError } from '@grpc/grpc-js'
import grpc from '@pulumi/pulumi/proto/provider_grpc_pb.js'
import rpc from '@pulumi/pulumi/proto/provider_pb.js'
import statusPb from '@pulumi/pulumi/proto/status_pb.js'
import empty from 'google-protobuf/google/protobuf/empty_pb.js'
import { decodeStruct, encodeStruct } from '../../src/values/struct.ts'
import type { PropertyMap } from '../../src/values/value.ts'
import type { PluginProcess } from './plugin-process.ts'

const { ResourceProviderService: service } = grpc

/** A resource as the state has it. */
export interface Stored {
  readonly id: string
  readonly inputs: PropertyMap
  readonly outputs: PropertyMap
  /** Why it is not as it must be; empty when it is. */
  readonly initErrors: readonly string[]
}

/** What Check said is wrong. */
export class CheckFailedError extends Error {
  readonly failures: readonly { property: string; reason: string }[]

  constructor(failures: readonly { property: string; reason: string }[]) {
    super(failures.map(({ property, reason }) => `${property}: ${reason}`).join('\n'))
    this.failures = failures
  }
}

/** What a step did. */
export type Step = 'same' | 'create' | 'update' | 'replace' | 'delete'

/** Options of a step. */
export interface StepOptions {
  readonly timeout?: number
  readonly ignoreChanges?: readonly string[]
}

/** What an engine does with resources of one plugin: the order of calls, and what is stored. */
export class Stack {
  readonly plugin: PluginProcess
  readonly state = new Map<string, Stored>()
  readonly #type: string

  constructor(plugin: PluginProcess, type: string) {
    this.plugin = plugin
    this.#type = type
  }

  /** Handshake, CheckConfig and Configure. */
  static async open(
    plugin: PluginProcess,
    type: string,
    engineAddress: string,
    config: PropertyMap = new Map(),
  ): Promise<Stack> {
    await plugin.call(service.handshake, new rpc.ProviderHandshakeRequest().setEngineAddress(engineAddress))
    const checked = await plugin.call(
      service.checkConfig,
      new rpc.CheckRequest()
        .setUrn('urn:pulumi:dev::test::pulumi:providers:drp::default')
        .setNews(encodeStruct(config)),
    )
    const failures = checked.getFailuresList().map((failure) => failure.toObject())
    if (failures.length > 0) throw new CheckFailedError(failures)
    await plugin.call(
      service.configure,
      new rpc.ConfigureRequest()
        .setArgs(checked.getInputs() ?? encodeStruct(new Map()))
        .setAcceptsecrets(true),
    )
    return new Stack(plugin, type)
  }

  urn(name: string): string {
    return `urn:pulumi:dev::test::${this.#type}::${name}`
  }

  /** Brings a resource to what a program wants. Stores what an engine would, also of what failed. */
  async up(name: string, program: PropertyMap, options: StepOptions = {}): Promise<Step> {
    const old = this.state.get(name)
    const news = await this.check(name, program, old?.inputs)
    if (old === undefined) {
      await this.create(name, news, options)
      return 'create'
    }
    const diff = await this.diff(name, news, options)
    if (diff.replaces.length > 0) {
      const fresh = await this.check(name, program, undefined)
      if (diff.deleteBeforeReplace) await this.destroy(name, options)
      await this.create(name, fresh, options)
      if (!diff.deleteBeforeReplace) await this.#delete(name, old, options)
      return 'replace'
    }
    if (!diff.changed && old.initErrors.length === 0) {
      this.state.set(name, { ...old, inputs: news })
      return 'same'
    }
    await this.#storing(name, news, async () => {
      const reply = await this.plugin.call(
        service.update,
        new rpc.UpdateRequest()
          .setId(old.id)
          .setUrn(this.urn(name))
          .setName(name)
          .setType(this.#type)
          .setOlds(encodeStruct(old.outputs))
          .setOldInputs(encodeStruct(old.inputs))
          .setNews(encodeStruct(news))
          .setTimeout(options.timeout ?? 0),
      )
      return { id: old.id, outputs: decodeStruct(reply.getProperties()) }
    })
    return 'update'
  }

  /** Check: the inputs as they will be used. @throws CheckFailedError */
  async check(name: string, program: PropertyMap, olds: PropertyMap | undefined): Promise<PropertyMap> {
    const request = new rpc.CheckRequest()
      .setUrn(this.urn(name))
      .setName(name)
      .setType(this.#type)
      .setNews(encodeStruct(program))
      .setRandomseed(randomBytes(32))
    if (olds !== undefined) request.setOlds(encodeStruct(olds))
    const reply = await this.plugin.call(service.check, request)
    const failures = reply.getFailuresList().map((failure) => failure.toObject())
    if (failures.length > 0) throw new CheckFailedError(failures)
    return decodeStruct(reply.getInputs())
  }

  /** Diff of what is stored with checked inputs. */
  async diff(name: string, news: PropertyMap, { ignoreChanges = [] }: StepOptions = {}) {
    const old = this.#stored(name)
    const reply = await this.plugin.call(
      service.diff,
      new rpc.DiffRequest()
        .setId(old.id)
        .setUrn(this.urn(name))
        .setName(name)
        .setType(this.#type)
        .setOlds(encodeStruct(old.outputs))
        .setOldInputs(encodeStruct(old.inputs))
        .setNews(encodeStruct(news))
        .setIgnorechangesList([...ignoreChanges]),
    )
    const detailed = reply.toObject().detaileddiffMap
    return {
      changed: reply.getChanges() === rpc.DiffResponse.DiffChanges.DIFF_SOME,
      diffs: reply.getDiffsList(),
      replaces: reply.getReplacesList(),
      deleteBeforeReplace: reply.getDeletebeforereplace(),
      paths: Object.fromEntries(detailed.map(([path, { kind }]) => [path, kind])),
    }
  }

  /** Create; with `preview` nothing is stored. */
  async create(name: string, inputs: PropertyMap, options: StepOptions & { preview?: boolean } = {}) {
    const request = new rpc.CreateRequest()
      .setUrn(this.urn(name))
      .setName(name)
      .setType(this.#type)
      .setProperties(encodeStruct(inputs))
      .setTimeout(options.timeout ?? 0)
      .setPreview(options.preview ?? false)
    const send = async () => {
      const reply = await this.plugin.call(service.create, request)
      return { id: reply.getId(), outputs: decodeStruct(reply.getProperties()) }
    }
    return options.preview ? send() : this.#storing(name, inputs, send)
  }

  /** Read: what is stored becomes what is there. */
  async refresh(name: string): Promise<Stored | undefined> {
    const old = this.#stored(name)
    const reply = await this.plugin.call(
      service.read,
      new rpc.ReadRequest()
        .setId(old.id)
        .setUrn(this.urn(name))
        .setName(name)
        .setType(this.#type)
        .setProperties(encodeStruct(old.outputs))
        .setInputs(encodeStruct(old.inputs)),
    )
    if (reply.getId() === '') {
      this.state.delete(name)
      return undefined
    }
    const inputs = decodeStruct(reply.getInputs())
    const outputs = decodeStruct(reply.getProperties())
    const stored = { id: reply.getId(), inputs, outputs, initErrors: [] }
    this.state.set(name, stored)
    return stored
  }

  /** Import by an id. */
  async import(name: string, id: string): Promise<Stored> {
    const reply = await this.plugin.call(
      service.read,
      new rpc.ReadRequest().setId(id).setUrn(this.urn(name)).setName(name).setType(this.#type),
    )
    const inputs = decodeStruct(reply.getInputs())
    const outputs = decodeStruct(reply.getProperties())
    const stored = { id: reply.getId(), inputs, outputs, initErrors: [] }
    this.state.set(name, stored)
    return stored
  }

  /** Delete. */
  async destroy(name: string, options: StepOptions = {}): Promise<void> {
    await this.#delete(name, this.#stored(name), options)
    this.state.delete(name)
  }

  /** The first Ctrl-C of the user. */
  async cancel(): Promise<void> {
    await this.plugin.call(service.cancel, new empty.Empty())
  }

  async #delete(name: string, stored: Stored, { timeout = 0 }: StepOptions): Promise<void> {
    await this.plugin.call(
      service.delete,
      new rpc.DeleteRequest()
        .setId(stored.id)
        .setUrn(this.urn(name))
        .setName(name)
        .setType(this.#type)
        .setProperties(encodeStruct(stored.outputs))
        .setOldInputs(encodeStruct(stored.inputs))
        .setTimeout(timeout),
    )
  }

  async #storing(
    name: string,
    inputs: PropertyMap,
    send: () => Promise<{ id: string; outputs: PropertyMap }>,
  ) {
    try {
      const made = await send()
      this.state.set(name, { ...made, inputs, initErrors: [] })
      return made
    } catch (error) {
      const partial = partialOf(error)
      if (partial !== undefined) this.state.set(name, partial)
      throw error
    }
  }

  #stored(name: string): Stored {
    const stored = this.state.get(name)
    if (stored === undefined) throw new Error(`${name} is not in the state`)
    return stored
  }
}

/** What a failed create or update left behind. */
export function partialOf(error: unknown): Stored | undefined {
  if (!isServiceError(error)) return undefined
  const [details] = error.metadata.get('grpc-status-details-bin')
  if (!(details instanceof Buffer)) return undefined
  const [any] = statusPb.Status.deserializeBinary(details).getDetailsList()
  if (any?.getTypeName() !== 'pulumirpc.ErrorResourceInitFailed') return undefined
  const failed = rpc.ErrorResourceInitFailed.deserializeBinary(any.getValue_asU8())
  return {
    id: failed.getId(),
    inputs: decodeStruct(failed.getInputs()),
    outputs: decodeStruct(failed.getProperties()),
    initErrors: failed.getReasonsList(),
  }
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'metadata' in error
}
