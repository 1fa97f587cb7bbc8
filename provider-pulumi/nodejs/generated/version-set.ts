// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import type { Json } from './json.ts'
import type * as inputs from './types/inputs.ts'
import type * as outputs from './types/outputs.ts'
import { absent, isOf, optionsOf, propertiesOf, type Shape } from './resource.ts'

const shape: Shape = {
  inputs: ["description","meta","versionSetId","documentation","apply","drpVersion","drpuxVersion","components","plugins","prefs","files","global","adoptExisting","requireAvailable"],
  outputs: ["available","validated","errors","readOnly","bundle"],
  required: [],
  presets: {  },
  secrets: [],
}

/**
 * What the endpoints of a manager should run.
 *
 * ## Import
 *
 * An import names one by its key.
 */
export class VersionSet extends pulumi.CustomResource {
  /** Type of the resource. */
  static readonly __pulumiType = 'drp:index:VersionSet'

  /** One line on what it is. */
  declare readonly description: pulumi.Output<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  declare readonly meta: pulumi.Output<{ [name: string]: string } | undefined>
  /** Id. Default: the name of the resource with a random end. */
  declare readonly versionSetId: pulumi.Output<string>
  /** What there is to know of it. Markdown. */
  declare readonly documentation: pulumi.Output<string | undefined>
  /** Whether endpoints are brought to it by themselves. Default `false`. */
  declare readonly apply: pulumi.Output<boolean>
  /** Version of the server. */
  declare readonly drpVersion: pulumi.Output<string | undefined>
  /** Version of the console. */
  declare readonly drpuxVersion: pulumi.Output<string | undefined>
  /** Content packs and plugin providers. */
  declare readonly components: pulumi.Output<outputs.VersionSetComponent[] | undefined>
  /** Plugins, with their parameters. */
  declare readonly plugins: pulumi.Output<Json | undefined>
  /** Preferences by name. */
  declare readonly prefs: pulumi.Output<{ [name: string]: string } | undefined>
  /** Files to load. */
  declare readonly files: pulumi.Output<outputs.VersionSetFile[] | undefined>
  /** Parameters of the profile `global`. */
  declare readonly global: pulumi.Output<{ [name: string]: Json } | undefined>
  /** Take over a version_set that is there already instead of failing. Default false. */
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
  constructor(name: string, args?: VersionSetArgs, opts?: pulumi.CustomResourceOptions) {
    super(VersionSet.__pulumiType, name, propertiesOf(shape, args, opts), optionsOf(shape, opts))
  }

  /**
   * Reads one that is there already, without looking after it.
   *
   * @param name name of the resource, unique in the program
   * @param id its id
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): VersionSet {
    return new VersionSet(name, absent, { ...opts, id })
  }

  /** Whether a value is one, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is VersionSet {
    return isOf(value, VersionSet.__pulumiType)
  }
}

/** What `VersionSet` is to be. */
export interface VersionSetArgs {
  /** One line on what it is. */
  description?: pulumi.Input<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  meta?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** Id. Default: the name of the resource with a random end. */
  versionSetId?: pulumi.Input<string | undefined>
  /** What there is to know of it. Markdown. */
  documentation?: pulumi.Input<string | undefined>
  /** Whether endpoints are brought to it by themselves. Default `false`. */
  apply?: pulumi.Input<boolean | undefined>
  /** Version of the server. */
  drpVersion?: pulumi.Input<string | undefined>
  /** Version of the console. */
  drpuxVersion?: pulumi.Input<string | undefined>
  /** Content packs and plugin providers. */
  components?: pulumi.Input<pulumi.Input<inputs.VersionSetComponentArgs>[] | undefined>
  /** Plugins, with their parameters. */
  plugins?: pulumi.Input<unknown | undefined>
  /** Preferences by name. */
  prefs?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** Files to load. */
  files?: pulumi.Input<pulumi.Input<inputs.VersionSetFileArgs>[] | undefined>
  /** Parameters of the profile `global`. */
  global?: pulumi.Input<{ [name: string]: pulumi.Input<unknown> } | undefined>
  /** Take over a version_set that is there already instead of failing. Default false. */
  adoptExisting?: pulumi.Input<boolean | undefined>
  /** Fail, instead of only warning, when the object is not available after it was written. */
  requireAvailable?: pulumi.Input<boolean | undefined>
}
