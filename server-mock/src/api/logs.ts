import { LogLine } from '@metalwright/sdk/models'
import { z } from 'zod'
import type { EventBus } from '../events/bus.ts'
import type { RecentLog } from '../log.ts'
import type { Route } from './route.ts'

/** The newest lines of the server's log. */
export function logRoutes(log: RecentLog): Route[] {
  return [
    {
      method: 'GET',
      path: '/logs',
      access: { scope: 'logs', action: 'get' },
      description: { summary: 'The newest lines of the log of the server', answer: z.array(LogLine) },
      handle: async () => ({ status: 200, body: log.lines() }),
    },
  ]
}

/** Tells each line as an event `log.<level>.<service>`; returns how to stop it. */
export function publishLog(log: RecentLog, bus: EventBus): () => void {
  return log.listen((line) =>
    bus.post({
      Type: 'log',
      Action: line.Level,
      Key: line.Service,
      Principal: line.Principal,
      Object: line,
    }),
  )
}
