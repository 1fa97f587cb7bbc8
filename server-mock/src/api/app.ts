import { Readable } from 'node:stream'
import type { JsonValue } from '@metalwright/sdk/models'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Authentication } from '../auth/authentication.ts'
import { Problem } from '../objects/problem.ts'
import { RenderError } from '../render/renderer.ts'
import { ConflictError, StorageError } from '../store/port.ts'
import { authorise } from './authorise.ts'
import type { Answer, Call, Route } from './route.ts'

/** Largest JSON body in bytes: a content pack fits, a flood does not. */
const BODY_LIMIT = 32 * 1024 * 1024

/** What the HTTP face of the server is built from. */
export interface AppOptions {
  readonly routes: readonly Route[]
  readonly authentication: Authentication
  /** Certificate and key, PEM; absent for plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined
  /** Told of faults of the server, which callers see only as "Internal Server Error". */
  readonly onFault: (error: unknown, method: string, path: string) => void
}

/** Makes the HTTP server of the API from its routes; it does not listen yet. */
export function makeApp(options: AppOptions): FastifyInstance {
  const shared = {
    bodyLimit: BODY_LIMIT,
    logger: false,
    routerOptions: { maxParamLength: 1000, ignoreTrailingSlash: true },
    forceCloseConnections: true,
  } as const
  const app: FastifyInstance =
    options.tls === undefined
      ? Fastify(shared)
      : Fastify({
          ...shared,
          https: { cert: options.tls.cert, key: options.tls.key, ALPNProtocols: ['http/1.1'] },
        })

  // An empty body with a JSON type is no body: drpcli sends such.
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text.length === 0) return done(null, null)
    void app.getDefaultJsonParser('error', 'error')(request, String(text), (error, body) =>
      error === null
        ? done(null, body)
        : done(new Problem(400, [`The body is not usable: ${jsonFault(String(text))}`])),
    )
  })
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  app.setErrorHandler((error, request, reply) => sendError(options, error, request, reply))
  app.setNotFoundHandler((request, reply) => {
    const problem = new Problem(404, ['No route'], { key: request.url })
    sendError(options, problem, request, reply)
  })
  app.addHook('onSend', async (_request, reply) => {
    reply.header('Access-Control-Allow-Origin', '*')
    reply.header(
      'Access-Control-Expose-Headers',
      'Authorization, Content-Type, ETag, WWW-Authenticate, X-DRP-LIST-COUNT, X-DRP-LIST-TOTAL-COUNT',
    )
  })
  app.options('*', async (_request, reply) => {
    reply.header('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE, OPTIONS, PATCH, HEAD')
    reply.header(
      'Access-Control-Allow-Headers',
      'Authorization, Content-Type, If-None-Match, Prefer, X-Return-Attributes, X-Requested-With, X-Log-Request, X-Log-Token',
    )
    return reply.status(204).send()
  })
  for (const route of options.routes) {
    app.route({
      method: route.method,
      url: `/api/v3${route.path}`,
      handler: (request, reply) => answer(options, route, request, reply),
    })
  }
  return app
}

async function answer(
  options: AppOptions,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const call = await callOf(options.authentication, route, request, reply)
  const given = (await authorise(route.access, call, request.url)) ?? (await route.handle(call))
  return send(reply, given)
}

async function callOf(
  authentication: Authentication,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Call> {
  const query = new URLSearchParams(request.url.split('?')[1] ?? '')
  const token = query.get('token') ?? undefined
  const principal = await authentication.authenticate(request.headers.authorization, token)
  const stream = request.body instanceof Readable ? request.body : undefined
  if (stream !== undefined && !route.takesStream) {
    const type = request.headers['content-type'] ?? 'none'
    throw new Problem(400, [`Want content-type application/json, not ${type}`], { key: request.url })
  }
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  return {
    principal,
    path: pathOf(request.params),
    query,
    headers: headersOf(request),
    body: stream === undefined ? jsonOf(request.body) : null,
    stream,
    serverAddress: (request.raw.socket.localAddress ?? '127.0.0.1').replace(/^::ffff:/, ''),
    signal: gone.signal,
  }
}

/** Where JSON goes wrong; text that parses all the same was refused for keys such as `__proto__`. */
function jsonFault(text: string): string {
  try {
    JSON.parse(text)
    return 'it has a key that is not allowed (__proto__ or constructor)'
  } catch (error) {
    return `it is no JSON: ${error instanceof Error ? error.message : String(error)}`
  }
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
  if (given.stream !== undefined) return reply.type('application/octet-stream').send(given.stream)
  // drpcli wants a JSON type on every answer, empty ones included.
  reply.header('Content-Type', 'application/json; charset=utf-8')
  if (given.text !== undefined) return reply.send(given.text)
  return given.body === undefined ? reply.send() : reply.send(JSON.stringify(given.body))
}

function sendError(
  options: AppOptions,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const problem = problemOf(error)
  if (problem.status >= 500) options.onFault(error, request.method, request.url.split('?')[0] ?? '')
  if (problem.place.type === 'AUTH' && problem.status === 401)
    reply.header('WWW-Authenticate', 'dr-provision')
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

/** Fastify's refusals of a body: malformed JSON, too large, a length that does not fit. */
function isRefusedBody(error: unknown): error is Error & { statusCode: number } {
  if (!(error instanceof Error) || !('statusCode' in error)) return false
  const { statusCode } = error
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500
}
