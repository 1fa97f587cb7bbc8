// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import type { Json } from './json.ts'
import type * as enums from './types/enums.ts'
import type * as inputs from './types/inputs.ts'
import type * as outputs from './types/outputs.ts'
import { absent, isOf, optionsOf, propertiesOf, type Shape } from './resource.ts'

const shape: Shape = {
  inputs: ["pool","filters","filterChange","constraints","machine","antiAffinity","waitForCapacity","allocateWorkflow","deallocateWorkflow","image","bootenv","onChange","addProfiles","addParameters","secretParameters","authorizedKeys","userData","networkData","metadata","hostname","description","meta","onRelease","waitFor","onFailure","onTimeout","locked","expiresAt","exportParameters","claimKey"],
  outputs: ["uuid","claimId","name","address","addresses","arch","hardwareAddrs","status","stage","workflow","bootenvCurrent","os","workflowComplete","runnable","context","profiles","inventory","lastJob","exportedParameters"],
  required: [],
  presets: { filterChange: "keep", onChange: "redeploy", waitFor: "inUse", onFailure: "keep", onTimeout: "fail", locked: false },
  secrets: ["secretParameters","exportedParameters"],
}

/**
 * Claims a machine from a pool, waits until it is built, and gives it back on destroy. The claim is made and its id is known before any waiting: an interrupted run loses no machine, and the next one goes on with it.
 *
 * ## Import
 *
 * An import names one by the UUID of the machine, `Name:x`, or `pool/Name`.
 *
 * @example
 * ```typescript
 * import * as drp from '@metalwright/pulumi-drp'
 *
 * const server = new drp.Machine('server', {
 *   pool: 'default',
 *   constraints: { arch: 'amd64', minMemoryGib: 64 },
 *   allocateWorkflow: 'image-deploy',
 *   deallocateWorkflow: 'release',
 *   addParameters: { 'image-deploy/image-file': 'debian-12.raw.zst' },
 * })
 *
 * export const address = server.address
 * ```
 */
export class Machine extends pulumi.CustomResource {
  /** Type of the resource. */
  static readonly __pulumiType = 'drp:index:Machine'

