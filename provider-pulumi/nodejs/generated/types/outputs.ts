// Made from schema.json by scripts/generate.ts; changes here are lost.
import type { Json } from '../json.ts'
import type * as enums from './enums.ts'
import type * as outputs from './outputs.ts'

/** Part of an object: boot env os. */
export interface BootEnvOS {
  /** Name. */
  readonly name?: string | undefined
  /** Family, such as `debian`. */
  readonly family?: string | undefined
  /** Code name of the release. */
  readonly codename?: string | undefined
  /** Version. */
  readonly version?: string | undefined
  /** Name of the ISO file. */
  readonly isoFile?: string | undefined
  /** SHA-256 of the ISO file, in hex. */
  readonly isoSha256?: string | undefined
  /** Where the ISO file can be had. */
  readonly isoUrl?: string | undefined
  /** What each architecture boots from, by its name, such as `x86_64`. */
  readonly supportedArchitectures?: { [name: string]: outputs.BootEnvOSSupportedArchitecture } | undefined
}

/** Part of an object: boot env ossupported architecture. */
export interface BootEnvOSSupportedArchitecture {
  /** Name of the ISO file. */
  readonly isoFile?: string | undefined
  /** SHA-256 of the ISO file, in hex. */
  readonly sha256?: string | undefined
  /** Where the ISO file can be had. */
  readonly isoUrl?: string | undefined
  /** Kernel, a path below the operating system's file tree. */
  readonly kernel?: string | undefined
  /** Initial RAM disks, paths below the operating system's file tree. */
  readonly initrds?: string[] | undefined
  /** Template of the kernel command line. */
  readonly bootParams?: string | undefined
  /** Boot loader. */
  readonly loader?: string | undefined
}

/** Part of an object: boot env template. */
export interface BootEnvTemplate {
  /** Name within its owner, required. */
  readonly name: string
  /** Template of the path it is served at; empty in a task means an executable script. */
  readonly path?: string | undefined
  /** Template object that gives the contents; used when `Contents` is empty. */
  readonly templateId?: string | undefined
  /** Inline contents. */
  readonly contents?: string | undefined
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  readonly meta?: { [name: string]: string } | undefined
  /** Serve this existing file instead of rendering anything. */
  readonly link?: string | undefined
}

/** Keeps machines of a group apart: no two have the same value of a parameter. */
export interface MachineAntiAffinity {
  /** Parameter that tells places apart, such as `rack`. */
  readonly param: string
  /** Name of the group. */
  readonly group: string
}

/** What a machine must have to be claimed. */
export interface MachineConstraints {
  /** Least number of processor threads. */
  readonly minCpu?: number | undefined
  /** Least memory in GiB; 1/16 less is enough, for what the firmware keeps for itself. */
  readonly minMemoryGib?: number | undefined
  /** Least size of the largest fixed disk, in GB (10^9 bytes). */
  readonly minDiskGb?: number | undefined
  /** Least number of fixed disks. */
  readonly minDisks?: number | undefined
  /** Architecture, such as `amd64`. */
  readonly arch?: string | undefined
  /** Texts that must all stand in the list that the parameter `tags` holds. */
  readonly tags?: string[] | undefined
  /** Profiles that the machine must have already. */
  readonly profiles?: string[] | undefined
  /** Value of the parameter `zone`. */
  readonly zone?: string | undefined
  /** Maker of the machine, as its firmware tells it. */
  readonly vendor?: string | undefined
  /** Model of the machine, as its firmware tells it. */
  readonly model?: string | undefined
  /** Parameters with the values that they must have. */
  readonly params?: { [name: string]: Json } | undefined
}

/** A disk of a machine. */
export interface MachineDisk {
  /** Name, such as `sda`. */
  readonly name: string
  /** Size in bytes. */
  readonly bytes: number
  /** Model. */
  readonly model: string
  /** Serial number. */
  readonly serial: string
  /** Whether it has turning parts. */
  readonly rotational: boolean
}

