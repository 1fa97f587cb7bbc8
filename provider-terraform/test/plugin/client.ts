import { type ChannelCredentials, Client, type ClientOptions } from '@grpc/grpc-js'
import type { MethodDefinition, RequestOf, ResponseOf } from '../../src/plugin/grpc/definition.ts'

/** Calls a service by an independent implementation of gRPC, as Terraform's own one is. */
export class GrpcClient<Service extends { readonly fullName: string; readonly methods: object }> {
  readonly #service: Service
  readonly #client: Client

  constructor(
    service: Service,
    address: string,
    credentials: ChannelCredentials,
    options: ClientOptions = {},
  ) {
    this.#service = service
    const sizes = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 }
    this.#client = new Client(address, credentials, { ...sizes, ...options })
  }

  /** A unary call. */
  ask<Name extends keyof Service['methods'] & string>(
    name: Name,
    request: RequestOf<Service['methods'][Name]>,
  ): Promise<ResponseOf<Service['methods'][Name]>> {
    const { path, serialize, deserialize } = this.#method(name)
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(path, serialize, deserialize, request, (error, response) =>
        error || response === undefined ? reject(error) : resolve(response),
      )
    })
  }

  /** A call whose answer is a stream. */
  stream<Name extends keyof Service['methods'] & string>(
    name: Name,
    request: RequestOf<Service['methods'][Name]>,
  ): AsyncIterable<ResponseOf<Service['methods'][Name]>> & {
    cancel(): void
    on(event: string, listener: () => void): unknown
  } {
    const { path, serialize, deserialize } = this.#method(name)
    return this.#client.makeServerStreamRequest(path, serialize, deserialize, request)
  }

  /** A call with streams both ways. */
  duplex(name: keyof Service['methods'] & string) {
    const { path, serialize, deserialize } = this.#method(name)
    return this.#client.makeBidiStreamRequest(path, serialize, deserialize)
  }

  /** A unary call with bytes of one's own, at any path. */
  raw(path: string, bytes: Buffer): Promise<Buffer> {
    const same = (value: Buffer) => value
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(path, same, same, bytes, (error, response) =>
        error ? reject(error) : resolve(response ?? Buffer.alloc(0)),
      )
    })
  }

  close(): void {
    this.#client.close()
  }

  /** The types of a method found by its name are those that the callers above state. */
  #method(name: string) {
    const method: MethodDefinition<unknown, never> = Reflect.get(this.#service.methods, name)
    return {
      path: `/${this.#service.fullName}/${method.name}`,
      serialize: (message: unknown) => Buffer.from(method.requestType.encode(message).finish()),
      deserialize: (bytes: Buffer) => method.responseType.decode(bytes),
    }
  }
}
