// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import { absent, isOf, optionsOf, propertiesOf, type Shape } from './resource.ts'

const shape: Shape = {
  inputs: ["description","meta","name","documentation","members","users","adoptExisting","requireAvailable"],
  outputs: ["available","validated","errors","readOnly","bundle"],
  required: [],
  presets: {  },
  secrets: [],
}

/**
 * A part of the fleet: its users see only its members among the kinds of objects it lists.
 *
 * ## Import
 *
 * An import names one by its key.
 */
export class Tenant extends pulumi.CustomResource {
  /** Type of the resource. */
  static readonly __pulumiType = 'drp:index:Tenant'

  /** One line on what it is. */
  declare readonly description: pulumi.Output<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  declare readonly meta: pulumi.Output<{ [name: string]: string } | undefined>
  /** Name. Default: the name of the resource with a random end. */
  declare readonly name: pulumi.Output<string>
  /** What there is to know of it. Markdown. */
  declare readonly documentation: pulumi.Output<string | undefined>
  /** Keys of the members by prefix. A prefix that is not listed is not constrained. */
  declare readonly members: pulumi.Output<{ [name: string]: string[] } | undefined>
  /** Names of its users; a user is in one tenant at most. */
  declare readonly users: pulumi.Output<string[] | undefined>
  /** Take over a tenant that is there already instead of failing. Default false. */
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
  constructor(name: string, args?: TenantArgs, opts?: pulumi.CustomResourceOptions) {
    super(Tenant.__pulumiType, name, propertiesOf(shape, args, opts), optionsOf(shape, opts))
  }

  /**
   * Reads one that is there already, without looking after it.
   *
   * @param name name of the resource, unique in the program
   * @param id its id
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Tenant {
    return new Tenant(name, absent, { ...opts, id })
  }

  /** Whether a value is one, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is Tenant {
    return isOf(value, Tenant.__pulumiType)
  }
}

/** What `Tenant` is to be. */
export interface TenantArgs {
  /** One line on what it is. */
  description?: pulumi.Input<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  meta?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** Name. Default: the name of the resource with a random end. */
  name?: pulumi.Input<string | undefined>
  /** What there is to know of it. Markdown. */
  documentation?: pulumi.Input<string | undefined>
  /** Keys of the members by prefix. A prefix that is not listed is not constrained. */
  members?: pulumi.Input<{ [name: string]: pulumi.Input<pulumi.Input<string>[]> } | undefined>
  /** Names of its users; a user is in one tenant at most. */
  users?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Take over a tenant that is there already instead of failing. Default false. */
  adoptExisting?: pulumi.Input<boolean | undefined>
  /** Fail, instead of only warning, when the object is not available after it was written. */
  requireAvailable?: pulumi.Input<boolean | undefined>
}
