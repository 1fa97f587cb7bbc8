import type { SystemEnd } from '../boot/kernel-start.ts'
import { type Running, uptime } from '../hardware.ts'
import { type ApiAnswer, Fenced, MachineApi, messagesOf, objectOf } from '../network/machine-api.ts'
import { reportPhase } from '../tasks/task-run.ts'
import type { AgentSettings } from './agent-settings.ts'
import { JobRun } from './job-run.ts'
import { loadKexec } from './load-kexec.ts'
import { type MachineView, machineView } from './machine-view.ts'

/** How an agent ended; `again`: it wants to be started with new settings. */
export type AgentEnd = SystemEnd | { readonly kind: 'again' }

/** What an agent does next: wait until the machine may run or has changed, or ask for the next job at once. */
type Mode = 'runnable' | 'change' | 'next'

/** Seconds the server is asked to hold an answer until the machine changes. */
const POLL = 60

/** Unwinds an agent to its end, from wherever that was decided. */
class Ended extends Error {
  readonly end: AgentEnd

  constructor(end: AgentEnd) {
    super(`the agent ended: ${end.kind}`)
    this.end = end
  }
}

/** The agent of a simulated machine: the calls of the real one (DRP's runner loop), in the same order. */
export class Agent {
  readonly #running: Running
  readonly #settings: AgentSettings
  readonly #api: MachineApi
  readonly #kernelUptime: number | undefined
  readonly #place: string
  /** Boot environment the running system stands for. */
  #bootEnv = ''

