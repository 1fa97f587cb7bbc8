// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import type * as inputs from './types/inputs.ts'
import type * as outputs from './types/outputs.ts'
import { absent, isOf, optionsOf, propertiesOf, type Shape } from './resource.ts'

const shape: Shape = {
  inputs: ["description","meta","poolId","documentation","parentPool","enterActions","exitActions","allocateActions","releaseActions","autofill","adoptExisting","requireAvailable"],
  outputs: ["available","validated","errors","readOnly","bundle"],
  required: [],
  presets: {  },
  secrets: [],
}

/**
 * A pool of machines that are handed out as equals.
 *
 * ## Import
 *
 * An import names one by its key.
 *
 * @example
 * ```typescript
 * import * as drp from '@metalwright/pulumi-drp'
 *
 * const pool = new drp.Pool('database', {
 *   poolId: 'database',
 *   enterActions: { addProfiles: ['rack-a'] },
 * })
 * ```
 */
export class Pool extends pulumi.CustomResource {
  /** Type of the resource. */
  static readonly __pulumiType = 'drp:index:Pool'

  /** One line on what it is. */
  declare readonly description: pulumi.Output<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  declare readonly meta: pulumi.Output<{ [name: string]: string } | undefined>
  /** Id. Default: the name of the resource with a random end. */
  declare readonly poolId: pulumi.Output<string>
  /** What there is to know of it. Markdown. */
  declare readonly documentation: pulumi.Output<string | undefined>
  /** Pool that this one is a part of. */
  declare readonly parentPool: pulumi.Output<string | undefined>
  /** What happens to a machine that joins the pool. */
  declare readonly enterActions: pulumi.Output<outputs.PoolEnterActions | undefined>
  /** What happens to a machine that leaves the pool. */
  declare readonly exitActions: pulumi.Output<outputs.PoolExitActions | undefined>
  /** What happens to a machine that is claimed. */
  declare readonly allocateActions: pulumi.Output<outputs.PoolAllocateActions | undefined>
  /** What happens to a machine that is given back. */
  declare readonly releaseActions: pulumi.Output<outputs.PoolReleaseActions | undefined>
  /** How the pool keeps free machines in stock; kept and shown, and acted upon by what manages stock (DRP v4). */
  declare readonly autofill: pulumi.Output<outputs.PoolAutoFill | undefined>
  /** Take over a pool that is there already instead of failing. Default false. */
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
  constructor(name: string, args?: PoolArgs, opts?: pulumi.CustomResourceOptions) {
    super(Pool.__pulumiType, name, propertiesOf(shape, args, opts), optionsOf(shape, opts))
  }

  /**
   * Reads one that is there already, without looking after it.
   *
   * @param name name of the resource, unique in the program
   * @param id its id
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Pool {
    return new Pool(name, absent, { ...opts, id })
  }

  /** Whether a value is one, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is Pool {
    return isOf(value, Pool.__pulumiType)
  }
}

/** What `Pool` is to be. */
export interface PoolArgs {
  /** One line on what it is. */
  description?: pulumi.Input<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  meta?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** Id. Default: the name of the resource with a random end. */
  poolId?: pulumi.Input<string | undefined>
  /** What there is to know of it. Markdown. */
  documentation?: pulumi.Input<string | undefined>
  /** Pool that this one is a part of. */
  parentPool?: pulumi.Input<string | undefined>
  /** What happens to a machine that joins the pool. */
  enterActions?: pulumi.Input<inputs.PoolEnterActionsArgs | undefined>
  /** What happens to a machine that leaves the pool. */
  exitActions?: pulumi.Input<inputs.PoolExitActionsArgs | undefined>
  /** What happens to a machine that is claimed. */
  allocateActions?: pulumi.Input<inputs.PoolAllocateActionsArgs | undefined>
  /** What happens to a machine that is given back. */
  releaseActions?: pulumi.Input<inputs.PoolReleaseActionsArgs | undefined>
  /** How the pool keeps free machines in stock; kept and shown, and acted upon by what manages stock (DRP v4). */
  autofill?: pulumi.Input<inputs.PoolAutoFillArgs | undefined>
  /** Take over a pool that is there already instead of failing. Default false. */
  adoptExisting?: pulumi.Input<boolean | undefined>
  /** Fail, instead of only warning, when the object is not available after it was written. */
  requireAvailable?: pulumi.Input<boolean | undefined>
}
