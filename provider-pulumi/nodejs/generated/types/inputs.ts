// Made from schema.json by scripts/generate.ts; changes here are lost.
import type * as pulumi from '@pulumi/pulumi'
import type * as enums from './enums.ts'
import type * as inputs from './inputs.ts'

/** Part of an object: boot env os. */
export interface BootEnvOSArgs {
  /** Name. */
  name?: pulumi.Input<string | undefined>
  /** Family, such as `debian`. */
  family?: pulumi.Input<string | undefined>
  /** Code name of the release. */
  codename?: pulumi.Input<string | undefined>
  /** Version. */
  version?: pulumi.Input<string | undefined>
  /** Name of the ISO file. */
  isoFile?: pulumi.Input<string | undefined>
  /** SHA-256 of the ISO file, in hex. */
  isoSha256?: pulumi.Input<string | undefined>
  /** Where the ISO file can be had. */
  isoUrl?: pulumi.Input<string | undefined>
  /** What each architecture boots from, by its name, such as `x86_64`. */
  supportedArchitectures?: pulumi.Input<{ [name: string]: pulumi.Input<inputs.BootEnvOSSupportedArchitectureArgs> } | undefined>
}

/** Part of an object: boot env ossupported architecture. */
export interface BootEnvOSSupportedArchitectureArgs {
  /** Name of the ISO file. */
  isoFile?: pulumi.Input<string | undefined>
  /** SHA-256 of the ISO file, in hex. */
  sha256?: pulumi.Input<string | undefined>
  /** Where the ISO file can be had. */
  isoUrl?: pulumi.Input<string | undefined>
  /** Kernel, a path below the operating system's file tree. */
  kernel?: pulumi.Input<string | undefined>
  /** Initial RAM disks, paths below the operating system's file tree. */
  initrds?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Template of the kernel command line. */
  bootParams?: pulumi.Input<string | undefined>
  /** Boot loader. */
  loader?: pulumi.Input<string | undefined>
}

/** Part of an object: boot env template. */
export interface BootEnvTemplateArgs {
  /** Name within its owner, required. */
  name: pulumi.Input<string>
  /** Template of the path it is served at; empty in a task means an executable script. */
  path?: pulumi.Input<string | undefined>
  /** Template object that gives the contents; used when `Contents` is empty. */
  templateId?: pulumi.Input<string | undefined>
  /** Inline contents. */
  contents?: pulumi.Input<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  meta?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** Serve this existing file instead of rendering anything. */
  link?: pulumi.Input<string | undefined>
}

/** Keeps machines of a group apart: no two have the same value of a parameter. */
export interface MachineAntiAffinityArgs {
  /** Parameter that tells places apart, such as `rack`. */
  param: pulumi.Input<string>
  /** Name of the group. */
  group: pulumi.Input<string>
}

/** What a machine must have to be claimed. */
export interface MachineConstraintsArgs {
  /** Least number of processor threads. */
  minCpu?: pulumi.Input<number | undefined>
  /** Least memory in GiB; 1/16 less is enough, for what the firmware keeps for itself. */
  minMemoryGib?: pulumi.Input<number | undefined>
  /** Least size of the largest fixed disk, in GB (10^9 bytes). */
  minDiskGb?: pulumi.Input<number | undefined>
  /** Least number of fixed disks. */
  minDisks?: pulumi.Input<number | undefined>
  /** Architecture, such as `amd64`. */
  arch?: pulumi.Input<string | undefined>
  /** Texts that must all stand in the list that the parameter `tags` holds. */
  tags?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Profiles that the machine must have already. */
  profiles?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Value of the parameter `zone`. */
  zone?: pulumi.Input<string | undefined>
  /** Maker of the machine, as its firmware tells it. */
  vendor?: pulumi.Input<string | undefined>
  /** Model of the machine, as its firmware tells it. */
  model?: pulumi.Input<string | undefined>
  /** Parameters with the values that they must have. */
  params?: pulumi.Input<{ [name: string]: pulumi.Input<unknown> } | undefined>
}

/** What happens to a machine when it is given back. */
export interface MachineOnReleaseArgs {
  /** Workflow to run; the same as `deallocateWorkflow`. */
  workflow?: pulumi.Input<string | undefined>
  /** Profiles to put on it. */
  addProfiles?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Parameters to set on it. */
  addParameters?: pulumi.Input<{ [name: string]: pulumi.Input<unknown> } | undefined>
  /** Profiles to take off, besides those of the claim. */
  removeProfiles?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Parameters to take off, besides those of the claim. */
  removeParameters?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** What happens to its power. Default `none`. */
  power?: pulumi.Input<enums.ReleasePower | undefined>
  /** Wait until it is free. Default true. */
  wait?: pulumi.Input<boolean | undefined>
  /** Give it back also in a state in which the server refuses it otherwise. Default false. */
  force?: pulumi.Input<boolean | undefined>
  /** When the machine cannot be cleaned, let nobody have it (parameter `claim/quarantine`) and drop it from the state, instead of failing. Default false. */
  quarantineOnFailure?: pulumi.Input<boolean | undefined>
}

/** Part of an object: pool allocate actions. */
export interface PoolAllocateActionsArgs {
  /** Workflow to run. */
  workflow?: pulumi.Input<string | undefined>
  /** Profiles to add. */
  addProfiles?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Parameters to set, with values of any type. */
  addParameters?: pulumi.Input<{ [name: string]: pulumi.Input<unknown> } | undefined>
  /** Profiles to take off. */
  removeProfiles?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Parameters to take off. */
  removeParameters?: pulumi.Input<pulumi.Input<string>[] | undefined>
}

