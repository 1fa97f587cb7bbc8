import { catalogue, ErrorBody } from '@metalwright/sdk/models'
import { z } from 'zod'
import type { Route } from './route.ts'

/** Query parameters of every list. */
export const LIST_QUERY: Readonly<Record<string, string>> = {
  '<index>':
    'Filter: a value, or Eq(v), Ne(v), Lt(v), Lte(v), Gt(v), Gte(v), Between(a,b), Except(a,b), In(a,b), Nin(a,b), Re(r)',
  sort: 'Index to sort by; may be repeated, the last one is the primary key',
  reverse: 'Turn the order round',
  offset: 'Leave out so many objects',
  limit: 'Return so many objects at most',
  slim: 'Comma list of what is returned empty: meta, params',
  params: 'Comma list of the only params to return',
}

/**
 * The OpenAPI 3.0 description of the API, made from its routes and the catalogue's models.
 *
 * @param version version of the server
 */
export function openApi(routes: readonly Route[], version: string): object {
  const models = modelNames(routes)
  const paths: Record<string, Record<string, object>> = {}
  for (const route of routes) {
    const path = `/api/v3${route.path}`.replace(/:(\w+)/g, '{$1}').replace('*', '{rest}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, models) }
  }
  return {
    openapi: '3.0.3',
    info: { title: 'Metalwright: DRP API', version, license: { name: 'Apache-2.0' } },
    paths,
    components: {
      schemas: Object.fromEntries([...models].map(([schema, name]) => [name, jsonSchema(schema)])),
      securitySchemes: {
        basic: { type: 'http', scheme: 'basic' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
    security: [{ basic: [] }, { token: [] }],
  }
}

/** Every model that a route takes or answers, with its name: the singular of its prefix, or what its route says. */
function modelNames(routes: readonly Route[]): Map<z.ZodType, string> {
  const names = new Map<z.ZodType, string>([[ErrorBody, 'Error']])
  for (const { schema, singular } of Object.values(catalogue)) names.set(schema, pascal(singular))
  for (const { description, access, method } of routes) {
    const scope = access === 'any' ? 'info' : access.scope
    for (const [schema, part] of [
      [description?.body, 'Request'],
      [description?.answer, 'Answer'],
    ] as const) {
      if (schema === undefined || names.has(element(schema))) continue
      names.set(element(schema), unused(names, `${pascal(scope)}${pascal(method.toLowerCase())}${part}`))
    }
  }
  return names
}

function unused(names: ReadonlyMap<z.ZodType, string>, wanted: string): string {
  const taken = new Set(names.values())
  let name = wanted
  for (let number = 2; taken.has(name); number++) name = `${wanted}${number}`
  return name
}

function operation(route: Route, models: ReadonlyMap<z.ZodType, string>): object {
  const { description, access } = route
  const status = description?.status ?? 200
  const right =
    access === 'any'
      ? 'Any valid credentials.'
      : `Needs ${access.scope} ${typeof access.action === 'function' ? (access.word ?? 'update of what it changes') : typeof access.action === 'string' ? access.action : access.action.partOf}.`
  const answer =
    description?.answer === undefined
      ? {}
      : { content: { 'application/json': { schema: reference(description.answer, models) } } }
  return {
    operationId: operationId(route),
    summary: description?.summary ?? right,
    description: right,
    tags: [access === 'any' ? 'info' : access.scope],
    parameters: [...pathParameters(route.path), ...queryParameters(description?.query ?? {})],
    ...requestBody(route, models),
    responses: {
      [status]: { description: 'Success', ...answer },
      default: {
        description: 'Refused',
        content: { 'application/json': { schema: reference(ErrorBody, models) } },
      },
    },
  }
}

/** `getMachinesByKeyParams`: unique, since no two routes share method and path. */
function operationId({ method, path }: Route): string {
  const words = path.replaceAll(':', 'By_').replaceAll('*', 'Rest')
  return method.toLowerCase() + pascal(words.replaceAll(/[^a-zA-Z]+/g, '_'))
}

function requestBody(route: Route, models: ReadonlyMap<z.ZodType, string>): object {
  const body = route.description?.body
  if (route.takesStream) {
    const bytes = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
    const json = body === undefined ? {} : { 'application/json': { schema: reference(body, models) } }
    return { requestBody: { required: true, content: { ...bytes, ...json } } }
  }
  if (body === undefined) return {}
  return {
    requestBody: {
      required: true,
      content: { 'application/json': { schema: reference(body, models) } },
    },
  }
}

function pathParameters(path: string): object[] {
  const names = [...path.matchAll(/:(\w+)|(\*)/g)].map(([, name]) => name ?? 'rest')
  return names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
}

function queryParameters(query: Readonly<Record<string, string>>): object[] {
  return Object.entries(query).map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string' },
  }))
}

function reference(schema: z.ZodType, models: ReadonlyMap<z.ZodType, string>): object {
  const one = { $ref: `#/components/schemas/${models.get(element(schema)) ?? 'Error'}` }
  return schema instanceof z.ZodArray ? { type: 'array', items: one } : one
}

/** The model itself, of a list of it too. */
function element(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodArray && schema.element instanceof z.ZodType ? schema.element : schema
}

function jsonSchema(schema: z.ZodType): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io: 'input',
    unrepresentable: 'any',
  })
  return rest
}

function pascal(text: string): string {
  return text
    .split(/[_\s-]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}
