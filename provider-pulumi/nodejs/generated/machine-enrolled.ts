// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import type { Json } from './json.ts'
import { absent, isOf, optionsOf, propertiesOf, type Shape } from './resource.ts'

const shape: Shape = {
  inputs: ["description","meta","name","address","stage","bootEnv","profiles","params","runnable","hardwareAddrs","workflow","arch","locked","context","pool","secretParams","adoptExisting","requireAvailable"],
  outputs: ["uuid","available","validated","errors","readOnly","bundle"],
  required: ["name"],
  presets: {  },
  secrets: ["secretParams"],
}

/**
 * A machine in the inventory of the server. It is registered, not claimed: use `Machine` to claim one from a pool.
 *
 * ## Import
 *
 * An import names one by its UUID or `Name:x`.
 */
export class MachineEnrolled extends pulumi.CustomResource {
  /** Type of the resource. */
  static readonly __pulumiType = 'drp:index:MachineEnrolled'

  /** One line on what it is. */
  declare readonly description: pulumi.Output<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  declare readonly meta: pulumi.Output<{ [name: string]: string } | undefined>
  /** Name. */
  declare readonly name: pulumi.Output<string>
  /** Last address the machine was given; unique among machines. `0.0.0.0` means it lost it to another one. */
  declare readonly address: pulumi.Output<string>
  /** Stage. */
  declare readonly stage: pulumi.Output<string>
  /** Boot environment. */
  declare readonly bootEnv: pulumi.Output<string>
  /** Profiles in order of precedence, without duplicates. */
  declare readonly profiles: pulumi.Output<string[]>
  /** Parameters by name, with values of any type. Only those given are looked after; others may add theirs. */
  declare readonly params: pulumi.Output<{ [name: string]: Json } | undefined>
  /** Whether the machine's agent may take jobs. */
  declare readonly runnable: pulumi.Output<boolean>
  /** MAC addresses, lower case with colons; they tie DHCP requests to the machine. */
  declare readonly hardwareAddrs: pulumi.Output<string[]>
  /** Workflow to run. */
  declare readonly workflow: pulumi.Output<string>
  /** `amd64` by default. */
  declare readonly arch: pulumi.Output<string>
  /** Refuses edits and deletion except unlocking. Default `false`. */
  declare readonly locked: pulumi.Output<boolean>
  /** Empty: tasks run on the machine; otherwise the name of a context. */
  declare readonly context: pulumi.Output<string>
  /** Pool. */
  declare readonly pool: pulumi.Output<string>
  /** Parameters that are secret, by name, sealed on the server. Only those given are looked after. */
  declare readonly secretParams: pulumi.Output<{ [name: string]: Json } | undefined>
  /** Take over a machine that is there already instead of failing. Default false. */
  declare readonly adoptExisting: pulumi.Output<boolean | undefined>
  /** Fail, instead of only warning, when the object is not available after it was written. */
  declare readonly requireAvailable: pulumi.Output<boolean | undefined>
  /** UUID. */
  declare readonly uuid: pulumi.Output<string>
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
  constructor(name: string, args: MachineEnrolledArgs, opts?: pulumi.CustomResourceOptions) {
    super(MachineEnrolled.__pulumiType, name, propertiesOf(shape, args, opts), optionsOf(shape, opts))
  }

  /**
   * Reads one that is there already, without looking after it.
   *
   * @param name name of the resource, unique in the program
   * @param id its id
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): MachineEnrolled {
    return new MachineEnrolled(name, absent, { ...opts, id })
  }

  /** Whether a value is one, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is MachineEnrolled {
    return isOf(value, MachineEnrolled.__pulumiType)
  }
}

/** What `MachineEnrolled` is to be. */
export interface MachineEnrolledArgs {
  /** One line on what it is. */
  description?: pulumi.Input<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  meta?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** Name. */
  name: pulumi.Input<string>
  /** Last address the machine was given; unique among machines. `0.0.0.0` means it lost it to another one. */
  address?: pulumi.Input<string | undefined>
  /** Stage. */
  stage?: pulumi.Input<string | undefined>
  /** Boot environment. */
  bootEnv?: pulumi.Input<string | undefined>
  /** Profiles in order of precedence, without duplicates. */
  profiles?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Parameters by name, with values of any type. Only those given are looked after; others may add theirs. */
  params?: pulumi.Input<{ [name: string]: pulumi.Input<unknown> } | undefined>
  /** Whether the machine's agent may take jobs. */
  runnable?: pulumi.Input<boolean | undefined>
  /** MAC addresses, lower case with colons; they tie DHCP requests to the machine. */
  hardwareAddrs?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Workflow to run. */
  workflow?: pulumi.Input<string | undefined>
  /** `amd64` by default. */
  arch?: pulumi.Input<string | undefined>
  /** Refuses edits and deletion except unlocking. Default `false`. */
  locked?: pulumi.Input<boolean | undefined>
  /** Empty: tasks run on the machine; otherwise the name of a context. */
  context?: pulumi.Input<string | undefined>
  /** Pool. */
  pool?: pulumi.Input<string | undefined>
  /** Parameters that are secret, by name, sealed on the server. Only those given are looked after. */
  secretParams?: pulumi.Input<{ [name: string]: pulumi.Input<unknown> } | undefined>
  /** Take over a machine that is there already instead of failing. Default false. */
  adoptExisting?: pulumi.Input<boolean | undefined>
  /** Fail, instead of only warning, when the object is not available after it was written. */
  requireAvailable?: pulumi.Input<boolean | undefined>
}