/** Part of an object: pool auto fill. */
export interface PoolAutoFillArgs {
  /** Whether the pool is filled and emptied by itself. */
  useAutofill?: pulumi.Input<boolean | undefined>
  /** Below so many free machines, more are taken in. */
  minFree?: pulumi.Input<number | undefined>
  /** Above so many free machines, some are given away; 0 for any number. */
  maxFree?: pulumi.Input<number | undefined>
  /** Parameters of machines that are made to fill the pool, with values of any type. */
  createParameters?: pulumi.Input<{ [name: string]: pulumi.Input<unknown> } | undefined>
  /** Pool that machines are taken from; empty to make new ones. */
  acquirePool?: pulumi.Input<string | undefined>
  /** Pool that surplus machines go to. */
  returnPool?: pulumi.Input<string | undefined>
}

/** Part of an object: pool enter actions. */
export interface PoolEnterActionsArgs {
  /** Workflow to run. */
  workflow?: pulumi.Input<string | undefined>
  /** Profiles to add. */
  addProfiles?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Parameters to set, with values of any type. */
  addParameters?: pulumi.Input<{ [name: string]: pulumi.Input<unknown> } | undefined>
  /** Profiles to take off. */
  removeProfiles?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Parameters to take off. */
  removeParameters?: pulumi.Input<pulumi.Input<string>[] | undefined>
}

/** Part of an object: pool exit actions. */
export interface PoolExitActionsArgs {
  /** Workflow to run. */
  workflow?: pulumi.Input<string | undefined>
  /** Profiles to add. */
  addProfiles?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Parameters to set, with values of any type. */
  addParameters?: pulumi.Input<{ [name: string]: pulumi.Input<unknown> } | undefined>
  /** Profiles to take off. */
  removeProfiles?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Parameters to take off. */
  removeParameters?: pulumi.Input<pulumi.Input<string>[] | undefined>
}

/** Part of an object: pool release actions. */
export interface PoolReleaseActionsArgs {
  /** Workflow to run. */
  workflow?: pulumi.Input<string | undefined>
  /** Profiles to add. */
  addProfiles?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Parameters to set, with values of any type. */
  addParameters?: pulumi.Input<{ [name: string]: pulumi.Input<unknown> } | undefined>
  /** Profiles to take off. */
  removeProfiles?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Parameters to take off. */
  removeParameters?: pulumi.Input<pulumi.Input<string>[] | undefined>
}

/** Part of an object: reservation option. */
export interface ReservationOptionArgs {
  /** Number of the option. */
  code: pulumi.Input<number>
  /** Value of the option; a template. */
  value?: pulumi.Input<string | undefined>
}

/** Part of an object: role claim. */
export interface RoleClaimArgs {
  /** Kinds of objects, a comma list or `*`. */
  scope: pulumi.Input<string>
  /** Actions, a comma list or `*`. */
  action: pulumi.Input<string>
  /** Keys of objects, or `*`. */
  specific: pulumi.Input<string>
}

/** Part of an object: stage template. */
export interface StageTemplateArgs {
  /** Name within its owner, required. */
  name: pulumi.Input<string>
  /** Template of the path it is served at; empty in a task means an executable script. */
  path?: pulumi.Input<string | undefined>
  /** Template object that gives the contents; used when `Contents` is empty. */
  templateId?: pulumi.Input<string | undefined>
  /** Inline contents. */
  contents?: pulumi.Input<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  meta?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** Serve this existing file instead of rendering anything. */
  link?: pulumi.Input<string | undefined>
}

/** Part of an object: subnet option. */
export interface SubnetOptionArgs {
  /** Number of the option. */
  code: pulumi.Input<number>
  /** Value of the option; a template. */
  value?: pulumi.Input<string | undefined>
}

/** Part of an object: task extra claim. */
export interface TaskExtraClaimArgs {
  /** Kinds of objects, a comma list or `*`. */
  scope: pulumi.Input<string>
  /** Actions, a comma list or `*`. */
  action: pulumi.Input<string>
  /** Keys of objects, or `*`. */
  specific: pulumi.Input<string>
}

/** Part of an object: task template. */
export interface TaskTemplateArgs {
  /** Name within its owner, required. */
  name: pulumi.Input<string>
  /** Template of the path it is served at; empty in a task means an executable script. */
  path?: pulumi.Input<string | undefined>
  /** Template object that gives the contents; used when `Contents` is empty. */
  templateId?: pulumi.Input<string | undefined>
  /** Inline contents. */
  contents?: pulumi.Input<string | undefined>
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  meta?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** Serve this existing file instead of rendering anything. */
  link?: pulumi.Input<string | undefined>
}

/** Part of an object: version set component. */
export interface VersionSetComponentArgs {
  /** Kind of it, such as `contents`. */
  type?: pulumi.Input<string | undefined>
  /** Version. */
  version?: pulumi.Input<string | undefined>
  /** Name. */
  name?: pulumi.Input<string | undefined>
  /** Version that it has in truth, where `version` is a word such as `stable`. */
  actualVersion?: pulumi.Input<string | undefined>
}

/** Part of an object: version set file. */
export interface VersionSetFileArgs {
  /** Path of the file. */
  path?: pulumi.Input<string | undefined>
  /** SHA-256 of the file, in hex. */
  sha256Sum?: pulumi.Input<string | undefined>
  /** Where it can be had: a URL. */
  source?: pulumi.Input<string | undefined>
  /** Whether to unpack the file. */
  explode?: pulumi.Input<boolean | undefined>
}
