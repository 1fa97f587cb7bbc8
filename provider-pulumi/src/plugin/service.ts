import type { handleUnaryCall, sendUnaryData, UntypedServiceImplementation } from '@grpc/grpc-js'
import pluginPb, { type PluginAttach } from '@pulumi/pulumi/proto/plugin_pb.js'
import rpc, {
  type ConfigureRequest,
  type GetSchemaRequest,
  type InvokeRequest as InvokeMessage,
  type ProviderHandshakeRequest,
} from '@pulumi/pulumi/proto/provider_pb.js'
import empty, { type Empty } from 'google-protobuf/google/protobuf/empty_pb.js'
import { decodeStruct, encodeStruct } from '../values/struct.ts'
import { type PropertyMap, Secret, type Value } from '../values/value.ts'
import { type CallError, callError, unimplemented } from './call-error.ts'
import type { CallContext, Provider } from './provider.ts'
import { checkResponse, createResponse, diffResponse, invokeResponse, readResponse } from './replies.ts'
import {
  checkRequest,
  createRequest,
  deleteRequest,
  diffRequest,
  invokeRequest,
  readRequest,
  updateRequest,
} from './requests.ts'
import type { Session } from './session.ts'

/** Calls that a provider may leave out; what is asked of tools and of components only. */
const ABSENT = ['parameterize', 'construct', 'call', 'getMapping', 'getMappings']

/** The gRPC service `pulumirpc.ResourceProvider` in front of a provider. */
export function providerService(provider: Provider, session: Session): UntypedServiceImplementation {
  /** A call about a resource, with what is secret in it kept out of messages. */
  const about = <Request extends { readonly urn?: string }, Message, Reply>(
    read: (message: Message) => Request,
    run: (request: Request, context: CallContext) => Promise<Reply>,
  ): handleUnaryCall<Message, Reply> =>
    answering(session, async (message: Message, secrets) => {
      const request = read(message)
      const parts: readonly unknown[] = Object.values(request)
      for (const part of parts) if (part instanceof Map) secrets.addFrom(part)
      return run(request, session.context(request.urn ?? '', secrets))
    })

  return {
    handshake: answering(session, async (message: ProviderHandshakeRequest) => {
      session.begin()
      if (message.getEngineAddress() !== '') session.connect(message.getEngineAddress())
      return new rpc.ProviderHandshakeResponse()
        .setAcceptSecrets(true)
        .setAcceptResources(true)
        .setAcceptOutputs(true)
        .setSupportsAutonamingConfiguration(true)
        .setAcceptsByteString(true)
    }),
    attach: answering(session, async (message: PluginAttach) => {
      session.begin()
      session.connect(message.getAddress())
      return new empty.Empty()
    }),
    getPluginInfo: answering(session, async (_: Empty) =>
      new pluginPb.PluginInfo().setVersion(provider.version),
    ),
    getSchema: answering(session, async (_: GetSchemaRequest) =>
      new rpc.GetSchemaResponse().setSchema(await provider.schema()),
    ),
    checkConfig: about(checkRequest, async ({ news }, context) =>
      checkResponse(await provider.checkConfig(news, context)),
    ),
    diffConfig: about(diffRequest, async (request, context) =>
      diffResponse(await provider.diffConfig(request, context)),
    ),
    configure: answering(session, async (message: ConfigureRequest) => {
      session.begin()
      const config = configOf(message)
      for (const value of config.values()) session.secrets.addFrom(value)
      await provider.configure(config, session.context(message.getUrn() ?? '', session.secrets))
      return new rpc.ConfigureResponse()
        .setAcceptsecrets(true)
        .setSupportspreview(true)
        .setAcceptresources(true)
        .setAcceptoutputs(true)
        .setSupportsAutonamingConfiguration(true)
    }),
    check: about(checkRequest, async (request, context) =>
      checkResponse(await provider.check(request, context)),
    ),
    diff: about(diffRequest, async (request, context) => diffResponse(await provider.diff(request, context))),
    create: about(createRequest, async (request, context) =>
      createResponse(await provider.create(request, context)),
    ),
    update: about(updateRequest, async (request, context) =>
      new rpc.UpdateResponse().setProperties(encodeStruct(await provider.update(request, context))),
    ),
    read: about(readRequest, async (request, context) => readResponse(await provider.read(request, context))),
    delete: about(deleteRequest, async (request, context) => {
      await provider.delete(request, context)
      return new empty.Empty()
    }),
    invoke: about(
      (message: InvokeMessage) => ({ ...invokeRequest(message), urn: '' }),
      async (request, context) => invokeResponse(await provider.invoke(request, context)),
    ),
    cancel: answering(session, async (_: Empty) => {
      session.cancel()
      return new empty.Empty()
    }),
    ...Object.fromEntries(ABSENT.map((name) => [name, refusing(name)])),
  }
}

/** The configuration of a provider: its arguments, else the variables of the stack, as old engines send them. */
function configOf(message: ConfigureRequest): PropertyMap {
  const args = message.getArgs()
  if (args !== undefined) return decodeStruct(args)
  const config = new Map<string, Value>()
  message.getVariablesMap().forEach((text: string, name: string) => {
    config.set(name.split(':').at(-1) ?? name, new Secret(text))
  })
  return config
}

function answering<Message, Reply>(
  session: Session,
  run: (message: Message, secrets: Session['secrets']) => Promise<Reply>,
): handleUnaryCall<Message, Reply> {
  return (call, callback: sendUnaryData<Reply>) => {
    const secrets = session.secrets.fork()
    run(call.request, secrets).then(
      (reply) => callback(null, reply),
      (error: unknown) => callback(callError(error, secrets.redact)),
    )
  }
}

function refusing(name: string): handleUnaryCall<unknown, unknown> {
  const error: CallError = unimplemented(name)
  return (_call, callback) => callback(error)
}
