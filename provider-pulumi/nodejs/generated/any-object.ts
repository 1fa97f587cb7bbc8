// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import type { Json } from './json.ts'
import { absent, isOf, optionsOf, propertiesOf, type Shape } from './resource.ts'

const shape: Shape = {
  inputs: ["prefix","object","ignoreFields"],
  outputs: ["key"],
  required: ["prefix","object"],
  presets: {  },
  secrets: [],
}

/**
 * An object of any kind, by the path of the kind in the API: for kinds that have no resource of their own, such as those of a plugin.
 *
 * ## Import
 *
 * An import names one by `prefix/key`.
 */
export class AnyObject extends pulumi.CustomResource {
  /** Type of the resource. */
  static readonly __pulumiType = 'drp:index:AnyObject'

  /** Path of the kind in the API, such as `blueprints`. */
  declare readonly prefix: pulumi.Output<string>
  /** The object, by the names of the API. Only the fields given are looked after. A change of its key makes a new one. */
  declare readonly object: pulumi.Output<Json>
  /** Fields of `object` whose changes on the server are no drift. */
  declare readonly ignoreFields: pulumi.Output<string[] | undefined>
  /** Key of the object. */
  declare readonly key: pulumi.Output<string>

  /**
   * @param name name of the resource, unique in the program
   * @param args what it is to be
   * @param opts how Pulumi treats it
   */
  constructor(name: string, args: AnyObjectArgs, opts?: pulumi.CustomResourceOptions) {
    super(AnyObject.__pulumiType, name, propertiesOf(shape, args, opts), optionsOf(shape, opts))
  }

  /**
   * Reads one that is there already, without looking after it.
   *
   * @param name name of the resource, unique in the program
   * @param id its id
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): AnyObject {
    return new AnyObject(name, absent, { ...opts, id })
  }

  /** Whether a value is one, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is AnyObject {
    return isOf(value, AnyObject.__pulumiType)
  }
}

/** What `AnyObject` is to be. */
export interface AnyObjectArgs {
  /** Path of the kind in the API, such as `blueprints`. */
  prefix: pulumi.Input<string>
  /** The object, by the names of the API. Only the fields given are looked after. A change of its key makes a new one. */
  object: pulumi.Input<unknown>
  /** Fields of `object` whose changes on the server are no drift. */
  ignoreFields?: pulumi.Input<pulumi.Input<string>[] | undefined>
}
