// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import type * as inputs from './types/inputs.ts'
import type * as outputs from './types/outputs.ts'
import { absent, isOf, optionsOf, propertiesOf, type Shape } from './resource.ts'

const shape: Shape = {
  inputs: ["description","meta","name","documentation","claims","adoptExisting","requireAvailable"],
  outputs: ["available","validated","errors","readOnly","bundle"],
  required: [],
  presets: {  },
  secrets: [],
}

/**
 * Rights that users share.
 *
 * ## Import
 *
 * An import names one by its key.
 */
export class Role extends pulumi.CustomResource {
  /** Type of the resource. */
  static readonly __pulumiType = 'drp:index:Role'

  /** One line on what it is. */
  declare readonly description: pulumi.Output<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  declare readonly meta: pulumi.Output<{ [name: string]: string } | undefined>
  /** Name. Default: the name of the resource with a random end. */
  declare readonly name: pulumi.Output<string>
  /** What there is to know of it. Markdown. */
  declare readonly documentation: pulumi.Output<string | undefined>
  /** Rights. */
  declare readonly claims: pulumi.Output<outputs.RoleClaim[] | undefined>
  /** Take over a role that is there already instead of failing. Default false. */
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
  constructor(name: string, args?: RoleArgs, opts?: pulumi.CustomResourceOptions) {
    super(Role.__pulumiType, name, propertiesOf(shape, args, opts), optionsOf(shape, opts))
  }

  /**
   * Reads one that is there already, without looking after it.
   *
   * @param name name of the resource, unique in the program
   * @param id its id
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Role {
    return new Role(name, absent, { ...opts, id })
  }

  /** Whether a value is one, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is Role {
    return isOf(value, Role.__pulumiType)
  }
}

/** What `Role` is to be. */
export interface RoleArgs {
  /** One line on what it is. */
  description?: pulumi.Input<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  meta?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** Name. Default: the name of the resource with a random end. */
  name?: pulumi.Input<string | undefined>
  /** What there is to know of it. Markdown. */
  documentation?: pulumi.Input<string | undefined>
  /** Rights. */
  claims?: pulumi.Input<pulumi.Input<inputs.RoleClaimArgs>[] | undefined>
  /** Take over a role that is there already instead of failing. Default false. */
  adoptExisting?: pulumi.Input<boolean | undefined>
  /** Fail, instead of only warning, when the object is not available after it was written. */
  requireAvailable?: pulumi.Input<boolean | undefined>
}
