import rpc, {
  type CheckRequest as CheckMessage,
  type CreateRequest as CreateMessage,
  type DeleteRequest as DeleteMessage,
  type DiffRequest as DiffMessage,
  type InvokeRequest as InvokeMessage,
  type ReadRequest as ReadMessage,
  type UpdateRequest as UpdateMessage,
} from '@pulumi/pulumi/proto/provider_pb.js'
import { decodeStruct } from '../values/struct.ts'
import type {
  Autonaming,
  CheckRequest,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  InvokeRequest,
  ReadRequest,
  ResourceRef,
  UpdateRequest,
} from './provider.ts'

/** A message that names a resource. Engines before 3.126 send the URN only. */
interface Named {
  getUrn(): string
  getName(): string
  getType(): string
}

function refOf(message: Named): ResourceRef {
  const urn = message.getUrn()
  // urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME; a name may have colons of its own.
  const [, , types = '', ...name] = urn.split('::')
  return {
    urn,
    type: message.getType() || (types.split('$').at(-1) ?? ''),
    name: message.getName() || name.join('::'),
  }
}

/** Reads a Check. */
export function checkRequest(message: CheckMessage): CheckRequest {
  const olds = message.getOlds()
  return {
    ...refOf(message),
    olds: olds === undefined ? undefined : decodeStruct(olds),
    news: decodeStruct(message.getNews()),
    randomSeed: message.getRandomseed_asU8(),
    autonaming: autonamingOf(message),
  }
}

function autonamingOf(message: CheckMessage): Autonaming | undefined {
  const options = message.getAutonaming()
  if (options === undefined) return undefined
  const { Mode } = rpc.CheckRequest.AutonamingOptions
  const mode = options.getMode()
  return {
    proposedName: options.getProposedName(),
    mode: mode === Mode.ENFORCE ? 'enforce' : mode === Mode.DISABLE ? 'disable' : 'propose',
  }
}

/** Reads a Diff. Old engines send no old inputs: then the outputs stand for them. */
export function diffRequest(message: DiffMessage | UpdateMessage): DiffRequest {
  return {
    ...refOf(message),
    id: message.getId(),
    olds: decodeStruct(message.getOlds()),
    oldInputs: decodeStruct(message.getOldInputs() ?? message.getOlds()),
    news: decodeStruct(message.getNews()),
    ignoreChanges: message.getIgnorechangesList(),
  }
}

/** Reads a Create. */
export function createRequest(message: CreateMessage): CreateRequest {
  return {
    ...refOf(message),
    inputs: decodeStruct(message.getProperties()),
    timeoutMs: timeoutOf(message),
    preview: message.getPreview(),
  }
}

/** Reads an Update. */
export function updateRequest(message: UpdateMessage): UpdateRequest {
  return { ...diffRequest(message), timeoutMs: timeoutOf(message), preview: message.getPreview() }
}

/** Reads a Read. */
export function readRequest(message: ReadMessage): ReadRequest {
  const outputs = decodeStruct(message.getProperties())
  const inputs = decodeStruct(message.getInputs())
  return {
    ...refOf(message),
    id: message.getId(),
    outputs,
    inputs: inputs.size === 0 && outputs.size === 0 ? undefined : inputs,
    timeoutMs: timeoutOf(message),
  }
}

/** Reads a Delete. */
export function deleteRequest(message: DeleteMessage): DeleteRequest {
  return {
    ...refOf(message),
    id: message.getId(),
    outputs: decodeStruct(message.getProperties()),
    oldInputs: decodeStruct(message.getOldInputs()),
    timeoutMs: timeoutOf(message),
  }
}

/** Reads an Invoke. */
export function invokeRequest(message: InvokeMessage): InvokeRequest {
  return { token: message.getTok(), args: decodeStruct(message.getArgs()), preview: message.getPreview() }
}

/** Seconds to milliseconds; none given is 0 on the wire. */
function timeoutOf(message: { getTimeout(): number }): number | undefined {
  const seconds = message.getTimeout()
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds * 1000) : undefined
}
