// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import { absent, isOf, optionsOf, propertiesOf, type Shape } from './resource.ts'

const shape: Shape = {
  inputs: ["description","meta","templateId","contents","adoptExisting","requireAvailable"],
  outputs: ["available","validated","errors","readOnly","bundle"],
  required: [],
  presets: {  },
  secrets: [],
}

/**
 * A named Go template that other templates include.
 *
 * ## Import
 *
 * An import names one by its key.
 */
export class Template extends pulumi.CustomResource {
  /** Type of the resource. */
  static readonly __pulumiType = 'drp:index:Template'

  /** One line on what it is. */
  declare readonly description: pulumi.Output<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  declare readonly meta: pulumi.Output<{ [name: string]: string } | undefined>
  /** Id. Default: the name of the resource with a random end. */
  declare readonly templateId: pulumi.Output<string>
  /** Text of the template. */
  declare readonly contents: pulumi.Output<string | undefined>
  /** Take over a template that is there already instead of failing. Default false. */
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
  constructor(name: string, args?: TemplateArgs, opts?: pulumi.CustomResourceOptions) {
    super(Template.__pulumiType, name, propertiesOf(shape, args, opts), optionsOf(shape, opts))
  }

  /**
   * Reads one that is there already, without looking after it.
   *
   * @param name name of the resource, unique in the program
   * @param id its id
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Template {
    return new Template(name, absent, { ...opts, id })
  }

  /** Whether a value is one, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is Template {
    return isOf(value, Template.__pulumiType)
  }
}

/** What `Template` is to be. */
export interface TemplateArgs {
  /** One line on what it is. */
  description?: pulumi.Input<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  meta?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** Id. Default: the name of the resource with a random end. */
  templateId?: pulumi.Input<string | undefined>
  /** Text of the template. */
  contents?: pulumi.Input<string | undefined>
  /** Take over a template that is there already instead of failing. Default false. */
  adoptExisting?: pulumi.Input<boolean | undefined>
  /** Fail, instead of only warning, when the object is not available after it was written. */
  requireAvailable?: pulumi.Input<boolean | undefined>
}