  /** Pool that it was claimed from. */
  declare readonly pool: pulumi.Output<string>
  /** Only machines that match all of these DRP filters are claimed, such as `Arch=Eq(amd64)`. What a change does says `filterChange`. */
  declare readonly filters: pulumi.Output<string[] | undefined>
  /** What a change of `filters`, `constraints` or `antiAffinity` does. */
  declare readonly filterChange: pulumi.Output<enums.FilterChange>
  /** What the machine must have, by what its inventory says. */
  declare readonly constraints: pulumi.Output<outputs.MachineConstraints | undefined>
  /** The one machine to claim: its UUID or `Name:x`. Naming another one replaces the machine; naming the claimed one does not. */
  declare readonly machine: pulumi.Output<string | undefined>
  /** Keeps machines apart, such as in different racks: no two of a group have the same value of a parameter. */
  declare readonly antiAffinity: pulumi.Output<outputs.MachineAntiAffinity | undefined>
  /** How long to keep asking while the pool has no machine for the claim, such as `30m`. Default: not at all. */
  declare readonly waitForCapacity: pulumi.Output<string | undefined>
  /** Workflow that the claim starts, instead of the pool's own. With `image` and a pool that has none, `image-deploy`. What a change does says `onChange`. */
  declare readonly allocateWorkflow: pulumi.Output<string | undefined>
  /** Workflow that the release starts, instead of the pool's own. */
  declare readonly deallocateWorkflow: pulumi.Output<string | undefined>
  /** Disk image to deploy: a URL, or a path below `files/images` of the server, such as `debian-12.raw.zst`, with `@sha256:HEX` behind it (or the parameter `image-deploy/image-sha256`). Sets the parameters `image-deploy/…`. What a change does says `onChange`. */
  declare readonly image: pulumi.Output<string | undefined>
  /** Boot environment to install from. A workflow gets it as the parameter `linux/install-bootenv`; a machine that runs no workflow is put into it. What a change does says `onChange`. */
  declare readonly bootenv: pulumi.Output<string | undefined>
  /** What a change of workflow, image, boot environment or user data does. */
  declare readonly onChange: pulumi.Output<enums.OnChange>
  /** Profiles to put on the machine, taken off again on release. Changed in place. */
  declare readonly addProfiles: pulumi.Output<string[] | undefined>
  /** Parameters to set on the machine, with values of any type; removed again on release. Changed in place, key by key. A secret value stays secret in the state, but not on the server: see `secretParameters`. */
  declare readonly addParameters: pulumi.Output<{ [name: string]: Json } | undefined>
  /** Parameters that are secret, sealed on the server as well; removed again on release. Changed in place, key by key. */
  declare readonly secretParameters: pulumi.Output<{ [name: string]: Json } | undefined>
  /** SSH public keys that may log in, put into the parameter `access-keys`. Changed in place. */
  declare readonly authorizedKeys: pulumi.Output<string[] | undefined>
  /** cloud-init user data; parameter `cloud-init/user-data`. What a change does says `onChange`. */
  declare readonly userData: pulumi.Output<string | undefined>
  /** cloud-init network configuration, version 1 or 2; parameter `cloud-init/network-config`. What a change does says `onChange`. */
  declare readonly networkData: pulumi.Output<Json | undefined>
  /** Members added to cloud-init's meta data; parameter `cloud-init/meta-data`. What a change does says `onChange`. */
  declare readonly metadata: pulumi.Output<Json | undefined>
  /** Name of the machine while it is claimed; it gets the old one back on release. */
  declare readonly hostname: pulumi.Output<string | undefined>
  /** One line on what the machine is for, while it is claimed. */
  declare readonly description: pulumi.Output<string | undefined>
  /** Annotations of the machine, while it is claimed. */
  declare readonly meta: pulumi.Output<{ [name: string]: string } | undefined>
  /** What happens when the machine is given back. */
  declare readonly onRelease: pulumi.Output<outputs.MachineOnRelease | undefined>
  /** What the run waits for: `inUse`, `workflowComplete`, `allocated` (nothing), or a condition on a field or parameter of the machine such as `app/ready=Eq(true)`. */
  declare readonly waitFor: pulumi.Output<string>
  /** What happens when the build of the machine fails. */
  declare readonly onFailure: pulumi.Output<enums.OnFailure>
  /** What happens when the machine is not built in time: see `customTimeouts`. */
  declare readonly onTimeout: pulumi.Output<enums.OnTimeout>
  /** Lock the machine once it is built: nobody can give it back, replace or redeploy it until this is false. */
  declare readonly locked: pulumi.Output<boolean>
  /** When the claim is to end, as a time such as `2030-01-31T12:00:00Z`. A mark for whoever cleans up. */
  declare readonly expiresAt: pulumi.Output<string | undefined>
  /** Parameters to show in `exportedParameters`. */
  declare readonly exportParameters: pulumi.Output<string[] | undefined>
  /** Key of the claim. */
  declare readonly claimKey: pulumi.Output<string>
  /** UUID of the machine, as `id`. */
  declare readonly uuid: pulumi.Output<string>
  /** Identity of the claim on the machine. */
  declare readonly claimId: pulumi.Output<string>
  /** Name of the machine. */
  declare readonly name: pulumi.Output<string>
  /** Last known IP address; nothing when it has none. */
  declare readonly address: pulumi.Output<string | undefined>
  /** All known IP addresses. */
  declare readonly addresses: pulumi.Output<string[]>
  /** Architecture, such as `amd64`. */
  declare readonly arch: pulumi.Output<string>
  /** MAC addresses. */
  declare readonly hardwareAddrs: pulumi.Output<string[]>
  /** State in the pool: `InUse` when all is well, `Building` before, `HoldBuild` when the build failed. */
  declare readonly status: pulumi.Output<string>
  /** Current stage. */
  declare readonly stage: pulumi.Output<string>
  /** Current workflow. */
  declare readonly workflow: pulumi.Output<string>
  /** Current boot environment. */
  declare readonly bootenvCurrent: pulumi.Output<string>
  /** Operating system, once known. */
  declare readonly os: pulumi.Output<string | undefined>
  /** Whether all tasks of the workflow are done. */
  declare readonly workflowComplete: pulumi.Output<boolean>
  /** Whether the machine takes jobs. */
  declare readonly runnable: pulumi.Output<boolean>
  /** Context that its tasks run in; empty for itself. */
  declare readonly context: pulumi.Output<string>
  /** All profiles of the machine, in order. */
  declare readonly profiles: pulumi.Output<string[]>
  /** What it is made of, once the task `inventory` has found it. */
  declare readonly inventory: pulumi.Output<outputs.MachineInventory | undefined>
  /** Its last job. */
  declare readonly lastJob: pulumi.Output<outputs.MachineLastJob | undefined>
  /** Values of the parameters that `exportParameters` names, by name; those that are not set are left out. */
  declare readonly exportedParameters: pulumi.Output<{ [name: string]: Json } | undefined>

  /**
   * @param name name of the resource, unique in the program
   * @param args what it is to be
   * @param opts how Pulumi treats it
   */
  constructor(name: string, args?: MachineArgs, opts?: pulumi.CustomResourceOptions) {
    super(Machine.__pulumiType, name, propertiesOf(shape, args, opts), optionsOf(shape, opts))
  }

