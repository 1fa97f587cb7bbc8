// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import type * as inputs from './types/inputs.ts'
import type * as outputs from './types/outputs.ts'
import { absent, isOf, optionsOf, propertiesOf, type Shape } from './resource.ts'

const shape: Shape = {
  inputs: ["description","meta","name","documentation","os","templates","kernel","initrds","bootParams","requiredParams","optionalParams","onlyUnknown","loaders","adoptExisting","requireAvailable"],
  outputs: ["available","validated","errors","readOnly","bundle"],
  required: [],
  presets: {  },
  secrets: [],
}

/**
 * A boot environment: what a machine boots over the network, and the files rendered for it.
 *
 * ## Import
 *
 * An import names one by its key.
 */
export class BootEnv extends pulumi.CustomResource {
  /** Type of the resource. */
  static readonly __pulumiType = 'drp:index:BootEnv'

  /** One line on what it is. */
  declare readonly description: pulumi.Output<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  declare readonly meta: pulumi.Output<{ [name: string]: string } | undefined>
  /** Name. Default: the name of the resource with a random end. */
  declare readonly name: pulumi.Output<string>
  /** What there is to know of it. Markdown. */
  declare readonly documentation: pulumi.Output<string | undefined>
  /** Operating system that it boots or installs. */
  declare readonly os: pulumi.Output<outputs.BootEnvOS | undefined>
  /** Files rendered for each machine in the bootenv; each needs a `Path`. */
  declare readonly templates: pulumi.Output<outputs.BootEnvTemplate[] | undefined>
  /** Kernel, a path below the operating system's file tree; empty means no network boot. */
  declare readonly kernel: pulumi.Output<string | undefined>
  /** Initial RAM disks, paths below the operating system's file tree. */
  declare readonly initrds: pulumi.Output<string[] | undefined>
  /** Template of the kernel command line. */
  declare readonly bootParams: pulumi.Output<string | undefined>
  /** Parameters that must be set where it is used. */
  declare readonly requiredParams: pulumi.Output<string[] | undefined>
  /** Parameters that it uses when they are set. */
  declare readonly optionalParams: pulumi.Output<string[] | undefined>
  /** Only for machines the server does not know. Default `false`. */
  declare readonly onlyUnknown: pulumi.Output<boolean>
  /** Boot loader by architecture key, such as `amd64-uefi`. */
  declare readonly loaders: pulumi.Output<{ [name: string]: string } | undefined>
  /** Take over a bootenv that is there already instead of failing. Default false. */
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
  constructor(name: string, args?: BootEnvArgs, opts?: pulumi.CustomResourceOptions) {
    super(BootEnv.__pulumiType, name, propertiesOf(shape, args, opts), optionsOf(shape, opts))
  }

  /**
   * Reads one that is there already, without looking after it.
   *
   * @param name name of the resource, unique in the program
   * @param id its id
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): BootEnv {
    return new BootEnv(name, absent, { ...opts, id })
  }

  /** Whether a value is one, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is BootEnv {
    return isOf(value, BootEnv.__pulumiType)
  }
}

/** What `BootEnv` is to be. */
export interface BootEnvArgs {
  /** One line on what it is. */
  description?: pulumi.Input<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  meta?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** Name. Default: the name of the resource with a random end. */
  name?: pulumi.Input<string | undefined>
  /** What there is to know of it. Markdown. */
  documentation?: pulumi.Input<string | undefined>
  /** Operating system that it boots or installs. */
  os?: pulumi.Input<inputs.BootEnvOSArgs | undefined>
  /** Files rendered for each machine in the bootenv; each needs a `Path`. */
  templates?: pulumi.Input<pulumi.Input<inputs.BootEnvTemplateArgs>[] | undefined>
  /** Kernel, a path below the operating system's file tree; empty means no network boot. */
  kernel?: pulumi.Input<string | undefined>
  /** Initial RAM disks, paths below the operating system's file tree. */
  initrds?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Template of the kernel command line. */
  bootParams?: pulumi.Input<string | undefined>
  /** Parameters that must be set where it is used. */
  requiredParams?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Parameters that it uses when they are set. */
  optionalParams?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Only for machines the server does not know. Default `false`. */
  onlyUnknown?: pulumi.Input<boolean | undefined>
  /** Boot loader by architecture key, such as `amd64-uefi`. */
  loaders?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** Take over a bootenv that is there already instead of failing. Default false. */
  adoptExisting?: pulumi.Input<boolean | undefined>
  /** Fail, instead of only warning, when the object is not available after it was written. */
  requireAvailable?: pulumi.Input<boolean | undefined>
}
