import type { Connection } from '../connection.ts'
import { DiagnosticError } from '../framework/diagnostic.ts'
import { formatDuration } from '../framework/duration.ts'
import type { ObjectView } from '../framework/object-view.ts'
import type { CallContext, Resource } from '../framework/resource.ts'
import { type Operation, type TimeoutDefaults, timeoutOf, timeouts } from '../framework/timeouts.ts'
import type { CallLimits } from './objects/remote-objects.ts'

const minute = 60_000

/** Limits of operations that are done when the server has answered. */
const callTimeouts: TimeoutDefaults = {
  create: 5 * minute,
  read: 5 * minute,
  update: 5 * minute,
  delete: 5 * minute,
}

/** Limits of operations that move much data, or wait for the work of a machine. */
export const workTimeouts: TimeoutDefaults = { ...callTimeouts, create: 60 * minute, update: 60 * minute }

type Bound<Method> = Method extends (context: infer Context) => infer Result
  ? (context: Context, limits: CallLimits) => Result
  : never

/** A resource whose operations get limits besides their context. */
export interface LimitedResource extends Omit<Resource<Connection>, 'create' | 'read' | 'update' | 'delete'> {
  /** What it is, for messages: `profile`. */
  readonly subject: string
  /** How long each operation may take when `timeouts` does not say; five minutes by default. */
  readonly limits?: TimeoutDefaults
  readonly create: Bound<Resource<Connection>['create']>
  readonly read: Bound<Resource<Connection>['read']>
  readonly update: Bound<Resource<Connection>['update']>
  readonly delete: Bound<Resource<Connection>['delete']>
}

/** The resource with the attribute `timeouts`, and each operation within its time. */
export function limited(own: LimitedResource): Resource<Connection> {
  const { subject, limits = callTimeouts, create, read, update, delete: remove, ...resource } = own
  const bound = { subject, defaults: limits }
  return {
    ...resource,
    schema: {
      ...resource.schema,
      attributes: { ...resource.schema.attributes, timeouts: timeouts(limits) },
    },
    create: (context) => within({ ...bound, context, view: context.planned, operation: 'create' }, create),
    read: (context) => within({ ...bound, context, view: context.state, operation: 'read' }, read),
    update: (context) => within({ ...bound, context, view: context.planned, operation: 'update' }, update),
    delete: (context) => within({ ...bound, context, view: context.state, operation: 'delete' }, remove),
  }
}

interface Bounds<Context> {
  readonly subject: string
  readonly context: Context
  /** The configuration or state whose `timeouts` count. */
  readonly view: ObjectView
  readonly operation: Operation
  readonly defaults: TimeoutDefaults
}

/** Runs an operation within its time. @throws DiagnosticError that names the limit to raise, when it is over */
async function within<Context extends CallContext<Connection>, Result>(
  { subject, context, view, operation, defaults }: Bounds<Context>,
  run: (context: Context, limits: CallLimits) => Promise<Result>,
): Promise<Result> {
  const milliseconds = timeoutOf(view, operation, defaults)
  const limit = AbortSignal.timeout(milliseconds)
  try {
    return await run(context, { signal: AbortSignal.any([context.signal, limit]) })
  } catch (error) {
    if (!limit.aborted || error instanceof DiagnosticError) throw error
    throw new DiagnosticError(
      `The ${operation} took too long`,
      `The ${operation} of a ${subject} at ${context.connection.endpoint} was not done within ${formatDuration(milliseconds)}. Raise timeouts.${operation}.`,
      { cause: error },
    )
  }
}
