// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import { absent, isOf, optionsOf, propertiesOf, type Shape } from './resource.ts'

const shape: Shape = {
  inputs: ["description","meta","itemId","type","name","actualVersion","version","contentType","source","shasum256","nojqSource","tip","hotFix","adoptExisting","requireAvailable"],
  outputs: ["available","validated","errors","readOnly","bundle"],
  required: ["itemId"],
  presets: {  },
  secrets: [],
}

/**
 * An item that a catalog offers for installation.
 *
 * ## Import
 *
 * An import names one by its key.
 */
export class CatalogItem extends pulumi.CustomResource {
  /** Type of the resource. */
  static readonly __pulumiType = 'drp:index:CatalogItem'

  /** One line on what it is. */
  declare readonly description: pulumi.Output<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  declare readonly meta: pulumi.Output<{ [name: string]: string } | undefined>
  /** Id. */
  declare readonly itemId: pulumi.Output<string>
  /** Kind of it, such as `contents`. */
  declare readonly type: pulumi.Output<string | undefined>
  /** Name. */
  declare readonly name: pulumi.Output<string | undefined>
  /** Version that it has in truth, where `version` is a word such as `stable`. */
  declare readonly actualVersion: pulumi.Output<string | undefined>
  /** Version. */
  declare readonly version: pulumi.Output<string | undefined>
  /** Kind of what it installs, such as `ContentPackage`. */
  declare readonly contentType: pulumi.Output<string | undefined>
  /** Where it can be had: a URL. */
  declare readonly source: pulumi.Output<string | undefined>
  /** SHA-256 digests by architecture. */
  declare readonly shasum256: pulumi.Output<{ [name: string]: string } | undefined>
  /** The same, as a shell can read it without `jq`. */
  declare readonly nojqSource: pulumi.Output<string | undefined>
  /** Whether it is a version in the making. Default `false`. */
  declare readonly tip: pulumi.Output<boolean>
  /** Whether it is a hot fix. Default `false`. */
  declare readonly hotFix: pulumi.Output<boolean>
  /** Take over a catalog_item that is there already instead of failing. Default false. */
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
  constructor(name: string, args: CatalogItemArgs, opts?: pulumi.CustomResourceOptions) {
    super(CatalogItem.__pulumiType, name, propertiesOf(shape, args, opts), optionsOf(shape, opts))
  }

  /**
   * Reads one that is there already, without looking after it.
   *
   * @param name name of the resource, unique in the program
   * @param id its id
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): CatalogItem {
    return new CatalogItem(name, absent, { ...opts, id })
  }

  /** Whether a value is one, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is CatalogItem {
    return isOf(value, CatalogItem.__pulumiType)
  }
}

/** What `CatalogItem` is to be. */
export interface CatalogItemArgs {
  /** One line on what it is. */
  description?: pulumi.Input<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  meta?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** Id. */
  itemId: pulumi.Input<string>
  /** Kind of it, such as `contents`. */
  type?: pulumi.Input<string | undefined>
  /** Name. */
  name?: pulumi.Input<string | undefined>
  /** Version that it has in truth, where `version` is a word such as `stable`. */
  actualVersion?: pulumi.Input<string | undefined>
  /** Version. */
  version?: pulumi.Input<string | undefined>
  /** Kind of what it installs, such as `ContentPackage`. */
  contentType?: pulumi.Input<string | undefined>
  /** Where it can be had: a URL. */
  source?: pulumi.Input<string | undefined>
  /** SHA-256 digests by architecture. */
  shasum256?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** The same, as a shell can read it without `jq`. */
  nojqSource?: pulumi.Input<string | undefined>
  /** Whether it is a version in the making. Default `false`. */
  tip?: pulumi.Input<boolean | undefined>
  /** Whether it is a hot fix. Default `false`. */
  hotFix?: pulumi.Input<boolean | undefined>
  /** Take over a catalog_item that is there already instead of failing. Default false. */
  adoptExisting?: pulumi.Input<boolean | undefined>
  /** Fail, instead of only warning, when the object is not available after it was written. */
  requireAvailable?: pulumi.Input<boolean | undefined>
}
