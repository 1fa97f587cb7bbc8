import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from '@grpc/grpc-js'
import grpc from '@pulumi/pulumi/proto/engine_grpc_pb.js'
import pb, { type LogRequest } from '@pulumi/pulumi/proto/engine_pb.js'
import empty from 'google-protobuf/google/protobuf/empty_pb.js'

/** A message that the plugin sent for the user. */
export interface Message {
  readonly severity: number
  readonly message: string
  readonly urn: string
  readonly ephemeral: boolean
}

/** The part of an engine that plugins call. */
export class EngineStandIn {
  readonly messages: Message[] = []
  readonly address: string
  readonly #server: Server

  private constructor(server: Server, address: string, messages: Message[]) {
    this.#server = server
    this.address = address
    this.messages = messages
  }

  static async start(): Promise<EngineStandIn> {
    const messages: Message[] = []
    const server = new Server()
    server.addService(grpc.EngineService, {
      log: (call: ServerUnaryCall<LogRequest, unknown>, callback: sendUnaryData<unknown>) => {
        const { severity, message, urn, ephemeral } = call.request.toObject()
        messages.push({ severity, message, urn, ephemeral })
        callback(null, new empty.Empty())
      },
      getRootResource: (_call: unknown, callback: sendUnaryData<unknown>) =>
        callback(null, new pb.GetRootResourceResponse()),
    })
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      )
    })
    return new EngineStandIn(server, `127.0.0.1:${port}`, messages)
  }

  /** Everything it was told, as one text. */
  get text(): string {
    return this.messages.map(({ message }) => message).join('\n')
  }

  close(): void {
    this.#server.forceShutdown()
  }
}
