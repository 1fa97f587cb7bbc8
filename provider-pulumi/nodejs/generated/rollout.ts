// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import { absent, isOf, optionsOf, propertiesOf, type Shape } from './resource.ts'

const shape: Shape = {
  inputs: ["description","meta","name","documentation","workflow","pool","filter","claimed","redeployClaimed","canary","askAfterCanary","waveSize","wavePause","maxFailures","timeout","schedule","window","adoptExisting","requireAvailable"],
  outputs: ["available","validated","errors","readOnly","bundle"],
  required: [],
  presets: {  },
  secrets: [],
}

/**
 * A workflow that goes over many machines in waves, once or by a schedule. It begins when it is created, or by its schedule; how far it is, the data source of the same name tells.
 *
 * ## Import
 *
 * An import names one by its key.
 */
export class Rollout extends pulumi.CustomResource {
  /** Type of the resource. */
  static readonly __pulumiType = 'drp:index:Rollout'

  /** One line on what it is. */
  declare readonly description: pulumi.Output<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  declare readonly meta: pulumi.Output<{ [name: string]: string } | undefined>
  /** Name. Default: the name of the resource with a random end. */
  declare readonly name: pulumi.Output<string>
  /** What there is to know of it. Markdown. */
  declare readonly documentation: pulumi.Output<string | undefined>
  /** Workflow that the machines run; empty: each runs its own anew, from the start. */
  declare readonly workflow: pulumi.Output<string | undefined>
  /** Pool whose machines it goes over; empty for those of every pool. */
  declare readonly pool: pulumi.Output<string | undefined>
  /** Filters of machines, as in lists: `Arch=amd64`, `location/rack=Eq(7)`. All have to fit; none fits every machine. */
  declare readonly filter: pulumi.Output<string[] | undefined>
  /** What is done with claimed machines: `skip` them, go over those whose owner `allowed` it (param `rollout/allowed`), or over `all`. Default `allowed`. */
  declare readonly claimed: pulumi.Output<string>
  /** Claimed machines run their own workflow anew, in place, instead of `Workflow`. Default `false`. */
  declare readonly redeployClaimed: pulumi.Output<boolean>
  /** Machines of the first wave; 0 for a first wave like the others. Default `0`. */
  declare readonly canary: pulumi.Output<number>
  /** Pauses when the first wave has ended well, until somebody resumes it. Default `false`. */
  declare readonly askAfterCanary: pulumi.Output<boolean>
  /** Machines of a wave: a number, or a share of all such as `10%`. Default `10%`. */
  declare readonly waveSize: pulumi.Output<string>
  /** Time between the end of a wave and the next one: `30s`, `10m`, `1h30m`, `2d`. Default `0s`. */
  declare readonly wavePause: pulumi.Output<string>
  /** Machines that may fail before it stops: a number, or a share of all such as `5%`. Default `0`. */
  declare readonly maxFailures: pulumi.Output<string>
  /** Time a machine may take; one that takes longer has failed. Default `4h`. */
  declare readonly timeout: pulumi.Output<string>
  /** When it begins by itself, again and again: `every 7 days`, or a cron expression in UTC such as `0 2 * 6`. */
  declare readonly schedule: pulumi.Output<string | undefined>
  /** Time after the begin of a pass in which machines may begin; empty for no end. */
  declare readonly window: pulumi.Output<string | undefined>
  /** Take over a rollout that is there already instead of failing. Default false. */
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
  constructor(name: string, args?: RolloutArgs, opts?: pulumi.CustomResourceOptions) {
    super(Rollout.__pulumiType, name, propertiesOf(shape, args, opts), optionsOf(shape, opts))
  }

  /**
   * Reads one that is there already, without looking after it.
   *
   * @param name name of the resource, unique in the program
   * @param id its id
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Rollout {
    return new Rollout(name, absent, { ...opts, id })
  }

  /** Whether a value is one, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is Rollout {
    return isOf(value, Rollout.__pulumiType)
  }
}

/** What `Rollout` is to be. */
export interface RolloutArgs {
  /** One line on what it is. */
  description?: pulumi.Input<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  meta?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** Name. Default: the name of the resource with a random end. */
  name?: pulumi.Input<string | undefined>
  /** What there is to know of it. Markdown. */
  documentation?: pulumi.Input<string | undefined>
  /** Workflow that the machines run; empty: each runs its own anew, from the start. */
  workflow?: pulumi.Input<string | undefined>
  /** Pool whose machines it goes over; empty for those of every pool. */
  pool?: pulumi.Input<string | undefined>
  /** Filters of machines, as in lists: `Arch=amd64`, `location/rack=Eq(7)`. All have to fit; none fits every machine. */
  filter?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** What is done with claimed machines: `skip` them, go over those whose owner `allowed` it (param `rollout/allowed`), or over `all`. Default `allowed`. */
  claimed?: pulumi.Input<string | undefined>
  /** Claimed machines run their own workflow anew, in place, instead of `Workflow`. Default `false`. */
  redeployClaimed?: pulumi.Input<boolean | undefined>
  /** Machines of the first wave; 0 for a first wave like the others. Default `0`. */
  canary?: pulumi.Input<number | undefined>
  /** Pauses when the first wave has ended well, until somebody resumes it. Default `false`. */
  askAfterCanary?: pulumi.Input<boolean | undefined>
  /** Machines of a wave: a number, or a share of all such as `10%`. Default `10%`. */
  waveSize?: pulumi.Input<string | undefined>
  /** Time between the end of a wave and the next one: `30s`, `10m`, `1h30m`, `2d`. Default `0s`. */
  wavePause?: pulumi.Input<string | undefined>
  /** Machines that may fail before it stops: a number, or a share of all such as `5%`. Default `0`. */
  maxFailures?: pulumi.Input<string | undefined>
  /** Time a machine may take; one that takes longer has failed. Default `4h`. */
  timeout?: pulumi.Input<string | undefined>
  /** When it begins by itself, again and again: `every 7 days`, or a cron expression in UTC such as `0 2 * 6`. */
  schedule?: pulumi.Input<string | undefined>
  /** Time after the begin of a pass in which machines may begin; empty for no end. */
  window?: pulumi.Input<string | undefined>
  /** Take over a rollout that is there already instead of failing. Default false. */
  adoptExisting?: pulumi.Input<boolean | undefined>
  /** Fail, instead of only warning, when the object is not available after it was written. */
  requireAvailable?: pulumi.Input<boolean | undefined>
}
