/** Encoding and decoding of one protobuf message type, as generated code offers them. */
export interface MessageCodec<Message> {
  encode(message: Message): { finish(): Uint8Array }
  decode(bytes: Uint8Array): Message
}

/** A method of a service. */
export interface MethodDefinition<Request, Response> {
  readonly name: string
  readonly requestType: MessageCodec<Request>
  readonly requestStream: boolean
  readonly responseType: MessageCodec<Response>
  readonly responseStream: boolean
}

/** The message type of a codec. */
type MessageOf<Codec> = Codec extends { decode(bytes: Uint8Array): infer Message } ? Message : never

/** What a method is asked. */
export type RequestOf<Method> = Method extends { requestType: infer Codec } ? MessageOf<Codec> : never

/** What a method answers. */
export type ResponseOf<Method> = Method extends { responseType: infer Codec } ? MessageOf<Codec> : never

/** The functions that answer the methods of a service: a promise of one message, or a stream of messages. */
export type Handlers<Service extends { readonly methods: object }> = {
  readonly [Name in keyof Service['methods']]: Service['methods'][Name] extends { responseStream: true }
    ? (request: RequestOf<Service['methods'][Name]>) => AsyncIterable<ResponseOf<Service['methods'][Name]>>
    : (request: RequestOf<Service['methods'][Name]>) => Promise<ResponseOf<Service['methods'][Name]>>
}
