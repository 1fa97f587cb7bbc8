import type { z } from 'zod'
import { type PhaseReport, Run } from '../models/run.ts'
import { apiPath } from '../transport/index.ts'
import type { Api, CallOptions } from './api.ts'
import { Collection } from './collection.ts'
import { listParameters } from './list-query.ts'
import { ObjectParams } from './object-params.ts'

/** Machines, their params and their provisioning runs. */
export class Machines extends Collection<'machines'> {
  readonly params: ObjectParams

  constructor(api: Api) {
    super(api, 'machines')
    this.params = new ObjectParams(api, 'machines')
  }

  /**
   * The newest provisioning runs of a machine with their phases, newest first. Extension of this server.
   *
   * @param limit how many, 1 by default
   */
  phases(uuid: string, options: CallOptions & { readonly limit?: number | undefined } = {}): Promise<Run[]> {
    const { limit = 1, ...callOptions } = options
    const query = listParameters({ filters: { Machine: uuid }, sort: 'StartTime', reverse: true, limit })
    return this.api.many(Run, { method: 'GET', path: apiPath('runs'), query, ...callOptions })
  }

  /** Reports a phase the machine itself has reached. Extension of this server. */
  async reportPhase(
    uuid: string,
    report: z.input<typeof PhaseReport>,
    options: CallOptions = {},
  ): Promise<void> {
    const path = apiPath('machines', uuid, 'phases')
    await this.api.transport.send({ method: 'POST', path, json: report, ...options })
  }
}