  /**
   * Reads one that is there already, without looking after it.
   *
   * @param name name of the resource, unique in the program
   * @param id its id
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Machine {
    return new Machine(name, absent, { ...opts, id })
  }

  /** Whether a value is one, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is Machine {
    return isOf(value, Machine.__pulumiType)
  }
}

/** What `Machine` is to be. */
export interface MachineArgs {
  /** Pool to claim from. Default: the provider's `defaultPool`. */
  pool?: pulumi.Input<string | undefined>
  /** Only machines that match all of these DRP filters are claimed, such as `Arch=Eq(amd64)`. What a change does says `filterChange`. */
  filters?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** What a change of `filters`, `constraints` or `antiAffinity` does. Default `keep`. */
  filterChange?: pulumi.Input<enums.FilterChange | undefined>
  /** What the machine must have, by what its inventory says. */
  constraints?: pulumi.Input<inputs.MachineConstraintsArgs | undefined>
  /** The one machine to claim: its UUID or `Name:x`. Naming another one replaces the machine; naming the claimed one does not. */
  machine?: pulumi.Input<string | undefined>
  /** Keeps machines apart, such as in different racks: no two of a group have the same value of a parameter. */
  antiAffinity?: pulumi.Input<inputs.MachineAntiAffinityArgs | undefined>
  /** How long to keep asking while the pool has no machine for the claim, such as `30m`. Default: not at all. */
  waitForCapacity?: pulumi.Input<string | undefined>
  /** Workflow that the claim starts, instead of the pool's own. With `image` and a pool that has none, `image-deploy`. What a change does says `onChange`. */
  allocateWorkflow?: pulumi.Input<string | undefined>
  /** Workflow that the release starts, instead of the pool's own. */
  deallocateWorkflow?: pulumi.Input<string | undefined>
  /** Disk image to deploy: a URL, or a path below `files/images` of the server, such as `debian-12.raw.zst`, with `@sha256:HEX` behind it (or the parameter `image-deploy/image-sha256`). Sets the parameters `image-deploy/…`. What a change does says `onChange`. */
  image?: pulumi.Input<string | undefined>
  /** Boot environment to install from. A workflow gets it as the parameter `linux/install-bootenv`; a machine that runs no workflow is put into it. What a change does says `onChange`. */
  bootenv?: pulumi.Input<string | undefined>
  /** What a change of workflow, image, boot environment or user data does. Default `redeploy`. */
  onChange?: pulumi.Input<enums.OnChange | undefined>
  /** Profiles to put on the machine, taken off again on release. Changed in place. */
  addProfiles?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Parameters to set on the machine, with values of any type; removed again on release. Changed in place, key by key. A secret value stays secret in the state, but not on the server: see `secretParameters`. */
  addParameters?: pulumi.Input<{ [name: string]: pulumi.Input<unknown> } | undefined>
  /** Parameters that are secret, sealed on the server as well; removed again on release. Changed in place, key by key. */
  secretParameters?: pulumi.Input<{ [name: string]: pulumi.Input<unknown> } | undefined>
  /** SSH public keys that may log in, put into the parameter `access-keys`. Changed in place. */
  authorizedKeys?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** cloud-init user data; parameter `cloud-init/user-data`. What a change does says `onChange`. */
  userData?: pulumi.Input<string | undefined>
  /** cloud-init network configuration, version 1 or 2; parameter `cloud-init/network-config`. What a change does says `onChange`. */
  networkData?: pulumi.Input<unknown | undefined>
  /** Members added to cloud-init's meta data; parameter `cloud-init/meta-data`. What a change does says `onChange`. */
  metadata?: pulumi.Input<unknown | undefined>
  /** Name of the machine while it is claimed; it gets the old one back on release. */
  hostname?: pulumi.Input<string | undefined>
  /** One line on what the machine is for, while it is claimed. */
  description?: pulumi.Input<string | undefined>
  /** Annotations of the machine, while it is claimed. */
  meta?: pulumi.Input<{ [name: string]: pulumi.Input<string> } | undefined>
  /** What happens when the machine is given back. */
  onRelease?: pulumi.Input<inputs.MachineOnReleaseArgs | undefined>
  /** What the run waits for: `inUse`, `workflowComplete`, `allocated` (nothing), or a condition on a field or parameter of the machine such as `app/ready=Eq(true)`. Default `inUse`. */
  waitFor?: pulumi.Input<string | undefined>
  /** What happens when the build of the machine fails. Default `keep`. */
  onFailure?: pulumi.Input<enums.OnFailure | undefined>
  /** What happens when the machine is not built in time: see `customTimeouts`. Default `fail`. */
  onTimeout?: pulumi.Input<enums.OnTimeout | undefined>
  /** Lock the machine once it is built: nobody can give it back, replace or redeploy it until this is false. Default `false`. */
  locked?: pulumi.Input<boolean | undefined>
  /** When the claim is to end, as a time such as `2030-01-31T12:00:00Z`. A mark for whoever cleans up. */
  expiresAt?: pulumi.Input<string | undefined>
  /** Parameters to show in `exportedParameters`. */
  exportParameters?: pulumi.Input<pulumi.Input<string>[] | undefined>
  /** Key of the claim, unique among all claims, such as stack and name of the resource. Claiming with the key of a claim of a lost run finds the same machine. Default: made once for each resource. */
  claimKey?: pulumi.Input<string | undefined>
}
