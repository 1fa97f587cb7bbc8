// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import type { Json } from './json.ts'
import type * as inputs from './types/inputs.ts'
import type * as outputs from './types/outputs.ts'
import { absent, isOf, optionsOf, propertiesOf, type Shape } from './resource.ts'

const shape: Shape = {
  inputs: ["description","meta","name","documentation","templates","requiredParams","optionalParams","bootEnv","tasks","profiles","params","reboot","runnerWait","secretParams","adoptExisting","requireAvailable"],
  outputs: ["available","validated","errors","readOnly","bundle"],
  required: [],
  presets: {  },
  secrets: ["secretParams"],
}

/**
 * A step of a workflow: tasks to run, in a boot environment.
 *
 * ## Import
 *
 * An import names one by its key.
 */
export class Stage extends pulumi.CustomResource {
  /** Type of the resource. */
  static readonly __pulumiType = 'drp:index:Stage'

  /** One line on what it is. */
  declare readonly description: pulumi.Output<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  declare readonly meta: pulumi.Output<{ [name: string]: string } | undefined>
  /** Name. Default: the name of the resource with a random end. */
  declare readonly name: pulumi.Output<string>
  /** What there is to know of it. Markdown. */
  declare readonly documentation: pulumi.Output<string | undefined>
  /** Files and scripts to render. */
  declare readonly templates: pulumi.Output<outputs.StageTemplate[] | undefined>
  /** Parameters that must be set where it is used. */
  declare readonly requiredParams: pulumi.Output<string[] | undefined>
  /** Parameters that it uses when they are set. */
  declare readonly optionalParams: pulumi.Output<string[] | undefined>
  /** Boot environment of the stage; empty keeps the current one. */
  declare readonly bootEnv: pulumi.Output<string | undefined>
  /** Tasks in order. */
  declare readonly tasks: pulumi.Output<string[] | undefined>
  /** Profiles whose params machines in the stage see. */
  declare readonly profiles: pulumi.Output<string[] | undefined>
  /** Parameters by name, with values of any type. Only those given are looked after; others may add theirs. */
  declare readonly params: pulumi.Output<{ [name: string]: Json } | undefined>
  /** Reboot on entry when the machine has no workflow. Default `false`. */
  declare readonly reboot: pulumi.Output<boolean>
  /** Obsolete; always true. Default `true`. */
  declare readonly runnerWait: pulumi.Output<boolean>
  /** Parameters that are secret, by name, sealed on the server. Only those given are looked after. */
  declare readonly secretParams: pulumi.Output<{ [name: string]: Json } | undefined>
  /** Take over a stage that is there already instead of failing. Default false. */
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
  constructor(name: string, args?: StageArgs, opts?: pulumi.CustomResourceOptions) {
    super(Stage.__pulumiType, name, propertiesOf(shape, args, opts), optionsOf(shape, opts))
  }

  /**
   * Reads one that is there already, without looking after it.
   *
   * @param name name of the resource, unique in the program
   * @param id its id
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Stage {
    return new Stage(name, absent, { ...opts, id })
  }

  /** Whether a value is one, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is Stage {
    return isOf(value, Stage.__pulumiType)
  }
}

/** What `Stage` is to be. */
export interface StageArgs {
  /** One line on what it is. */
  description?: pulumi.Input<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  meta?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** Name. Default: the name of the resource with a random end. */
  name?: pulumi.Input<string | undefined>
  /** What there is to know of it. Markdown. */
  documentation?: pulumi.Input<string | undefined>
  /** Files and scripts to render. */
  templates?: pulumi.Input<pulumi.Input<inputs.StageTemplateArgs>[] | undefined>
  /** Parameters that must be set where it is used. */
  requiredParams?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Parameters that it uses when they are set. */
  optionalParams?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Boot environment of the stage; empty keeps the current one. */
  bootEnv?: pulumi.Input<string | undefined>
  /** Tasks in order. */
  tasks?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Profiles whose params machines in the stage see. */
  profiles?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Parameters by name, with values of any type. Only those given are looked after; others may add theirs. */
  params?: pulumi.Input<{ [name: string]: pulumi.Input<unknown> } | undefined>
  /** Reboot on entry when the machine has no workflow. Default `false`. */
  reboot?: pulumi.Input<boolean | undefined>
  /** Obsolete; always true. Default `true`. */
  runnerWait?: pulumi.Input<boolean | undefined>
  /** Parameters that are secret, by name, sealed on the server. Only those given are looked after. */
  secretParams?: pulumi.Input<{ [name: string]: pulumi.Input<unknown> } | undefined>
  /** Take over a stage that is there already instead of failing. Default false. */
  adoptExisting?: pulumi.Input<boolean | undefined>
  /** Fail, instead of only warning, when the object is not available after it was written. */
  requireAvailable?: pulumi.Input<boolean | undefined>
}
