import type { Machine } from '@metalwright/sdk/models'
import { SYSTEM } from '../../auth/principal.ts'
import { actsForAgent, bootingPath } from '../../engine/agentless.ts'
import { nextJob } from '../../engine/next-job.ts'
import { bootsKernel } from '../../render/boot-file-paths.ts'
import type { Change } from '../../store/port.ts'
import type { Objects } from '../objects.ts'
import type { Edit } from '../session.ts'
import { baseContext } from './base-context.ts'
import { createJob } from './jobs.ts'
import { saveMachine } from './machines.ts'

/** Takes up the work of machines that have no agent: appliances that run from memory, systems that are left alone. */
export class Agentless {
  readonly #objects: Objects
  readonly #onError: (error: unknown) => void

  constructor(objects: Objects, onError: (error: unknown) => void) {
    this.#objects = objects
    this.#onError = onError
  }

  /** Takes note of commits: machines that have nothing to boot are done with their stage at once. */
  follow(changes: readonly Change[]): void {
    for (const { prefix, key, action, object } of changes) {
      if (prefix !== 'machines' || action === 'delete') continue
      const tasks = object['Tasks']
      const length = Array.isArray(tasks) ? tasks.length : 0
      if (Number(object['CurrentTask']) >= length) continue
      this.#takeUp(key, String(object['Stage']), false).catch(this.#onError)
    }
  }

  /**
   * A file was handed out that was rendered for a machine.
   *
   * @param path below the file server's root
   */
  async served(path: string, uuid: string | undefined): Promise<void> {
    if (uuid === undefined || path !== bootingPath(uuid)) return
    const machine = await this.#objects.session().get('machines', uuid)
    if (machine !== undefined) await this.#takeUp(uuid, machine.Stage, true)
  }

  /** Most machines have an agent: they cost a look at their stage, and no transaction. */
  async #takeUp(uuid: string, stage: string, booted: boolean): Promise<void> {
    if ((await this.#objects.session().get('stages', stage))?.Meta['agentless'] !== 'true') return
    await this.#objects.edit(SYSTEM, (edit) => this.#work(edit, uuid, booted), `machines/${uuid}`)
  }

  /** Does what needs no agent: entries that change the machine, up to its first task or the end. */
  async #work(edit: Edit, uuid: string, booted: boolean): Promise<void> {
    const objects = this.#objects
    for (;;) {
      const machine = await edit.get('machines', uuid)
      if (machine === undefined) return
      const stage = await edit.get('stages', machine.Stage)
      const bootEnv = await edit.get('bootenvs', machine.BootEnv)
      if (!actsForAgent(machine, stage, bootEnv && bootsKernel(bootEnv), booted)) return
      if (!machine.Runnable) {
        const old = structuredClone(machine)
        machine.Runnable = true
        await saveMachine(edit, objects, old, machine, 'save')
      }
      if (!(await this.#isEntry(edit, machine))) return
      const answer = await createJob(edit, objects, { Machine: uuid, Uuid: '', Context: '' })
      if (answer.kind !== 'nothing') return
    }
  }

  async #isEntry(edit: Edit, machine: Machine): Promise<boolean> {
    const job = await edit.get('jobs', machine.CurrentJob)
    const next = nextJob(machine, job, { context: '', baseContext: await baseContext(edit, machine) })
    return next.kind === 'transition' || next.kind === 'done'
  }
}
