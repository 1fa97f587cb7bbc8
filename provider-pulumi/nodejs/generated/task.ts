// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import type * as inputs from './types/inputs.ts'
import type * as outputs from './types/outputs.ts'
import { absent, isOf, optionsOf, propertiesOf, type Shape } from './resource.ts'

const shape: Shape = {
  inputs: ["description","meta","name","documentation","templates","requiredParams","optionalParams","prerequisites","extraRoles","extraClaims","adoptExisting","requireAvailable"],
  outputs: ["available","validated","errors","readOnly","bundle"],
  required: [],
  presets: {  },
  secrets: [],
}

/**
 * Scripts and files that an agent runs and writes as one job.
 *
 * ## Import
 *
 * An import names one by its key.
 */
export class Task extends pulumi.CustomResource {
  /** Type of the resource. */
  static readonly __pulumiType = 'drp:index:Task'

  /** One line on what it is. */
  declare readonly description: pulumi.Output<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  declare readonly meta: pulumi.Output<{ [name: string]: string } | undefined>
  /** Name. Default: the name of the resource with a random end. */
  declare readonly name: pulumi.Output<string>
  /** What there is to know of it. Markdown. */
  declare readonly documentation: pulumi.Output<string | undefined>
  /** Files and scripts to render. */
  declare readonly templates: pulumi.Output<outputs.TaskTemplate[] | undefined>
  /** Parameters that must be set where it is used. */
  declare readonly requiredParams: pulumi.Output<string[] | undefined>
  /** Parameters that it uses when they are set. */
  declare readonly optionalParams: pulumi.Output<string[] | undefined>
  /** Tasks put before this one, recursively, once per stage. */
  declare readonly prerequisites: pulumi.Output<string[] | undefined>
  /** Roles whose claims the token of a job of this task has besides the machine's. */
  declare readonly extraRoles: pulumi.Output<string[] | undefined>
  /** Claims the token of a job of this task has besides the machine's. */
  declare readonly extraClaims: pulumi.Output<outputs.TaskExtraClaim[] | undefined>
  /** Take over a task that is there already instead of failing. Default false. */
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
  constructor(name: string, args?: TaskArgs, opts?: pulumi.CustomResourceOptions) {
    super(Task.__pulumiType, name, propertiesOf(shape, args, opts), optionsOf(shape, opts))
  }

  /**
   * Reads one that is there already, without looking after it.
   *
   * @param name name of the resource, unique in the program
   * @param id its id
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Task {
    return new Task(name, absent, { ...opts, id })
  }

  /** Whether a value is one, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is Task {
    return isOf(value, Task.__pulumiType)
  }
}

/** What `Task` is to be. */
export interface TaskArgs {
  /** One line on what it is. */
  description?: pulumi.Input<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  meta?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** Name. Default: the name of the resource with a random end. */
  name?: pulumi.Input<string | undefined>
  /** What there is to know of it. Markdown. */
  documentation?: pulumi.Input<string | undefined>
  /** Files and scripts to render. */
  templates?: pulumi.Input<pulumi.Input<inputs.TaskTemplateArgs>[] | undefined>
  /** Parameters that must be set where it is used. */
  requiredParams?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Parameters that it uses when they are set. */
  optionalParams?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Tasks put before this one, recursively, once per stage. */
  prerequisites?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Roles whose claims the token of a job of this task has besides the machine's. */
  extraRoles?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Claims the token of a job of this task has besides the machine's. */
  extraClaims?: pulumi.Input<pulumi.Input<inputs.TaskExtraClaimArgs>[] | undefined>
  /** Take over a task that is there already instead of failing. Default false. */
  adoptExisting?: pulumi.Input<boolean | undefined>
  /** Fail, instead of only warning, when the object is not available after it was written. */
  requireAvailable?: pulumi.Input<boolean | undefined>
}
