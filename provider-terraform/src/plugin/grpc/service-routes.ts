import type { Handlers, MethodDefinition } from './definition.ts'
import { type Route, serverStream, unary } from './routes.ts'

/** The routes of a service by their paths, `/package.Service/Method`. */
export function serviceRoutes<Service extends { readonly fullName: string; readonly methods: object }>(
  service: Service,
  handlers: Handlers<Service>,
): readonly (readonly [path: string, route: Route])[] {
  const methods: readonly (readonly [string, MethodDefinition<unknown, unknown>])[] = Object.entries(
    service.methods,
  )
  return methods.map(([name, method]) => [
    `/${service.fullName}/${method.name}`,
    routeOf(method, handlers, name),
  ])
}

/** That a handler fits its method is told by the type of the handlers, under the same name. */
function routeOf(method: MethodDefinition<unknown, unknown>, handlers: object, name: string): Route {
  if (method.responseStream) {
    const handle: (request: unknown) => AsyncIterable<unknown> = Reflect.get(handlers, name)
    return serverStream(method, handle)
  }
  const handle: (request: unknown) => Promise<unknown> = Reflect.get(handlers, name)
  return unary(method, handle)
}
