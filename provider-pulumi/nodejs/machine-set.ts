import * as pulumi from '@pulumi/pulumi'
import { Machine, type MachineArgs } from './generated/machine.ts'

/** What a `MachineSet` is to be. */
export interface MachineSetArgs {
  /** How many machines: a whole number, 0 or more. Fewer than before gives the last ones back. */
  count: number
  /** What each machine is to be; a function is given the position of the machine, from 0. */
  machine?: SetMemberArgs | ((index: number) => SetMemberArgs) | undefined
  /** Parameter that tells places apart, such as `rack`: no two machines of the set have the same value of it. */
  apart?: string | undefined
  /**
   * Filters of each place, such as `[['rack=Eq(a)'], ['rack=Eq(b)']]`: the machines go to the places in turn. Unlike
   * with `apart`, a place may have several.
   */
  places?: readonly (readonly string[])[] | undefined
}

/** Arguments of a machine of a set: all but those that name one machine or one claim. */
export type SetMemberArgs = Omit<MachineArgs, 'machine' | 'claimKey' | 'antiAffinity'>

/**
 * Machines that are alike, spread over places. They are claimed at the same time; each is a `Machine` of its own in
 * the state, named after the set and its position: `web-0`, `web-1`, …
 *
 * @example
 * ```typescript
 * const web = new drp.MachineSet('web', {
 *   count: 3,
 *   apart: 'rack',
 *   machine: { pool: 'default', allocateWorkflow: 'image-deploy' },
 * })
 * export const addresses = web.addresses
 * ```
 */
export class MachineSet extends pulumi.ComponentResource {
  /** The machines, by position. */
  readonly machines: readonly Machine[]
  /** Names of the machines, by position. */
  readonly names: pulumi.Output<string[]>
  /** Addresses of the machines, by position; an empty text for one that has none. */
  readonly addresses: pulumi.Output<string[]>

  /**
   * @param name name of the set, unique in the program
   * @param args how many machines, and what they are to be
   * @param opts how Pulumi treats it; a provider is passed on to the machines
   * @throws RangeError when the count is not a whole number of 0 or more, or `places` is empty
   */
  constructor(name: string, args: MachineSetArgs, opts?: pulumi.ComponentResourceOptions) {
    super('drp:components:MachineSet', name, {}, opts)
    const { count, machine = {}, apart, places } = args
    if (!Number.isInteger(count) || count < 0) {
      throw new RangeError(
        `The count of machine set ${name} must be a whole number of 0 or more, not ${count}.`,
      )
    }
    if (places?.length === 0) {
      throw new RangeError(`Machine set ${name} has no places: name at least one, or leave \`places\` out.`)
    }
    const group = `${pulumi.getProject()}/${pulumi.getStack()}/${name}`
    const antiAffinity = apart === undefined ? {} : { antiAffinity: { param: apart, group } }
    this.machines = Array.from({ length: count }, (_, index) => {
      const own = typeof machine === 'function' ? machine(index) : machine
      const filters = filtersAt(own.filters, places?.[index % places.length])
      return new Machine(`${name}-${index}`, { ...own, ...filters, ...antiAffinity }, { parent: this })
    })
    this.names = pulumi.all(this.machines.map((one) => one.name))
    this.addresses = pulumi.all(this.machines.map((one) => one.address)).apply(knownOrEmpty)
    this.registerOutputs({ names: this.names, addresses: this.addresses })
  }
}

/** The filters of a machine together with those of its place. */
function filtersAt(
  own: SetMemberArgs['filters'],
  place: readonly string[] | undefined,
): Pick<SetMemberArgs, 'filters'> {
  if (place === undefined) return {}
  return { filters: pulumi.output(own).apply((filters) => [...(filters ?? []), ...place]) }
}

function knownOrEmpty(addresses: readonly (string | undefined)[]): string[] {
  return addresses.map((address) => address ?? '')
}
