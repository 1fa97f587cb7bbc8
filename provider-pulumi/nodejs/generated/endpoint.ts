// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import type { Json } from './json.ts'
import { absent, isOf, optionsOf, propertiesOf, type Shape } from './resource.ts'

const shape: Shape = {
  inputs: ["description","meta","endpointId","documentation","params","versionSet","versionSets","apply","secretParams","adoptExisting","requireAvailable"],
  outputs: ["available","validated","errors","readOnly","bundle"],
  required: ["endpointId"],
  presets: {  },
  secrets: ["secretParams"],
}

/**
 * A DRP server that a manager looks after.
 *
 * ## Import
 *
 * An import names one by its key.
 */
export class Endpoint extends pulumi.CustomResource {
  /** Type of the resource. */
  static readonly __pulumiType = 'drp:index:Endpoint'

  /** One line on what it is. */
  declare readonly description: pulumi.Output<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  declare readonly meta: pulumi.Output<{ [name: string]: string } | undefined>
  /** Id. */
  declare readonly endpointId: pulumi.Output<string>
  /** What there is to know of it. Markdown. */
  declare readonly documentation: pulumi.Output<string | undefined>
  /** Parameters by name, with values of any type. Only those given are looked after; others may add theirs. */
  declare readonly params: pulumi.Output<{ [name: string]: Json } | undefined>
  /** Version set that it should run. */
  declare readonly versionSet: pulumi.Output<string | undefined>
  /** Version sets that it should run, in order of precedence. */
  declare readonly versionSets: pulumi.Output<string[] | undefined>
  /** Bring the endpoint to its version sets by itself. Default `false`. */
  declare readonly apply: pulumi.Output<boolean>
  /** Parameters that are secret, by name, sealed on the server. Only those given are looked after. */
  declare readonly secretParams: pulumi.Output<{ [name: string]: Json } | undefined>
  /** Take over a endpoint that is there already instead of failing. Default false. */
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
  constructor(name: string, args: EndpointArgs, opts?: pulumi.CustomResourceOptions) {
    super(Endpoint.__pulumiType, name, propertiesOf(shape, args, opts), optionsOf(shape, opts))
  }

  /**
   * Reads one that is there already, without looking after it.
   *
   * @param name name of the resource, unique in the program
   * @param id its id
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Endpoint {
    return new Endpoint(name, absent, { ...opts, id })
  }

  /** Whether a value is one, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is Endpoint {
    return isOf(value, Endpoint.__pulumiType)
  }
}

/** What `Endpoint` is to be. */
export interface EndpointArgs {
  /** One line on what it is. */
  description?: pulumi.Input<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  meta?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** Id. */
  endpointId: pulumi.Input<string>
  /** What there is to know of it. Markdown. */
  documentation?: pulumi.Input<string | undefined>
  /** Parameters by name, with values of any type. Only those given are looked after; others may add theirs. */
  params?: pulumi.Input<{ [name: string]: pulumi.Input<unknown> } | undefined>
  /** Version set that it should run. */
  versionSet?: pulumi.Input<string | undefined>
  /** Version sets that it should run, in order of precedence. */
  versionSets?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Bring the endpoint to its version sets by itself. Default `false`. */
  apply?: pulumi.Input<boolean | undefined>
  /** Parameters that are secret, by name, sealed on the server. Only those given are looked after. */
  secretParams?: pulumi.Input<{ [name: string]: pulumi.Input<unknown> } | undefined>
  /** Take over a endpoint that is there already instead of failing. Default false. */
  adoptExisting?: pulumi.Input<boolean | undefined>
  /** Fail, instead of only warning, when the object is not available after it was written. */
  requireAvailable?: pulumi.Input<boolean | undefined>
}
