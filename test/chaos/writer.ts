import { expect } from 'vitest'
import type { Api, ApiAnswer } from './api.ts'

/** What the server may hold of one thing: what it confirmed, and what it was asked last without an answer. */
interface Known<T> {
  confirmed: T
  asked: T | undefined
}

/** A client that owns some objects, writes to them, and knows what the server has confirmed of each. */
export class Writer {
  readonly #name: string
  readonly #random: () => number
  #machine = ''
  /** Number in the machine's description. */
  readonly #count: Known<number> = { confirmed: 0, asked: undefined }
  /** Value of each profile; undefined for one that is not there. */
  readonly #profiles = new Map<string, Known<number | undefined>>()
  /** State of each job. */
  readonly #jobs = new Map<string, Known<string>>()
  /** What was asked for and not answered. */
  readonly #open = new Set<unknown>()
  /** Answers the server has given. */
  confirmed = 0

  constructor(name: string, random: () => number) {
    this.#name = name
    this.#random = random
  }

  /** Makes the machine it works on. */
  async prepare(api: Api): Promise<void> {
    const machine = await api.json('POST', '/machines', {
      Name: `${this.#name}.example.com`,
      Workflow: 'chaos',
      Description: '0',
    })
    this.#machine = String(machine['Uuid'])
  }

  /** Writes until the server is gone. */
  async run(api: Api): Promise<void> {
    try {
      for (;;) {
        const turn = this.#random()
        if (turn < 0.4) await this.#patchMachine(api)
        else if (turn < 0.7) await this.#writeProfile(api)
        else await this.#work(api)
        this.confirmed += 1
      }
    } catch (error) {
      // Only the end of the server may end the work.
      if (error instanceof Refused) throw error
    }
  }

  async #patchMachine(api: Api): Promise<void> {
    const { confirmed } = this.#count
    const next = confirmed + 1
    const patch = [
      { op: 'test', path: '/Description', value: String(confirmed) },
      { op: 'replace', path: '/Description', value: String(next) },
    ]
    await this.#ask(this.#count, next, () => api.call('PATCH', `/machines/${this.#machine}`, patch))
  }

  async #writeProfile(api: Api): Promise<void> {
    const name = `${this.#name}-${Math.floor(this.#random() * 6)}`
    const known = this.#profiles.get(name) ?? { confirmed: undefined, asked: undefined }
    this.#profiles.set(name, known)
    const { confirmed } = known
    const next = Math.floor(this.#random() * 1e9)
    const body = { Name: name, Params: { 'chaos/value': next, 'chaos/ballast': 'x'.repeat(next % 5000) } }
    if (confirmed === undefined) await this.#ask(known, next, () => api.call('POST', '/profiles', body))
    else if (this.#random() < 0.3)
      await this.#ask(known, undefined, () => api.call('DELETE', `/profiles/${name}`))
    else await this.#ask(known, next, () => api.call('PUT', `/profiles/${name}`, body))
  }

  /** Does the next job of the machine, or begins again. */
  async #work(api: Api): Promise<void> {
    const job =
      [...this.#jobs].find(([, { confirmed }]) => confirmed !== 'finished')?.[0] ?? (await this.#newJob(api))
    const known = this.#jobs.get(job)
    if (known === undefined) return
    for (const state of known.confirmed === 'running' ? ['finished'] : ['running', 'finished']) {
      const patch = [{ op: 'replace', path: '/State', value: state }]
      await this.#ask(known, state, () => api.call('PATCH', `/jobs/${job}`, patch))
    }
  }

  /** A new job, one commit over the job, its machine and the job before; '' when the tasks begin again instead. */
  async #newJob(api: Api): Promise<string> {
    const answer = await api.call('POST', '/jobs', { Machine: this.#machine })
    refuse(answer)
    if (answer.status === 204) {
      const again = [{ op: 'replace', path: '/CurrentTask', value: -1 }]
      refuse(await api.call('PATCH', `/machines/${this.#machine}`, again))
      return ''
    }
    const { body } = answer
    const job = typeof body === 'object' && body !== null && 'Uuid' in body ? String(body.Uuid) : ''
    this.#jobs.set(job, { confirmed: 'created', asked: undefined })
    return job
  }

  async #ask<T>(known: Known<T>, next: T, ask: () => Promise<ApiAnswer>): Promise<void> {
    known.asked = next
    this.#open.add(known)
    refuse(await ask())
    known.confirmed = next
    known.asked = undefined
    this.#open.delete(known)
  }
  /** Compares what the server holds now with what it confirmed, and goes on from there. */
  async check(api: Api): Promise<void> {
    const machine = await api.json('GET', `/machines/${this.#machine}`)
    this.#settle(this.#count, Number(machine['Description']), `description of ${this.#name}`)
    const profiles = new Map(
      (await api.list('/profiles')).map((profile) => [String(profile['Name']), profile['Params']]),
    )
    for (const [name, known] of this.#profiles) {
      const params = profiles.get(name)
      const has = typeof params === 'object' && params !== null
      const value = has && 'chaos/value' in params ? Number(params['chaos/value']) : undefined
      if (has && 'chaos/ballast' in params)
        expect(String(params['chaos/ballast'])).toHaveLength((value ?? 0) % 5000)
      this.#settle(known, value, `profile ${name}`)
    }
    const jobs = await api.list(`/jobs?Machine=${this.#machine}`)
    for (const [uuid, known] of this.#jobs) {
      const job = jobs.find((one) => one['Uuid'] === uuid)
      this.#settle(known, String(job?.['State']), `job ${uuid}`)
    }
    // A job that was asked for and not answered may be there: it is the newest then.
    const current = jobs.filter((job) => job['Current'] === true).map((job) => job['Uuid'])
    expect(current).toEqual(machine['CurrentJob'] === '' ? [] : [machine['CurrentJob']])
    expect(jobs.length - this.#jobs.size).toBeLessThanOrEqual(1)
    for (const job of jobs) {
      const previous = String(job['Previous'])
      const isFirst = /^[0-]*$/.test(previous)
      if (!isFirst) expect(jobs.map((one) => one['Uuid'])).toContain(previous)
      const known = this.#jobs.get(String(job['Uuid'])) ?? {
        confirmed: String(job['State']),
        asked: undefined,
      }
      this.#jobs.set(String(job['Uuid']), known)
    }
  }

  #settle<T>(known: Known<T>, found: T, what: string): void {
    const allowed = this.#open.has(known) ? [known.confirmed, known.asked] : [known.confirmed]
    expect(allowed, what).toContainEqual(found)
    known.confirmed = found
    known.asked = undefined
    this.#open.delete(known)
  }
}

/** The server has said no to what it should do. */
class Refused extends Error {}

function refuse({ status, body }: ApiAnswer): void {
  if (status >= 300) throw new Refused(`${status} ${JSON.stringify(body)}`)
}
