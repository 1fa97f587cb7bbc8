import { z } from 'zod'
import { type PhaseReport, Run, StalledRun } from '../models/run.ts'
import { apiPath } from '../transport/index.ts'
import { ActingParamCollection } from './acting-collection.ts'
import type { Api, CallOptions } from './api.ts'
import { listParameters } from './list-query.ts'

const MachineToken = z.object({ Token: z.string() })
/** A token with the rights of a machine to itself. */
export type MachineToken = z.infer<typeof MachineToken>

/** Machines, their params, actions, tokens and provisioning runs. */
export class Machines extends ActingParamCollection<'machines'> {
  constructor(api: Api) {
    super(api, 'machines')
  }

  /**
   * Makes a token for a machine (DRP v4), as its agent gets one.
   *
   * @throws UnsupportedError with an older server
   */
  token(
    uuid: string,
    options: CallOptions & { readonly ttlSeconds?: number | undefined } = {},
  ): Promise<MachineToken> {
    const { ttlSeconds, signal } = options
    const query: [string, string][] = ttlSeconds === undefined ? [] : [['ttl', `${ttlSeconds}s`]]
    const path = apiPath('machines', uuid, 'token')
    return this.api.one(MachineToken, { method: 'GET', path, query, signal })
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

  /** Machines on their way that do not go on, the longest first, with the reason and what to look at. Extension of this server. */
  stalled(options: CallOptions = {}): Promise<StalledRun[]> {
    return this.api.many(StalledRun, { method: 'GET', path: apiPath('runs', 'stalled'), ...options })
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