/** Part of an object: machine fingerprint. */
export interface MachineFingerprint {
  /** Hash of the serial number of the system. */
  readonly ssnHash?: string | undefined
  /** Hash of the serial number of the chassis. */
  readonly csnHash?: string | undefined
  /** Id that a cloud gives it. */
  readonly cloudInstanceId?: string | undefined
  /** UUID of the system. */
  readonly systemUuid?: string | undefined
  /** Serial numbers of its memory. */
  readonly memoryIds?: string[] | undefined
}

/** A machine that was found. */
export interface MachineFound {
  /** One line on what it is. */
  readonly description?: string | undefined
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  readonly meta?: { [name: string]: string } | undefined
  /** Name. */
  readonly name: string
  /** UUID. */
  readonly uuid: string
  /** Newest job of the machine; owned by the server. */
  readonly currentJob: string
  /** Last address the machine was given; unique among machines. `0.0.0.0` means it lost it to another one. */
  readonly address: string
  /** Stage. */
  readonly stage: string
  /** Boot environment. */
  readonly bootEnv: string
  /** Profiles in order of precedence, without duplicates. */
  readonly profiles: string[]
  /** Parameters by name, with values of any type. Only those given are looked after; others may add theirs. */
  readonly params?: { [name: string]: Json } | undefined
  /** Names of tasks and the entries `stage:x`, `bootenv:y`. */
  readonly tasks?: string[] | undefined
  /** Index into `Tasks`: -1 before the first, `Tasks.length` when all are done. Clients may only write -1. */
  readonly currentTask: number
  /** Whether the machine's agent may take jobs. */
  readonly runnable: boolean
  /** Operating system, set when the machine enters a `*-install` bootenv. */
  readonly os?: string | undefined
  /** MAC addresses, lower case with colons; they tie DHCP requests to the machine. */
  readonly hardwareAddrs: string[]
  /** Workflow to run. */
  readonly workflow: string
  /** `amd64` by default. */
  readonly arch: string
  /** Refuses edits and deletion except unlocking. */
  readonly locked: boolean
  /** Empty: tasks run on the machine; otherwise the name of a context. */
  readonly context: string
  /** Pool. */
  readonly pool: string
  /** Whether somebody holds a claim on the machine. */
  readonly poolAllocated: boolean
  /** State in the pool, such as `Free`, `Building`, `InUse`. */
  readonly poolStatus: string
  /** True when every entry of `Tasks` is done; owned by the server. */
  readonly workflowComplete: boolean
  /** Whether it takes work orders instead of a workflow. */
  readonly workOrderMode: boolean
  /** Marks by which the machine is known again when its network cards were changed. */
  readonly fingerprint?: outputs.MachineFingerprint | undefined
  /** How often the current task was tried again after it failed. */
  readonly retryTaskAttempt: number
  /** Task lists to come back to when the tasks that handle a failure are done. */
  readonly taskErrorStacks?: outputs.MachineTaskErrorStack[] | undefined
}

/** What a machine is made of, as the task `inventory` has found it. */
export interface MachineInventory {
  /** Processor threads. */
  readonly cpu?: number | undefined
  /** Memory in GiB. */
  readonly memoryGib?: number | undefined
  /** Disks. */
  readonly disks: outputs.MachineDisk[]
  /** Wired network interfaces. */
  readonly nics: outputs.MachineNic[]
  /** Serial number of the machine. */
  readonly serial?: string | undefined
  /** Maker of the machine. */
  readonly vendor?: string | undefined
  /** Model of the machine. */
  readonly model?: string | undefined
}

/** The last job of a machine. */
export interface MachineLastJob {
  /** UUID of the job. */
  readonly uuid?: string | undefined
  /** State, such as `finished` or `failed`. */
  readonly state?: string | undefined
  /** Name of the task. */
  readonly task?: string | undefined
}

/** A wired network interface of a machine. */
export interface MachineNic {
  /** Name, such as `eth0`. */
  readonly name: string
  /** MAC address. */
  readonly mac: string
  /** Driver of the kernel. */
  readonly driver: string
  /** Speed in Mbit/s, when it is known. */
  readonly speed?: number | undefined
}

