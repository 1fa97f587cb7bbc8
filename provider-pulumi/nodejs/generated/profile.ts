// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import type { Json } from './json.ts'
import { absent, isOf, optionsOf, propertiesOf, type Shape } from './resource.ts'

const shape: Shape = {
  inputs: ["description","meta","name","documentation","params","profiles","secretParams","adoptExisting","requireAvailable"],
  outputs: ["available","validated","errors","readOnly","bundle"],
  required: [],
  presets: {  },
  secrets: ["secretParams"],
}

/**
 * Parameters that many machines share.
 *
 * ## Import
 *
 * An import names one by its key.
 *
 * @example
 * ```typescript
 * import * as drp from '@metalwright/pulumi-drp'
 *
 * const rack = new drp.Profile('rack', {
 *   name: 'rack-a',
 *   params: { 'ntp/servers': ['192.0.2.1'] },
 * })
 * ```
 */
export class Profile extends pulumi.CustomResource {
  /** Type of the resource. */
  static readonly __pulumiType = 'drp:index:Profile'

  /** One line on what it is. */
  declare readonly description: pulumi.Output<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  declare readonly meta: pulumi.Output<{ [name: string]: string } | undefined>
  /** Name. Default: the name of the resource with a random end. */
  declare readonly name: pulumi.Output<string>
  /** What there is to know of it. Markdown. */
  declare readonly documentation: pulumi.Output<string | undefined>
  /** Parameters by name, with values of any type. Only those given are looked after; others may add theirs. */
  declare readonly params: pulumi.Output<{ [name: string]: Json } | undefined>
  /** Nested profiles, looked up depth first. */
  declare readonly profiles: pulumi.Output<string[] | undefined>
  /** Parameters that are secret, by name, sealed on the server. Only those given are looked after. */
  declare readonly secretParams: pulumi.Output<{ [name: string]: Json } | undefined>
  /** Take over a profile that is there already instead of failing. Default false. */
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
  constructor(name: string, args?: ProfileArgs, opts?: pulumi.CustomResourceOptions) {
    super(Profile.__pulumiType, name, propertiesOf(shape, args, opts), optionsOf(shape, opts))
  }

  /**
   * Reads one that is there already, without looking after it.
   *
   * @param name name of the resource, unique in the program
   * @param id its id
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Profile {
    return new Profile(name, absent, { ...opts, id })
  }

  /** Whether a value is one, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is Profile {
    return isOf(value, Profile.__pulumiType)
  }
}

/** What `Profile` is to be. */
export interface ProfileArgs {
  /** One line on what it is. */
  description?: pulumi.Input<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  meta?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** Name. Default: the name of the resource with a random end. */
  name?: pulumi.Input<string | undefined>
  /** What there is to know of it. Markdown. */
  documentation?: pulumi.Input<string | undefined>
  /** Parameters by name, with values of any type. Only those given are looked after; others may add theirs. */
  params?: pulumi.Input<{ [name: string]: pulumi.Input<unknown> } | undefined>
  /** Nested profiles, looked up depth first. */
  profiles?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Parameters that are secret, by name, sealed on the server. Only those given are looked after. */
  secretParams?: pulumi.Input<{ [name: string]: pulumi.Input<unknown> } | undefined>
  /** Take over a profile that is there already instead of failing. Default false. */
  adoptExisting?: pulumi.Input<boolean | undefined>
  /** Fail, instead of only warning, when the object is not available after it was written. */
  requireAvailable?: pulumi.Input<boolean | undefined>
}