  /** @param kernelUptime seconds the discovery system's kernel took, to be reported; absent for other systems */
  constructor(running: Running, settings: AgentSettings, kernelUptime: number | undefined) {
    const { ports, say, connections } = running.hardware
    this.#running = running
    this.#settings = settings
    this.#kernelUptime = kernelUptime
    this.#place = `/machines/${settings.uuid}`
    this.#api = new MachineApi(
      { ...settings, bootId: running.bootId, connections },
      { ports, signal: running.signal, say },
    )
  }

  /** Works until the system ends. Rejects when the power goes, and with KernelPanic. */
  async run(): Promise<AgentEnd> {
    try {
      let seen = await this.#start()
      let mode: Mode = 'runnable'
      for (;;) {
        // Right after a job the machine is only asked for when the server has no next one.
        if (mode === 'next') {
          mode = await this.#step(undefined)
          continue
        }
        const view = await this.#wait(mode, seen)
        if (view.bootEnv !== this.#bootEnv) await this.#restart(view, true)
        seen = view.looks
        mode = view.runnable ? await this.#step(view) : 'runnable'
      }
    } catch (error) {
      if (error instanceof Ended) return error.end
      if (error instanceof Fenced) return { kind: 'stopped', reason: error.message }
      throw error
    } finally {
      this.#api.close()
    }
  }

  /** @returns how the machine looks when the work begins */
  async #start(): Promise<string> {
    const { hardware, bootId } = this.#running
    let view = await this.#read()
    const { system, bootEnv } = this.#settings
    this.#bootEnv = bootEnv || view.bootEnv
    const detail = { uptime: uptime(this.#running), bootenv: view.bootEnv, system, bootId }
    if (this.#kernelUptime !== undefined) await this.#phase('kernel', { uptime: this.#kernelUptime })
    await this.#phase('agent', detail)
    if (view.bootEnv !== this.#bootEnv) await this.#leaveWrongSystem(view)
    hardware.wrongStarts = 0
    if (system === 'deployed') await this.#phase('up', detail)
    if (view.flags.includes('original-change-stage') || !view.flags.includes('change-stage-v2')) {
      await this.#patch([{ op: 'replace', path: '/Runnable', value: true }])
    }
    await this.#resume()
    view = await this.#read()
    await this.#failStaleJob(view)
    return view.looks
  }

  /** Once per boot, tells the server that the machine came back. */
  async #resume(): Promise<void> {
    if (!this.#settings.resume || this.#running.resumed) return
    const answer = await this.#patch([
      { op: 'replace', path: '/Runnable', value: true },
      { op: 'replace', path: '/CurrentTask', value: -1 },
    ])
    if (answer.status === 200) this.#running.resumed = true
    else this.#say(`the server does not let the machine run: ${answer.status} ${messagesOf(answer)}`)
  }

  /**
   * One look for work.
   *
   * @param view the machine as it was before the question; absent right after a job
   */
  async #step(view: MachineView | undefined): Promise<Mode> {
    const answer = await this.#api.request('POST', '/jobs', { json: { Machine: this.#settings.uuid } })
    switch (answer.status) {
      case 201:
      case 202:
        return this.#runJob(answer)
      case 204:
        if (view?.workflow === '') await this.#changeStage(view)
        // Waiting for a change needs the machine as it was before the question.
        return view === undefined ? 'runnable' : 'change'
      case 409: {
        const now = await this.#read()
        if (!now.runnable) return 'runnable'
        await this.#sleep(2)
        await this.#failStaleJob(now)
        return 'runnable'
      }
      default:
        this.#say(`no job: ${answer.status} ${messagesOf(answer)}`)
        await this.#sleep(10)
        return 'runnable'
    }
  }

  async #runJob(answer: ApiAnswer): Promise<Mode> {
    const job = objectOf(answer)
    // Some servers answer with the finished record of a stage change: nothing to run.
    if (job['State'] === 'finished') return 'next'
    const end = await new JobRun(this.#running, this.#settings, this.#api, job).run(String(job['State']))
    if (end.kind === 'refused') {
      await this.#sleep(2)
      return 'runnable'
    }
    switch (end.power) {
      case 'reboot':
        return this.#restart(await this.#read(), false)
      case 'poweroff':
        return this.#powerOff(await this.#read())
      case 'stop':
        throw new Ended({ kind: 'stopped', reason: 'a task told the agent to stop' })
      case 'none':
        return 'next'
    }
  }

  /** A job that was under way when an earlier agent died has failed. */
  async #failStaleJob(view: MachineView): Promise<void> {
    if (/^[0-]*$/.test(view.job)) return
    const answer = await this.#api.request('GET', `/jobs/${view.job}`)
    const { State: state, Context: context = '' } = objectOf(answer)
    // A job of another context is that of an agent that lives.
    if (answer.status !== 200 || context !== '' || (state !== 'created' && state !== 'running')) return
    await this.#api.request('PATCH', `/jobs/${view.job}`, {
      json: [
        { op: 'test', path: '/State', value: state },
        { op: 'replace', path: '/State', value: 'failed' },
        { op: 'replace', path: '/ExitState', value: 'failed' },
      ],
    })
  }

  /** Waits until the machine is available and may run, looks different, or is in another boot environment. */
  async #wait(mode: Exclude<Mode, 'next'>, seen: string): Promise<MachineView> {
    const { ports } = this.#running.hardware
    let etag = ''
    for (let quick = 0; ; ) {
      const asked = ports.now()
      const view = await this.#look(etag)
      if (view !== undefined) {
        etag = view.etag
        const ready = mode === 'runnable' ? view.runnable : view.looks !== seen
        if (view.available && (ready || view.bootEnv !== this.#bootEnv)) return view
      }
      // A server that does not hold its answers is asked about once a second.
      quick = ports.now() - asked < 1000 ? quick + 1 : 0
      if (quick > 1) await this.#sleep(1)
    }
  }

  /** The machine as it is now, for as long as it takes to be told. */
  async #read(): Promise<MachineView> {
    for (;;) {
      const view = await this.#look('')
      if (view !== undefined) return view
      await this.#sleep(5)
    }
  }

  /** The machine; with an ETag, when it has changed. `undefined` when it has not, or cannot be read. */
  async #look(etag: string): Promise<MachineView | undefined> {
    const held = { headers: { 'If-None-Match': etag, Prefer: `wait=${POLL}s` }, limit: (POLL + 30) * 1000 }
    const answer = await this.#api.request('GET', this.#place, etag === '' ? {} : held)
    if (answer.status === 304) return undefined
    if ([401, 403, 404].includes(answer.status)) {
      this.#say(`the server refuses this machine's token or does not know it any more (${answer.status})`)
      throw new Ended({ kind: 'again' })
    }
    const view = answer.status === 200 ? machineView(answer) : undefined
    if (view === undefined) this.#say(`machine not readable: ${answer.status} ${messagesOf(answer)}`)
    return view
  }

  /** For machines without a workflow: goes to the stage that the param `change-stage/map` names. */
  async #changeStage(view: MachineView): Promise<void> {
    const map = await this.#api.request('GET', `${this.#place}/params/change-stage/map?aggregate=true`)
    const named = objectOf(map)[view.stage] ?? (view.bootEnv.endsWith('-install') ? 'local' : '')
    const [next = '', after = ''] = String(named).split(':')
    if (next === '') return
    const answer = await this.#api.request('GET', `/stages/${encodeURIComponent(next)}`)
    if (answer.status !== 200) return
    const stage = objectOf(answer)
    const patched = await this.#patch([
      { op: 'test', path: '/Stage', value: view.stage },
      { op: 'replace', path: '/Stage', value: next },
    ])
    if (patched.status !== 200) return
    const now = await this.#read()
    const then = stage['Reboot'] === true ? 'Reboot' : after
    if (then === 'Stop') throw new Ended({ kind: 'stopped', reason: 'the stage told the agent to stop' })
    if (then === 'Shutdown') return this.#powerOff(now)
    const bootEnv = String(stage['BootEnv'] ?? '')
    if (then === 'Reboot' || (bootEnv !== '' && bootEnv !== this.#bootEnv)) await this.#restart(now, true)
  }

  /** The machine is to be in another system; tries that do not lead there come later and later. */
  async #leaveWrongSystem(view: MachineView): Promise<void> {
    const { hardware } = this.#running
    const count = this.#settings.system === 'deployed' ? hardware.wrongStarts++ : 0
    this.#say(`this system is for ${this.#bootEnv}, the machine is in ${view.bootEnv}`)
    if (count > 0) await this.#sleep(Math.min(1800, count * count * 30))
    await this.#restart(view, true)
  }

  /** Leaves the system: by the kernel that is loaded or may be loaded, otherwise through the firmware. */
  async #restart(view: MachineView, mayLoad: boolean): Promise<never> {
    if (this.#bootEnv.endsWith('-install')) {
      throw new Ended({
        kind: 'stopped',
        reason: `leaving the reboot out of ${this.#bootEnv} to its installer`,
      })
    }
    const running = this.#running
    const detail = () => ({ uptime: uptime(running), bootenv: view.bootEnv })
    const loaded =
      running.loaded?.bootEnv === view.bootEnv
        ? running.loaded
        : mayLoad
          ? await loadKexec(running, this.#settings, this.#api, view.bootEnv)
          : undefined
    if (loaded !== undefined) {
      await this.#phase('kexec', detail())
      throw new Ended({ kind: 'kexec', start: loaded.start })
    }
    const action = `${this.#place}/actions/nextbootpxe`
    if ((await this.#api.call('GET', action)).status === 200) {
      await this.#api.request('POST', action, { json: {} })
    }
    await this.#phase('reboot', detail())
    throw new Ended({ kind: 'reboot' })
  }

  async #powerOff(view: MachineView): Promise<never> {
    await this.#phase('poweroff', { uptime: uptime(this.#running), bootenv: view.bootEnv })
    throw new Ended({ kind: 'poweroff' })
  }

  #patch(json: { op: string; path: string; value: string | number | boolean }[]): Promise<ApiAnswer> {
    return this.#api.request('PATCH', this.#place, { json })
  }

  #phase(name: string, detail: Readonly<Record<string, string | number>>): Promise<void> {
    return reportPhase(this.#api, this.#settings.uuid, name, detail)
  }

  #sleep(seconds: number): Promise<void> {
    return this.#running.hardware.ports.sleep(seconds * 1000, this.#running.signal)
  }

  #say(line: string): void {
    this.#running.hardware.say(`agent: ${line}`)
  }
}