/** What happens to a machine when it is given back. */
export interface MachineOnRelease {
  /** Workflow to run; the same as `deallocateWorkflow`. */
  readonly workflow?: string | undefined
  /** Profiles to put on it. */
  readonly addProfiles?: string[] | undefined
  /** Parameters to set on it. */
  readonly addParameters?: { [name: string]: Json } | undefined
  /** Profiles to take off, besides those of the claim. */
  readonly removeProfiles?: string[] | undefined
  /** Parameters to take off, besides those of the claim. */
  readonly removeParameters?: string[] | undefined
  /** What happens to its power. Default `none`. */
  readonly power?: enums.ReleasePower | undefined
  /** Wait until it is free. Default true. */
  readonly wait?: boolean | undefined
  /** Give it back also in a state in which the server refuses it otherwise. Default false. */
  readonly force?: boolean | undefined
  /** When the machine cannot be cleaned, let nobody have it (parameter `claim/quarantine`) and drop it from the state, instead of failing. Default false. */
  readonly quarantineOnFailure?: boolean | undefined
}

/** Part of an object: machine task error stack. */
export interface MachineTaskErrorStack {
  /** Position in the list. */
  readonly currentTask?: number | undefined
  /** Tasks in order. */
  readonly taskList?: string[] | undefined
}

/** Part of an object: pool allocate actions. */
export interface PoolAllocateActions {
  /** Workflow to run. */
  readonly workflow?: string | undefined
  /** Profiles to add. */
  readonly addProfiles?: string[] | undefined
  /** Parameters to set, with values of any type. */
  readonly addParameters?: { [name: string]: Json } | undefined
  /** Profiles to take off. */
  readonly removeProfiles?: string[] | undefined
  /** Parameters to take off. */
  readonly removeParameters?: string[] | undefined
}

/** Part of an object: pool auto fill. */
export interface PoolAutoFill {
  /** Whether the pool is filled and emptied by itself. */
  readonly useAutofill?: boolean | undefined
  /** Below so many free machines, more are taken in. */
  readonly minFree?: number | undefined
  /** Above so many free machines, some are given away; 0 for any number. */
  readonly maxFree?: number | undefined
  /** Parameters of machines that are made to fill the pool, with values of any type. */
  readonly createParameters?: { [name: string]: Json } | undefined
  /** Pool that machines are taken from; empty to make new ones. */
  readonly acquirePool?: string | undefined
  /** Pool that surplus machines go to. */
  readonly returnPool?: string | undefined
}

/** Part of an object: pool enter actions. */
export interface PoolEnterActions {
  /** Workflow to run. */
  readonly workflow?: string | undefined
  /** Profiles to add. */
  readonly addProfiles?: string[] | undefined
  /** Parameters to set, with values of any type. */
  readonly addParameters?: { [name: string]: Json } | undefined
  /** Profiles to take off. */
  readonly removeProfiles?: string[] | undefined
  /** Parameters to take off. */
  readonly removeParameters?: string[] | undefined
}

/** Part of an object: pool exit actions. */
export interface PoolExitActions {
  /** Workflow to run. */
  readonly workflow?: string | undefined
  /** Profiles to add. */
  readonly addProfiles?: string[] | undefined
  /** Parameters to set, with values of any type. */
  readonly addParameters?: { [name: string]: Json } | undefined
  /** Profiles to take off. */
  readonly removeProfiles?: string[] | undefined
  /** Parameters to take off. */
  readonly removeParameters?: string[] | undefined
}

