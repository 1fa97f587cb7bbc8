import { type Machine, type Rollout, type RolloutMachine, ZERO_TIME } from '@metalwright/sdk/models'
import { beginPass, beginsPass, control, finishPass } from '../../engine/rollout-control.ts'
import { beginRollout, notNow, outcome, workflowFor } from '../../engine/rollout-machine.ts'
import { nextStep } from '../../engine/rollout-plan.ts'
import type { Objects } from '../objects.ts'
import { timestamp } from '../ports.ts'
import { Problem } from '../problem.ts'
import type { Edit } from '../session.ts'
import { saveMachine, workflowStages } from './machines.ts'
import type { RolloutBook } from './rollout-book.ts'
import { isAllowed, machinesPrefix, putMember, storedMember } from './rollout-machines.ts'

/** What a step of a rollout leads to: another one at once, or one at a time, or none until something changes. */
export type Look = 'again' | { readonly at: number | undefined }

/** The steps of rollouts, each within a transaction. */
export class RolloutSteps {
  readonly #objects: Objects
  readonly #book: RolloutBook

  constructor(objects: Objects, book: RolloutBook) {
    this.#objects = objects
    this.#book = book
  }

  /** Takes down which machines a pass goes over. */
  async beginPass(edit: Edit, seen: Rollout, members: readonly RolloutMachine[], now: number): Promise<Look> {
    const rollout = await edit.get('rollouts', seen.Name)
    if (rollout === undefined || !beginsPass(rollout)) return 'again'
    await removeMembers(edit, rollout.Name)
    for (const member of members) putMember(edit, rollout.Name, member)
    const waiting = members.filter(({ State }) => State === 'waiting').length
    beginPass(rollout, waiting, members.length - waiting, now)
    edit.put('rollouts', rollout, 'update')
    return 'again'
  }

  /** Takes down how a machine that has begun stands now. */
  async settle(edit: Edit, name: string, uuid: string): Promise<Look> {
    const rollout = await edit.get('rollouts', name)
    const member = await memberOf(edit, name, uuid)
    if (rollout === undefined || member === undefined) return 'again'
    if (member.State !== 'running' && member.State !== 'failed') return 'again'
    const { ports } = this.#objects
    const end = outcome(rollout, member, await edit.get('machines', uuid), ports.now())
    if (end === undefined || end.State === member.State) return 'again'
    rollout[COUNTERS[member.State]]--
    rollout[COUNTERS[end.State]]++
    const EndTime = timestamp(ports)
    const LastDone = end.State === 'done' ? EndTime : member.LastDone
    putMember(edit, name, { ...member, ...end, EndTime, LastDone })
    edit.put('rollouts', rollout, 'update')
    return 'again'
  }

  /** Does what is due next, if anything. */
  async advance(edit: Edit, name: string, next: string | undefined): Promise<Look> {
    const rollout = await edit.get('rollouts', name)
    if (rollout === undefined) return { at: undefined }
    const now = this.#objects.ports.now()
    if (rollout.State === 'scheduled') {
      const at = Date.parse(rollout.NextTime)
      if (now < at) return { at }
      control(rollout, 'start', now)
    } else {
      if (rollout.State !== 'running' || beginsPass(rollout)) return { at: undefined }
      const step = nextStep(rollout, now)
      switch (step.kind) {
        case 'wait':
          return { at: step.until }
        case 'begin':
          return this.#begin(edit, rollout, next)
        case 'next-wave':
          rollout.Wave++
          rollout.WaveBegun = 0
          rollout.WaveEndTime = ZERO_TIME
          break
        case 'end-wave':
          rollout.WaveEndTime = timestamp(this.#objects.ports)
          break
        case 'pause':
          rollout.State = 'paused'
          rollout.Reason = step.reason
          break
        case 'stop':
          rollout.State = 'stopped'
          rollout.Reason = step.reason
          break
        case 'finish':
          finishPass(rollout, step.reason, now)
      }
    }
    edit.put('rollouts', rollout, 'update')
    return 'again'
  }

  /** Has the next machine begin, or leaves it out. */
  async #begin(edit: Edit, rollout: Rollout, uuid: string | undefined): Promise<Look> {
    const { Name } = rollout
    const member = uuid === undefined ? undefined : await memberOf(edit, Name, uuid)
    if (uuid === undefined || member?.State !== 'waiting') {
      // The book is behind the store for a moment; what was committed elsewhere is about to be followed.
      if (uuid === undefined) return { at: this.#objects.ports.now() + 1000 }
      this.#book.drop(Name, uuid)
      return 'again'
    }
    const machine = await edit.get('machines', uuid)
    const leave = (Reason: string): Look => {
      rollout.Waiting--
      rollout.Skipped++
      putMember(edit, Name, { ...member, State: 'skipped', Reason })
      edit.put('rollouts', rollout, 'update')
      return 'again'
    }
    if (machine === undefined) return leave('it was deleted')
    const refusal = notNow(rollout, machine, await isAllowed(edit, machine))
    if (refusal?.later && member.Reason === '') {
      putMember(edit, Name, { ...member, Order: member.Order + rollout.Total, Reason: refusal.reason })
      return 'again'
    }
    if (refusal !== undefined) return leave(refusal.reason)
    const Workflow = workflowFor(rollout, machine)
    const problem = await this.#startMachine(edit, machine, Workflow)
    if (problem !== undefined) {
      edit.put('rollouts', { ...rollout, State: 'paused', Reason: problem }, 'update')
      return 'again'
    }
    rollout.Waiting--
    rollout.Running++
    rollout.WaveBegun++
    const StartTime = timestamp(this.#objects.ports)
    putMember(edit, Name, {
      ...member,
      State: 'running',
      Reason: '',
      Wave: rollout.Wave,
      Workflow,
      StartTime,
    })
    edit.put('rollouts', rollout, 'update')
    return 'again'
  }

  /** @returns why no machine can begin with the workflow; nothing is written then */
  async #startMachine(edit: Edit, machine: Machine, workflow: string): Promise<string | undefined> {
    const old = structuredClone(machine)
    try {
      beginRollout(machine, workflow, await workflowStages(edit, workflow))
      await saveMachine(edit, this.#objects, old, machine, 'update')
      return undefined
    } catch (error) {
      if (error instanceof Problem) return `${machine.Name} could not begin: ${error.messages.join('; ')}`
      throw error
    }
  }
}

const COUNTERS = {
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  skipped: 'Skipped',
} as const

async function memberOf(edit: Edit, rollout: string, uuid: string): Promise<RolloutMachine | undefined> {
  const body = await edit.internal(machinesPrefix(rollout), uuid)
  return body === undefined ? undefined : storedMember(body)
}

/** Forgets the machines of a rollout. */
export async function removeMembers(edit: Edit, rollout: string): Promise<void> {
  for (const { key } of await edit.internals(machinesPrefix(rollout))) {
    edit.putInternal(machinesPrefix(rollout), key, undefined)
  }
}
