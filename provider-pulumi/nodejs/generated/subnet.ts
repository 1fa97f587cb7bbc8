// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import type * as inputs from './types/inputs.ts'
import type * as outputs from './types/outputs.ts'
import { absent, isOf, optionsOf, propertiesOf, type Shape } from './resource.ts'

const shape: Shape = {
  inputs: ["description","meta","name","documentation","enabled","proxy","unmanaged","subnet","nextServer","activeStart","activeEnd","activeLeaseTime","reservedLeaseTime","onlyReservations","options","strategy","pickers","adoptExisting","requireAvailable"],
  outputs: ["available","validated","errors","readOnly","bundle"],
  required: ["subnet"],
  presets: {  },
  secrets: [],
}

/**
 * An IPv4 network that the DHCP server serves.
 *
 * ## Import
 *
 * An import names one by its key.
 */
export class Subnet extends pulumi.CustomResource {
  /** Type of the resource. */
  static readonly __pulumiType = 'drp:index:Subnet'

  /** One line on what it is. */
  declare readonly description: pulumi.Output<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  declare readonly meta: pulumi.Output<{ [name: string]: string } | undefined>
  /** Name. Default: the name of the resource with a random end. */
  declare readonly name: pulumi.Output<string>
  /** What there is to know of it. Markdown. */
  declare readonly documentation: pulumi.Output<string | undefined>
  /** Serve the subnet. Default `false`. */
  declare readonly enabled: pulumi.Output<boolean>
  /** Only boot options, beside another DHCP server that gives addresses. Default `false`. */
  declare readonly proxy: pulumi.Output<boolean>
  /** Give addresses but never boot options. Default `false`. */
  declare readonly unmanaged: pulumi.Output<boolean>
  /** CIDR, such as `192.168.124.0/24`. */
  declare readonly subnet: pulumi.Output<string>
  /** Server that machines load from; empty means this one. */
  declare readonly nextServer: pulumi.Output<string | undefined>
  /** First address that may be given out. */
  declare readonly activeStart: pulumi.Output<string | undefined>
  /** Last address that may be given out. */
  declare readonly activeEnd: pulumi.Output<string | undefined>
  /** Seconds, 60 at least. Default `60`. */
  declare readonly activeLeaseTime: pulumi.Output<number>
  /** Seconds, 7200 at least. Default `7200`. */
  declare readonly reservedLeaseTime: pulumi.Output<number>
  /** Give addresses only to clients that have a reservation. Default `false`. */
  declare readonly onlyReservations: pulumi.Output<boolean>
  /** DHCP options. Those that the server adds by itself are no change. */
  declare readonly options: pulumi.Output<outputs.SubnetOption[] | undefined>
  /** How a client is told apart; only `MAC`. Default `MAC`. */
  declare readonly strategy: pulumi.Output<string>
  /** Order in which ways to find an address are tried. */
  declare readonly pickers: pulumi.Output<string[]>
  /** Take over a subnet that is there already instead of failing. Default false. */
  declare readonly adoptExisting: pulumi.Output<boolean | undefined>
  /** Fail, instead of only warning, when the object is not available after it was written. */
  declare readonly requireAvailable: pulumi.Output<boolean | undefined>
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
  constructor(name: string, args: SubnetArgs, opts?: pulumi.CustomResourceOptions) {
    super(Subnet.__pulumiType, name, propertiesOf(shape, args, opts), optionsOf(shape, opts))
  }

  /**
   * Reads one that is there already, without looking after it.
   *
   * @param name name of the resource, unique in the program
   * @param id its id
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Subnet {
    return new Subnet(name, absent, { ...opts, id })
  }

  /** Whether a value is one, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is Subnet {
    return isOf(value, Subnet.__pulumiType)
  }
}

/** What `Subnet` is to be. */
export interface SubnetArgs {
  /** One line on what it is. */
  description?: pulumi.Input<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  meta?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** Name. Default: the name of the resource with a random end. */
  name?: pulumi.Input<string | undefined>
  /** What there is to know of it. Markdown. */
  documentation?: pulumi.Input<string | undefined>
  /** Serve the subnet. Default `false`. */
  enabled?: pulumi.Input<boolean | undefined>
  /** Only boot options, beside another DHCP server that gives addresses. Default `false`. */
  proxy?: pulumi.Input<boolean | undefined>
  /** Give addresses but never boot options. Default `false`. */
  unmanaged?: pulumi.Input<boolean | undefined>
  /** CIDR, such as `192.168.124.0/24`. */
  subnet: pulumi.Input<string>
  /** Server that machines load from; empty means this one. */
  nextServer?: pulumi.Input<string | undefined>
  /** First address that may be given out. */
  activeStart?: pulumi.Input<string | undefined>
  /** Last address that may be given out. */
  activeEnd?: pulumi.Input<string | undefined>
  /** Seconds, 60 at least. Default `60`. */
  activeLeaseTime?: pulumi.Input<number | undefined>
  /** Seconds, 7200 at least. Default `7200`. */
  reservedLeaseTime?: pulumi.Input<number | undefined>
  /** Give addresses only to clients that have a reservation. Default `false`. */
  onlyReservations?: pulumi.Input<boolean | undefined>
  /** DHCP options. Those that the server adds by itself are no change. */
  options?: pulumi.Input<pulumi.Input<inputs.SubnetOptionArgs>[] | undefined>
  /** How a client is told apart; only `MAC`. Default `MAC`. */
  strategy?: pulumi.Input<string | undefined>
  /** Order in which ways to find an address are tried. */
  pickers?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Take over a subnet that is there already instead of failing. Default false. */
  adoptExisting?: pulumi.Input<boolean | undefined>
  /** Fail, instead of only warning, when the object is not available after it was written. */
  requireAvailable?: pulumi.Input<boolean | undefined>
}
