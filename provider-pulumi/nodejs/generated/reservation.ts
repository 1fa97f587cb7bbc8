// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import type * as inputs from './types/inputs.ts'
import type * as outputs from './types/outputs.ts'
import { absent, isOf, optionsOf, propertiesOf, type Shape } from './resource.ts'

const shape: Shape = {
  inputs: ["description","meta","address","documentation","token","strategy","nextServer","options","scoped","duration","adoptExisting","requireAvailable"],
  outputs: ["subnet","available","validated","errors","readOnly","bundle"],
  required: ["address","token"],
  presets: {  },
  secrets: [],
}

/**
 * A fixed address for one client.
 *
 * ## Import
 *
 * An import names one by its key.
 */
export class Reservation extends pulumi.CustomResource {
  /** Type of the resource. */
  static readonly __pulumiType = 'drp:index:Reservation'

  /** One line on what it is. */
  declare readonly description: pulumi.Output<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  declare readonly meta: pulumi.Output<{ [name: string]: string } | undefined>
  /** IPv4 address that is reserved. */
  declare readonly address: pulumi.Output<string>
  /** What there is to know of it. Markdown. */
  declare readonly documentation: pulumi.Output<string | undefined>
  /** Client, by the strategy: its MAC address. */
  declare readonly token: pulumi.Output<string>
  /** How a client is told apart: `MAC`. Default `MAC`. */
  declare readonly strategy: pulumi.Output<string>
  /** Server that machines load from; empty means this one. */
  declare readonly nextServer: pulumi.Output<string | undefined>
  /** DHCP options. Those that the server adds by itself are no change. */
  declare readonly options: pulumi.Output<outputs.ReservationOption[] | undefined>
  /** Valid only in the subnet that covers the address. Default `false`. */
  declare readonly scoped: pulumi.Output<boolean>
  /** Seconds; 0 means the subnet's `ReservedLeaseTime`, or 7200. Default `0`. */
  declare readonly duration: pulumi.Output<number>
  /** Take over a reservation that is there already instead of failing. Default false. */
  declare readonly adoptExisting: pulumi.Output<boolean | undefined>
  /** Fail, instead of only warning, when the object is not available after it was written. */
  declare readonly requireAvailable: pulumi.Output<boolean | undefined>
  /** Name of the covering subnet; set by the server when `Scoped`. */
  declare readonly subnet: pulumi.Output<string>
  /** Whether the object can be used. */
  declare readonly available: pulumi.Output<boolean>
  /** Whether the object is sound in itself. */
  declare readonly validated: pulumi.Output<boolean>
  /** Why it is not available or not sound. */
  declare readonly errors: pulumi.Output<string[]>
  /** Whether it comes from a content pack or is built in. */
  declare readonly readOnly: pulumi.Output<boolean>
  /** Content pack that it comes from; empty when from none. */
  declare readonly bundle: pulumi.Output<string>

  /**
   * @param name name of the resource, unique in the program
   * @param args what it is to be
   * @param opts how Pulumi treats it
   */
  constructor(name: string, args: ReservationArgs, opts?: pulumi.CustomResourceOptions) {
    super(Reservation.__pulumiType, name, propertiesOf(shape, args, opts), optionsOf(shape, opts))
  }

  /**
   * Reads one that is there already, without looking after it.
   *
   * @param name name of the resource, unique in the program
   * @param id its id
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Reservation {
    return new Reservation(name, absent, { ...opts, id })
  }

  /** Whether a value is one, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is Reservation {
    return isOf(value, Reservation.__pulumiType)
  }
}

/** What `Reservation` is to be. */
export interface ReservationArgs {
  /** One line on what it is. */
  description?: pulumi.Input<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  meta?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** IPv4 address that is reserved. */
  address: pulumi.Input<string>
  /** What there is to know of it. Markdown. */
  documentation?: pulumi.Input<string | undefined>
  /** Client, by the strategy: its MAC address. */
  token: pulumi.Input<string>
  /** How a client is told apart: `MAC`. Default `MAC`. */
  strategy?: pulumi.Input<string | undefined>
  /** Server that machines load from; empty means this one. */
  nextServer?: pulumi.Input<string | undefined>
  /** DHCP options. Those that the server adds by itself are no change. */
  options?: pulumi.Input<pulumi.Input<inputs.ReservationOptionArgs>[] | undefined>
  /** Valid only in the subnet that covers the address. Default `false`. */
  scoped?: pulumi.Input<boolean | undefined>
  /** Seconds; 0 means the subnet's `ReservedLeaseTime`, or 7200. Default `0`. */
  duration?: pulumi.Input<number | undefined>
  /** Take over a reservation that is there already instead of failing. Default false. */
  adoptExisting?: pulumi.Input<boolean | undefined>
  /** Fail, instead of only warning, when the object is not available after it was written. */
  requireAvailable?: pulumi.Input<boolean | undefined>
}
