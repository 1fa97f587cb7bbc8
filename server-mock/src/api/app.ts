import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import type { JsonValue } from '@metalwright/sdk/models'
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import type { Authentication } from '../auth/authentication.ts'
import { BadCredentials } from '../auth/bad-credentials.ts'
import type { Principal } from '../auth/principal.ts'
import type { AnsweredRequest } from '../metrics/metrics.ts'
import { Problem } from '../objects/problem.ts'
import { RenderError } from '../render/renderer.ts'
import { ConflictError, StorageError } from '../store/port.ts'
import { authorise } from './authorise.ts'
import { JsonBodies } from './body.ts'
import { compressed } from './compression.ts'
import { drain, guardBody, HTTP_LIMITS, type HttpLimits, refuseConnection } from './http-limits.ts'
import { openApi } from './openapi.ts'
import type { Answer, Call, Route } from './route.ts'

/** What the HTTP face of the server is built from. */
export interface AppOptions {
  readonly routes: readonly Route[]
  /** Version of the server. */
  readonly version: string
  readonly authentication: Pick<Authentication, 'authenticate'>
  /** Those of a server in use when absent. */
  readonly limits?: HttpLimits
  /** Certificate and key, PEM; absent for plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined
  /** Refuses calls of agents that may not go on; called for what was authorised and may change something. */
  readonly fence?: (call: Call, method: string) => Promise<void>
  /** Told of every answered request. */
  readonly onAnswered?: (answered: AnsweredRequest) => void
  /** Told of faults of the server, which callers see only as "Internal Server Error". */
  readonly onFault: (error: unknown, method: string, path: string) => void
}

/** Makes the HTTP server of the API from its routes; it does not listen yet. */
export function makeApp(options: AppOptions): FastifyInstance {
  const limits = options.limits ?? HTTP_LIMITS
  const bodies = new JsonBodies(limits)
  const callers: Callers = new WeakMap()
  const answering = new WeakMap<Socket, number>()
  const timing = { headersTimeout: limits.headersTime, connectionsCheckingInterval: limits.checkEvery }
  const shared = {
    logger: false,
    routerOptions: { maxParamLength: 1000, ignoreTrailingSlash: true },
    rewriteUrl: ({ url }: IncomingMessage) => withNetworkName(url ?? '/'),
    forceCloseConnections: true,
    connectionTimeout: limits.idleTime,
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      const long = error.code === 'FST_ERR_MAX_PARAM_LENGTH'
      const message = long ? 'A part of the path is too long' : 'The path is not usable'
      sendError(
        options,
        new Problem(long ? 414 : 400, [message], { key: request.url }, error),
        request,
        reply,
      )
    },
    clientErrorHandler: (error: Error, socket: Socket) =>
      refuseConnection(error, socket, (answering.get(socket) ?? 0) > 0),
  } as const
  const app: FastifyInstance =
    options.tls === undefined
      ? Fastify({ ...shared, http: timing })
      : Fastify({
          ...shared,
          https: {
            ...timing,
            ...options.tls,
            ALPNProtocols: ['http/1.1'],
            handshakeTimeout: limits.headersTime,
          },
        })

  app.addHook('onRequest', async (request, reply) => {
    const { socket } = request.raw
    answering.set(socket, (answering.get(socket) ?? 0) + 1)
    reply.raw.once('close', () => answering.set(socket, (answering.get(socket) ?? 1) - 1))
    guardBody(request.raw, limits)
    // Before the body is read, which nobody wants.
    if (request.is404) throw new Problem(404, ['No route'], { key: request.url })
  })
  const { onAnswered } = options
  if (onAnswered !== undefined) {
    app.addHook('onResponse', async ({ method, routeOptions }, reply) =>
      onAnswered({
        method,
        route: routeOptions.url ?? '',
        status: reply.statusCode,
        seconds: reply.elapsedTime / 1000,
      }),
    )
  }
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', (request: FastifyRequest, payload: IncomingMessage) =>
    bodies.read(payload, request.headers),
  )
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  app.setErrorHandler((error, request, reply) => sendError(options, error, request, reply))
  app.addHook('onSend', async (request, reply, payload) => {
    reply.header('Access-Control-Allow-Origin', '*')
    reply.header(
      'Access-Control-Expose-Headers',
      'Authorization, Content-Type, ETag, WWW-Authenticate, X-DRP-LIST-COUNT, X-DRP-LIST-FILTER-COUNT, X-DRP-LIST-TOTAL-COUNT, X-DRP-SHA256SUM',
    )
    return compressed(request, reply, payload)
  })
  app.options('*', async (_request, reply) => {
    reply.header('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE, OPTIONS, PATCH, HEAD')
    reply.header(
      'Access-Control-Allow-Headers',
      'Authorization, Content-Type, If-None-Match, Prefer, X-Return-Attributes, X-Requested-With, X-Log-Request, X-Log-Token, X-DRP-SHA256SUM',
    )
    return reply.status(204).send()
  })
  const serve = (face: FastifyInstance, route: Route) =>
    face.route({
      method: route.method,
      url: `/api/v3${route.path}`,
      // Before the body is read: strangers have none parsed.
      onRequest: async (request) => void callers.set(request, await callerOf(options, request)),
      handler: (request, reply) => answer(options, callers, route, request, reply),
    })
  for (const route of options.routes) if (route.takesStream !== 'even-json') serve(app, route)
  void app.register(async (unparsed) => {
    unparsed.removeAllContentTypeParsers()
    unparsed.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    for (const route of options.routes) if (route.takesStream === 'even-json') serve(unparsed, route)
  })
  let description: string | undefined
  app.get('/swagger.json', async (_request, reply) => {
    description ??= JSON.stringify(openApi(options.routes, options.version))
    return reply.type('application/json; charset=utf-8').send(description)
  })
  for (const [path, methods] of otherMethods(options.routes)) {
    app.route({
      method: methods,
      url: `/api/v3${path}`,
      onRequest: async (request) => {
        throw new Problem(405, ['Method not allowed'], { key: request.url })
      },
      handler: () => {},
    })
  }
  return app
}