/** A pool that was found. */
export interface PoolFound {
  /** One line on what it is. */
  readonly description?: string | undefined
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  readonly meta?: { [name: string]: string } | undefined
  /** Id. */
  readonly poolId: string
  /** What there is to know of it. Markdown. */
  readonly documentation?: string | undefined
  /** Pool that this one is a part of. */
  readonly parentPool?: string | undefined
  /** What happens to a machine that joins the pool. */
  readonly enterActions?: outputs.PoolEnterActions | undefined
  /** What happens to a machine that leaves the pool. */
  readonly exitActions?: outputs.PoolExitActions | undefined
  /** What happens to a machine that is claimed. */
  readonly allocateActions?: outputs.PoolAllocateActions | undefined
  /** What happens to a machine that is given back. */
  readonly releaseActions?: outputs.PoolReleaseActions | undefined
  /** How the pool keeps free machines in stock; kept and shown, and acted upon by what manages stock (DRP v4). */
  readonly autofill?: outputs.PoolAutoFill | undefined
}

/** Part of an object: pool release actions. */
export interface PoolReleaseActions {
  /** Workflow to run. */
  readonly workflow?: string | undefined
  /** Profiles to add. */
  readonly addProfiles?: string[] | undefined
  /** Parameters to set, with values of any type. */
  readonly addParameters?: { [name: string]: Json } | undefined
  /** Profiles to take off. */
  readonly removeProfiles?: string[] | undefined
  /** Parameters to take off. */
  readonly removeParameters?: string[] | undefined
}

/** Part of an object: reservation option. */
export interface ReservationOption {
  /** Number of the option. */
  readonly code: number
  /** Value of the option; a template. */
  readonly value?: string | undefined
}

/** Part of an object: role claim. */
export interface RoleClaim {
  /** Kinds of objects, a comma list or `*`. */
  readonly scope: string
  /** Actions, a comma list or `*`. */
  readonly action: string
  /** Keys of objects, or `*`. */
  readonly specific: string
}

/** Part of an object: stage template. */
export interface StageTemplate {
  /** Name within its owner, required. */
  readonly name: string
  /** Template of the path it is served at; empty in a task means an executable script. */
  readonly path?: string | undefined
  /** Template object that gives the contents; used when `Contents` is empty. */
  readonly templateId?: string | undefined
  /** Inline contents. */
  readonly contents?: string | undefined
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  readonly meta?: { [name: string]: string } | undefined
  /** Serve this existing file instead of rendering anything. */
  readonly link?: string | undefined
}

/** Part of an object: subnet option. */
export interface SubnetOption {
  /** Number of the option. */
  readonly code: number
  /** Value of the option; a template. */
  readonly value?: string | undefined
}

/** Part of an object: task extra claim. */
export interface TaskExtraClaim {
  /** Kinds of objects, a comma list or `*`. */
  readonly scope: string
  /** Actions, a comma list or `*`. */
  readonly action: string
  /** Keys of objects, or `*`. */
  readonly specific: string
}

/** Part of an object: task template. */
export interface TaskTemplate {
  /** Name within its owner, required. */
  readonly name: string
  /** Template of the path it is served at; empty in a task means an executable script. */
  readonly path?: string | undefined
  /** Template object that gives the contents; used when `Contents` is empty. */
  readonly templateId?: string | undefined
  /** Inline contents. */
  readonly contents?: string | undefined
  /** Annotations such as `icon`, `color`, `title`. Only those given are looked after. */
  readonly meta?: { [name: string]: string } | undefined
  /** Serve this existing file instead of rendering anything. */
  readonly link?: string | undefined
}

/** Part of an object: version set component. */
export interface VersionSetComponent {
  /** Kind of it, such as `contents`. */
  readonly type?: string | undefined
  /** Version. */
  readonly version?: string | undefined
  /** Name. */
  readonly name?: string | undefined
  /** Version that it has in truth, where `version` is a word such as `stable`. */
  readonly actualVersion?: string | undefined
}

/** Part of an object: version set file. */
export interface VersionSetFile {
  /** Path of the file. */
  readonly path?: string | undefined
  /** SHA-256 of the file, in hex. */
  readonly sha256Sum?: string | undefined
  /** Where it can be had: a URL. */
  readonly source?: string | undefined
  /** Whether to unpack the file. */
  readonly explode?: boolean | undefined
}