/** For each path the methods that it does not have. */
function otherMethods(routes: readonly Route[]): Map<string, string[]> {
  const missing = new Map<string, string[]>()
  for (const { method, path } of routes) {
    const before = missing.get(path) ?? ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
    missing.set(
      path,
      before.filter((one) => one !== method),
    )
  }
  return new Map([...missing].filter(([, methods]) => methods.length > 0))
}

/** Who makes each call that is under way. */
type Callers = WeakMap<FastifyRequest, Principal>

function callerOf({ authentication }: AppOptions, request: FastifyRequest): Promise<Principal> {
  const token = queryOf(request).get('token') ?? undefined
  return authentication.authenticate(request.headers.authorization, token)
}

/** drpcli writes names into paths as they were typed, so `subnets/Subnet:10.0.0.0/24` has a slash in its name. */
function withNetworkName(url: string): string {
  return url.replace(/^(\/api\/v3\/subnets\/Subnet:[\d.]+)\/(\d{1,2})(?=$|[/?])/, '$1%2F$2')
}

async function answer(
  { fence }: AppOptions,
  callers: Callers,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const call = callOf(callers, route, request, reply)
  const hidden = await authorise(route.access, call)
  if (hidden === undefined) await fence?.(call, route.method)
  const given = hidden ?? (await route.handle(call))
  return send(reply, request.method === 'HEAD' ? { ...given, text: '' } : given)
}

function callOf(callers: Callers, route: Route, request: FastifyRequest, reply: FastifyReply): Call {
  const principal = callers.get(request)
  if (principal === undefined) throw new BadCredentials(401, 'nobody was asked who calls', true)
  const stream = request.body instanceof Readable ? request.body : undefined
  if (stream !== undefined && !route.takesStream) {
    const type = request.headers['content-type'] ?? 'none'
    throw new Problem(400, [`Want content-type application/json, not ${type}`], { key: request.url })
  }
  const gone = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort()
  })
  return {
    principal,
    url: request.url,
    path: pathOf(request.params),
    query: queryOf(request),
    headers: headersOf(request),
    body: stream === undefined ? jsonOf(request.body) : null,
    stream,
    serverAddress: (request.raw.socket.localAddress ?? '127.0.0.1').replace(/^::ffff:/, ''),
    signal: gone.signal,
  }
}

function queryOf(request: FastifyRequest): URLSearchParams {
  return new URLSearchParams(request.url.split('?')[1] ?? '')
}

function pathOf(params: unknown): Record<string, string> {
  return params !== null && typeof params === 'object'
    ? Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]))
    : {}
}

function headersOf(request: FastifyRequest): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  )
}

/** What fastify has parsed is JSON; anything else never gets here. */
function jsonOf(body: unknown): JsonValue {
  return (body ?? null) as JsonValue
}

function send(reply: FastifyReply, given: Answer): FastifyReply {
  reply.status(given.status)
  for (const [name, value] of Object.entries(given.headers ?? {})) reply.header(name, value)
  if (given.stream !== undefined) {
    if (!reply.hasHeader('Content-Type')) reply.type('application/octet-stream')
    return reply.send(given.stream)
  }
  // drpcli wants a JSON type on every answer, empty ones included.
  if (!reply.hasHeader('Content-Type')) reply.header('Content-Type', 'application/json; charset=utf-8')
  if (typeof given.text === 'string') return reply.send(given.text)
  if (given.text !== undefined) return reply.send(Readable.from(given.text, { highWaterMark: 1 }))
  return given.body === undefined ? reply.send() : reply.send(JSON.stringify(given.body))
}

function sendError(
  options: AppOptions,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  drain(request.raw, options.limits ?? HTTP_LIMITS)
  if (error instanceof BadCredentials) {
    if (error.asks) reply.header('WWW-Authenticate', 'dr-provision')
    return reply.status(error.status).send()
  }
  const problem = problemOf(error)
  // A server that is full has no fault.
  if (problem.status >= 500 && problem.status !== 503)
    options.onFault(error, request.method, request.url.split('?')[0] ?? '')
  const { model = '', key = '', type = request.method } = problem.place
  return reply
    .status(problem.status)
    .header('Content-Type', 'application/json; charset=utf-8')
    .send(
      JSON.stringify({
        Model: model,
        Key: key,
        Type: type,
        Messages: problem.messages,
        Code: problem.status,
      }),
    )
}

/** What a caller is told of an error; a fault of the server is not described to him. */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof ConflictError) return new Problem(409, [error.message], { type: 'Conflict' }, error)
  if (error instanceof StorageError) return new Problem(507, [error.message], { type: 'STORE_ERROR' }, error)
  if (error instanceof RenderError)
    return new Problem(422, [error.message], { type: 'TemplateRenderError' }, error)
  if (isRefusedBody(error))
    return new Problem(error.statusCode, [`The body is not usable: ${error.message}`], {}, error)
  return new Problem(500, ['Internal Server Error; the log of the server says more'], {}, error)
}

/** Fastify's refusals of a body. */
function isRefusedBody(error: unknown): error is Error & { statusCode: number } {
  if (!(error instanceof Error) || !('statusCode' in error)) return false
  const { statusCode } = error
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500
}
