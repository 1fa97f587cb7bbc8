// https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface MachineConfig extends cdktn.TerraformMetaArguments {
  /**
  * Object of parameters to set on the machine, with values of any type; removed again on destroy. Changed in place, key by key. A list of texts `name: value` is understood, too.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#add_parameters Machine#add_parameters}
  */
  readonly addParameters?: any;
  /**
  * Profiles to put on the machine, taken off again on destroy. Changed in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#add_profiles Machine#add_profiles}
  */
  readonly addProfiles?: string[];
  /**
  * Workflow that the claim starts, instead of the pool's own. With `image` and a pool that has none, `image-deploy`. See `on_change` for a later change.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#allocate_workflow Machine#allocate_workflow}
  */
  readonly allocateWorkflow?: string;
  /**
  * Keeps machines apart: no two of a group have the same value of a parameter. Used when the machine is claimed; see `filter_change` for a later change.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#anti_affinity Machine#anti_affinity}
  */
  readonly antiAffinity?: MachineAntiAffinity;
  /**
  * SSH public keys that may log in, put into the parameter `access-keys`. Changed in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#authorized_keys Machine#authorized_keys}
  */
  readonly authorizedKeys?: string[];
  /**
  * Boot environment to install from. A workflow gets it as the parameter `linux/install-bootenv`; a machine that runs no workflow is put into it. See `on_change` for a later change.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#bootenv Machine#bootenv}
  */
  readonly bootenv?: string;
  /**
  * Key of the claim, unique among all claims, such as workspace and name of the resource. A second claim with the key is refused. Without it a random key is used.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#claim_key Machine#claim_key}
  */
  readonly claimKey?: string;
  /**
  * What the claimed machine must have, by what its inventory says. Used when the machine is claimed; see `filter_change` for a later change.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#constraints Machine#constraints}
  */
  readonly constraints?: MachineConstraints;
  /**
  * Parameters for the release, as `on_release.add_parameters`, also as a list of texts `name: value`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#deallocate_parameters Machine#deallocate_parameters}
  */
  readonly deallocateParameters?: any;
  /**
  * Profiles for the release, as `on_release.add_profiles`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#deallocate_profiles Machine#deallocate_profiles}
  */
  readonly deallocateProfiles?: string[];
  /**
  * Workflow that the release starts, instead of the pool's own. Changed in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#deallocate_workflow Machine#deallocate_workflow}
  */
  readonly deallocateWorkflow?: string;
  /**
  * Description of the machine for as long as it is held. Changed in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#description Machine#description}
  */
  readonly description?: string;
  /**
  * Time after which the machine may be taken back, such as `2030-01-31T00:00:00Z`. A mark only (parameter `claim/expires-at`), for whoever looks for machines that were forgotten.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#expires_at Machine#expires_at}
  */
  readonly expiresAt?: string;
  /**
  * Parameters to show in `exported_parameters`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#export_parameters Machine#export_parameters}
  */
  readonly exportParameters?: string[];
  /**
  * What a change of `filters`, `constraints` or `anti_affinity` does: `keep` (default) keeps the claimed machine, with a warning; `replace` claims another one.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#filter_change Machine#filter_change}
  */
  readonly filterChange?: string;
  /**
  * Only machines that match all of these DRP filters are claimed, such as `Arch=Eq(amd64)`. Used when the machine is claimed; see `filter_change` for a later change.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#filters Machine#filters}
  */
  readonly filters?: string[];
  /**
  * Name of the machine for as long as it is held; it gets its old one back on destroy. Changed in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#hostname Machine#hostname}
  */
  readonly hostname?: string;
  /**
  * Disk image to deploy: a URL, or a path below `files/images` of the server, such as `debian-12.raw.zst`, with `@sha256:HEX` behind it (or the parameter `image-deploy/image-sha256`). Sets the parameters `image-deploy/…`. See `on_change` for a later change.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#image Machine#image}
  */
  readonly image?: string;
  /**
  * Lock the machine once it is built: it is refused to destroy, replace or redeploy it, here and for everybody else, until this is false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#locked Machine#locked}
  */
  readonly locked?: boolean | cdktn.IResolvable;
  /**
  * The one machine to claim: its UUID, or `Name:NAME`. Naming another one replaces the machine; naming the claimed one does not.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#machine Machine#machine}
  */
  readonly machine?: string;
  /**
  * Annotations (`Meta`) of the machine for as long as it is held; others stay. Changed in place, key by key.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#meta Machine#meta}
  */
  readonly meta?: { [key: string]: string };
  /**
  * Members added to cloud-init's meta data; parameter `cloud-init/meta-data`. See `on_change` for a later change.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#metadata Machine#metadata}
  */
  readonly metadata?: any;
  /**
  * cloud-init network configuration, version 1 or 2; parameter `cloud-init/network-config`. See `on_change` for a later change.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#network_data Machine#network_data}
  */
  readonly networkData?: any;
  /**
  * What a change of workflow, image, boot environment or cloud-init data does: `redeploy` (default) runs the workflow again on the same machine, `replace` claims another one, `update_only` only sets the parameters.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#on_change Machine#on_change}
  */
  readonly onChange?: string;
  /**
  * What happens when the build fails: `keep` (default) keeps the machine, tainted, for a look at it; `release` gives it back; `quarantine` gives it back and lets nobody have it (parameter `claim/quarantine`) until somebody has looked.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#on_failure Machine#on_failure}
  */
  readonly onFailure?: string;
  /**
  * How the machine is given back. Changed in place; used as the state has it.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#on_release Machine#on_release}
  */
  readonly onRelease?: MachineOnRelease;
  /**
  * What happens when the machine is not built in time. `taint` (default) fails, and the next apply releases it and claims another. `resume` warns, goes on with resources that depend on it, and the next apply goes on waiting.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#on_timeout Machine#on_timeout}
  */
  readonly onTimeout?: string;
  /**
  * Pool to claim from. Default: the provider's `default_pool`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#pool Machine#pool}
  */
  readonly pool?: string;
  /**
  * Object of secure parameters to set on the machine, sealed on the way and in no plan or state; removed again on destroy. Sent again when `secret_parameters_wo_version` changes.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#secret_parameters_wo Machine#secret_parameters_wo}
  */
  readonly secretParametersWo?: any;
  /**
  * Change it to have `secret_parameters_wo` sent again.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#secret_parameters_wo_version Machine#secret_parameters_wo_version}
  */
  readonly secretParametersWoVersion?: number;
  /**
  * Longest time for create, as `timeouts.create`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#timeout Machine#timeout}
  */
  readonly timeout?: string;
  /**
  * How long each operation may take.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#timeouts Machine#timeouts}
  */
  readonly timeouts?: MachineTimeouts;
  /**
  * cloud-init user data; parameter `cloud-init/user-data`. See `on_change` for a later change. For secrets use `user_data_wo`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#user_data Machine#user_data}
  */
  readonly userData?: string;
  /**
  * As `user_data`, but in no plan and no state. A change is seen by a salted digest, or say so by `user_data_wo_version`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#user_data_wo Machine#user_data_wo}
  */
  readonly userDataWo?: string;
  /**
  * Change it to have `user_data_wo` sent again.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#user_data_wo_version Machine#user_data_wo_version}
  */
  readonly userDataWoVersion?: number;
  /**
  * What create and redeploy wait for: `in_use` (default), `workflow_complete`, `allocated` (nothing), or a condition on a field or parameter of the machine such as `app/ready=Eq(true)`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#wait_for Machine#wait_for}
  */
  readonly waitFor?: string;
  /**
  * How long to keep asking while the pool has no machine for the claim, such as `30m`. Without it that fails at once.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#wait_for_capacity Machine#wait_for_capacity}
  */
  readonly waitForCapacity?: string;
}
export interface MachineAntiAffinity {
  /**
  * Name that the machines which are kept apart have in common.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#group Machine#group}
  */
  readonly group: string;
  /**
  * Parameter whose values must differ, such as `rack`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#param Machine#param}
  */
  readonly param: string;
}

export function machineAntiAffinityToTerraform(struct?: MachineAntiAffinity | cdktn.IResolvable): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
    group: cdktn.stringToTerraform(struct!.group),
    param: cdktn.stringToTerraform(struct!.param),
  }
}


export function machineAntiAffinityToHclTerraform(struct?: MachineAntiAffinity | cdktn.IResolvable): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
    group: {
      value: cdktn.stringToHclTerraform(struct!.group),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    param: {
      value: cdktn.stringToHclTerraform(struct!.param),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class MachineAntiAffinityOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktn.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): MachineAntiAffinity | cdktn.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._group !== undefined) {
      hasAnyValues = true;
      internalValueResult.group = this._group;
    }
    if (this._param !== undefined) {
      hasAnyValues = true;
      internalValueResult.param = this._param;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: MachineAntiAffinity | cdktn.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._group = undefined;
      this._param = undefined;
    }
    else if (cdktn.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._group = value.group;
      this._param = value.param;
    }
  }

  // group - computed: false, optional: false, required: true
  private _group?: string; 
  public get group() {
    return this.getStringAttribute('group');
  }
  public set group(value: string) {
    this._group = value;
  }
  // Temporarily expose input value. Use with caution.
  public get groupInput() {
    return this._group;
  }

  // param - computed: false, optional: false, required: true
  private _param?: string; 
  public get param() {
    return this.getStringAttribute('param');
  }
  public set param(value: string) {
    this._param = value;
  }
  // Temporarily expose input value. Use with caution.
  public get paramInput() {
    return this._param;
  }
}
export interface MachineConstraints {
  /**
  * Architecture, such as `amd64`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#arch Machine#arch}
  */
  readonly arch?: string;
  /**
  * Least number of processor threads.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#min_cpu Machine#min_cpu}
  */
  readonly minCpu?: number;
  /**
  * Least size of the largest fixed disk, in GB (10^9 bytes).
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#min_disk_gb Machine#min_disk_gb}
  */
  readonly minDiskGb?: number;
  /**
  * Least number of fixed disks.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#min_disks Machine#min_disks}
  */
  readonly minDisks?: number;
  /**
  * Least memory in GiB; 1/16 less is enough, for what the firmware keeps for itself.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#min_memory_gib Machine#min_memory_gib}
  */
  readonly minMemoryGib?: number;
  /**
  * Model of the machine, as its firmware tells it.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#model Machine#model}
  */
  readonly model?: string;
  /**
  * Object of parameters with the values that they must have.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#params Machine#params}
  */
  readonly params?: any;
  /**
  * Profiles that the machine must have already.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#profiles Machine#profiles}
  */
  readonly profiles?: string[];
  /**
  * Texts that must all stand in the list that the parameter `tags` holds.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#tags Machine#tags}
  */
  readonly tags?: string[];
  /**
  * Maker of the machine, as its firmware tells it.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#vendor Machine#vendor}
  */
  readonly vendor?: string;
  /**
  * Value of the parameter `zone`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#zone Machine#zone}
  */
  readonly zone?: string;
}

export function machineConstraintsToTerraform(struct?: MachineConstraints | cdktn.IResolvable): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
    arch: cdktn.stringToTerraform(struct!.arch),
    min_cpu: cdktn.numberToTerraform(struct!.minCpu),
    min_disk_gb: cdktn.numberToTerraform(struct!.minDiskGb),
    min_disks: cdktn.numberToTerraform(struct!.minDisks),
    min_memory_gib: cdktn.numberToTerraform(struct!.minMemoryGib),
    model: cdktn.stringToTerraform(struct!.model),
    params: cdktn.anyToTerraform(struct!.params),
    profiles: cdktn.listMapper(cdktn.stringToTerraform, false)(struct!.profiles),
    tags: cdktn.listMapper(cdktn.stringToTerraform, false)(struct!.tags),
    vendor: cdktn.stringToTerraform(struct!.vendor),
    zone: cdktn.stringToTerraform(struct!.zone),
  }
}


export function machineConstraintsToHclTerraform(struct?: MachineConstraints | cdktn.IResolvable): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
    arch: {
      value: cdktn.stringToHclTerraform(struct!.arch),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    min_cpu: {
      value: cdktn.numberToHclTerraform(struct!.minCpu),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    min_disk_gb: {
      value: cdktn.numberToHclTerraform(struct!.minDiskGb),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    min_disks: {
      value: cdktn.numberToHclTerraform(struct!.minDisks),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    min_memory_gib: {
      value: cdktn.numberToHclTerraform(struct!.minMemoryGib),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    model: {
      value: cdktn.stringToHclTerraform(struct!.model),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    params: {
      value: cdktn.anyToHclTerraform(struct!.params),
      isBlock: false,
      type: "any",
      storageClassType: "any",
    },
    profiles: {
      value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(struct!.profiles),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    tags: {
      value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(struct!.tags),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    vendor: {
      value: cdktn.stringToHclTerraform(struct!.vendor),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    zone: {
      value: cdktn.stringToHclTerraform(struct!.zone),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class MachineConstraintsOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktn.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): MachineConstraints | cdktn.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._arch !== undefined) {
      hasAnyValues = true;
      internalValueResult.arch = this._arch;
    }
    if (this._minCpu !== undefined) {
      hasAnyValues = true;
      internalValueResult.minCpu = this._minCpu;
    }
    if (this._minDiskGb !== undefined) {
      hasAnyValues = true;
      internalValueResult.minDiskGb = this._minDiskGb;
    }
    if (this._minDisks !== undefined) {
      hasAnyValues = true;
      internalValueResult.minDisks = this._minDisks;
    }
    if (this._minMemoryGib !== undefined) {
      hasAnyValues = true;
      internalValueResult.minMemoryGib = this._minMemoryGib;
    }
    if (this._model !== undefined) {
      hasAnyValues = true;
      internalValueResult.model = this._model;
    }
    if (this._params !== undefined) {
      hasAnyValues = true;
      internalValueResult.params = this._params;
    }
    if (this._profiles !== undefined) {
      hasAnyValues = true;
      internalValueResult.profiles = this._profiles;
    }
    if (this._tags !== undefined) {
      hasAnyValues = true;
      internalValueResult.tags = this._tags;
    }
    if (this._vendor !== undefined) {
      hasAnyValues = true;
      internalValueResult.vendor = this._vendor;
    }
    if (this._zone !== undefined) {
      hasAnyValues = true;
      internalValueResult.zone = this._zone;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: MachineConstraints | cdktn.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._arch = undefined;
      this._minCpu = undefined;
      this._minDiskGb = undefined;
      this._minDisks = undefined;
      this._minMemoryGib = undefined;
      this._model = undefined;
      this._params = undefined;
      this._profiles = undefined;
      this._tags = undefined;
      this._vendor = undefined;
      this._zone = undefined;
    }
    else if (cdktn.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._arch = value.arch;
      this._minCpu = value.minCpu;
      this._minDiskGb = value.minDiskGb;
      this._minDisks = value.minDisks;
      this._minMemoryGib = value.minMemoryGib;
      this._model = value.model;
      this._params = value.params;
      this._profiles = value.profiles;
      this._tags = value.tags;
      this._vendor = value.vendor;
      this._zone = value.zone;
    }
  }

  // arch - computed: false, optional: true, required: false
  private _arch?: string; 
  public get arch() {
    return this.getStringAttribute('arch');
  }
  public set arch(value: string) {
    this._arch = value;
  }
  public resetArch() {
    this._arch = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get archInput() {
    return this._arch;
  }

  // min_cpu - computed: false, optional: true, required: false
  private _minCpu?: number; 
  public get minCpu() {
    return this.getNumberAttribute('min_cpu');
  }
  public set minCpu(value: number) {
    this._minCpu = value;
  }
  public resetMinCpu() {
    this._minCpu = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get minCpuInput() {
    return this._minCpu;
  }

  // min_disk_gb - computed: false, optional: true, required: false
  private _minDiskGb?: number; 
  public get minDiskGb() {
    return this.getNumberAttribute('min_disk_gb');
  }
  public set minDiskGb(value: number) {
    this._minDiskGb = value;
  }
  public resetMinDiskGb() {
    this._minDiskGb = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get minDiskGbInput() {
    return this._minDiskGb;
  }

  // min_disks - computed: false, optional: true, required: false
  private _minDisks?: number; 
  public get minDisks() {
    return this.getNumberAttribute('min_disks');
  }
  public set minDisks(value: number) {
    this._minDisks = value;
  }
  public resetMinDisks() {
    this._minDisks = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get minDisksInput() {
    return this._minDisks;
  }

  // min_memory_gib - computed: false, optional: true, required: false
  private _minMemoryGib?: number; 
  public get minMemoryGib() {
    return this.getNumberAttribute('min_memory_gib');
  }
  public set minMemoryGib(value: number) {
    this._minMemoryGib = value;
  }
  public resetMinMemoryGib() {
    this._minMemoryGib = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get minMemoryGibInput() {
    return this._minMemoryGib;
  }

  // model - computed: false, optional: true, required: false
  private _model?: string; 
  public get model() {
    return this.getStringAttribute('model');
  }
  public set model(value: string) {
    this._model = value;
  }
  public resetModel() {
    this._model = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get modelInput() {
    return this._model;
  }

  // params - computed: false, optional: true, required: false
  private _params?: any; 
  public get params() {
    return this.getAnyMapAttribute('params');
  }
  public set params(value: any) {
    this._params = value;
  }
  public resetParams() {
    this._params = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get paramsInput() {
    return this._params;
  }

  // profiles - computed: false, optional: true, required: false
  private _profiles?: string[]; 
  public get profiles() {
    return this.getListAttribute('profiles');
  }
  public set profiles(value: string[]) {
    this._profiles = value;
  }
  public resetProfiles() {
    this._profiles = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get profilesInput() {
    return this._profiles;
  }

  // tags - computed: false, optional: true, required: false
  private _tags?: string[]; 
  public get tags() {
    return this.getListAttribute('tags');
  }
  public set tags(value: string[]) {
    this._tags = value;
  }
  public resetTags() {
    this._tags = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get tagsInput() {
    return this._tags;
  }

  // vendor - computed: false, optional: true, required: false
  private _vendor?: string; 
  public get vendor() {
    return this.getStringAttribute('vendor');
  }
  public set vendor(value: string) {
    this._vendor = value;
  }
  public resetVendor() {
    this._vendor = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get vendorInput() {
    return this._vendor;
  }

  // zone - computed: false, optional: true, required: false
  private _zone?: string; 
  public get zone() {
    return this.getStringAttribute('zone');
  }
  public set zone(value: string) {
    this._zone = value;
  }
  public resetZone() {
    this._zone = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get zoneInput() {
    return this._zone;
  }
}
export interface MachineInventoryDisks {
}

export function machineInventoryDisksToTerraform(struct?: MachineInventoryDisks): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function machineInventoryDisksToHclTerraform(struct?: MachineInventoryDisks): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class MachineInventoryDisksOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): MachineInventoryDisks | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: MachineInventoryDisks | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // bytes - computed: true, optional: false, required: false
  public get bytes() {
    return this.getNumberAttribute('bytes');
  }

  // model - computed: true, optional: false, required: false
  public get model() {
    return this.getStringAttribute('model');
  }

  // name - computed: true, optional: false, required: false
  public get name() {
    return this.getStringAttribute('name');
  }

  // rotational - computed: true, optional: false, required: false
  public get rotational() {
    return this.getBooleanAttribute('rotational');
  }

  // serial - computed: true, optional: false, required: false
  public get serial() {
    return this.getStringAttribute('serial');
  }
}

export class MachineInventoryDisksList extends cdktn.ComplexList {

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string, wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet);
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): MachineInventoryDisksOutputReference {
    return new MachineInventoryDisksOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface MachineInventoryNics {
}

export function machineInventoryNicsToTerraform(struct?: MachineInventoryNics): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function machineInventoryNicsToHclTerraform(struct?: MachineInventoryNics): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class MachineInventoryNicsOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): MachineInventoryNics | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: MachineInventoryNics | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // driver - computed: true, optional: false, required: false
  public get driver() {
    return this.getStringAttribute('driver');
  }

  // mac - computed: true, optional: false, required: false
  public get mac() {
    return this.getStringAttribute('mac');
  }

  // name - computed: true, optional: false, required: false
  public get name() {
    return this.getStringAttribute('name');
  }

  // speed - computed: true, optional: false, required: false
  public get speed() {
    return this.getNumberAttribute('speed');
  }
}

export class MachineInventoryNicsList extends cdktn.ComplexList {

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string, wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet);
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): MachineInventoryNicsOutputReference {
    return new MachineInventoryNicsOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface MachineInventory {
}

export function machineInventoryToTerraform(struct?: MachineInventory): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function machineInventoryToHclTerraform(struct?: MachineInventory): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class MachineInventoryOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): MachineInventory | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: MachineInventory | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // cpu - computed: true, optional: false, required: false
  public get cpu() {
    return this.getNumberAttribute('cpu');
  }

  // disks - computed: true, optional: false, required: false
  private _disks = new MachineInventoryDisksList(this, "disks", false);
  public get disks() {
    return this._disks;
  }

  // memory_gib - computed: true, optional: false, required: false
  public get memoryGib() {
    return this.getNumberAttribute('memory_gib');
  }

  // model - computed: true, optional: false, required: false
  public get model() {
    return this.getStringAttribute('model');
  }

  // nics - computed: true, optional: false, required: false
  private _nics = new MachineInventoryNicsList(this, "nics", false);
  public get nics() {
    return this._nics;
  }

  // serial - computed: true, optional: false, required: false
  public get serial() {
    return this.getStringAttribute('serial');
  }

  // vendor - computed: true, optional: false, required: false
  public get vendor() {
    return this.getStringAttribute('vendor');
  }
}
export interface MachineLastJob {
}

export function machineLastJobToTerraform(struct?: MachineLastJob): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function machineLastJobToHclTerraform(struct?: MachineLastJob): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class MachineLastJobOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): MachineLastJob | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: MachineLastJob | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // state - computed: true, optional: false, required: false
  public get state() {
    return this.getStringAttribute('state');
  }

  // task - computed: true, optional: false, required: false
  public get task() {
    return this.getStringAttribute('task');
  }

  // uuid - computed: true, optional: false, required: false
  public get uuid() {
    return this.getStringAttribute('uuid');
  }
}
export interface MachineOnRelease {
  /**
  * Object of parameters to set on the machine for the release.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#add_parameters Machine#add_parameters}
  */
  readonly addParameters?: any;
  /**
  * Profiles to put on the machine for the release.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#add_profiles Machine#add_profiles}
  */
  readonly addProfiles?: string[];
  /**
  * Release the machine also in a state in which the server refuses it otherwise.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#force Machine#force}
  */
  readonly force?: boolean | cdktn.IResolvable;
  /**
  * `off` switches the machine off once it is free; `none` (default) leaves it as it is.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#power Machine#power}
  */
  readonly power?: string;
  /**
  * When the machine cannot be cleaned, let nobody have it (parameter `claim/quarantine`) and drop it from the state, instead of failing. Default false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#quarantine_on_failure Machine#quarantine_on_failure}
  */
  readonly quarantineOnFailure?: boolean | cdktn.IResolvable;
  /**
  * Parameters to take off besides those that the claim has set.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#remove_parameters Machine#remove_parameters}
  */
  readonly removeParameters?: string[];
  /**
  * Profiles to take off besides those that the claim has added.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#remove_profiles Machine#remove_profiles}
  */
  readonly removeProfiles?: string[];
  /**
  * Wait until the machine is free. Default true.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#wait Machine#wait}
  */
  readonly wait?: boolean | cdktn.IResolvable;
  /**
  * Workflow that the release starts, instead of the pool's own.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#workflow Machine#workflow}
  */
  readonly workflow?: string;
}

export function machineOnReleaseToTerraform(struct?: MachineOnRelease | cdktn.IResolvable): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
    add_parameters: cdktn.anyToTerraform(struct!.addParameters),
    add_profiles: cdktn.listMapper(cdktn.stringToTerraform, false)(struct!.addProfiles),
    force: cdktn.booleanToTerraform(struct!.force),
    power: cdktn.stringToTerraform(struct!.power),
    quarantine_on_failure: cdktn.booleanToTerraform(struct!.quarantineOnFailure),
    remove_parameters: cdktn.listMapper(cdktn.stringToTerraform, false)(struct!.removeParameters),
    remove_profiles: cdktn.listMapper(cdktn.stringToTerraform, false)(struct!.removeProfiles),
    wait: cdktn.booleanToTerraform(struct!.wait),
    workflow: cdktn.stringToTerraform(struct!.workflow),
  }
}


export function machineOnReleaseToHclTerraform(struct?: MachineOnRelease | cdktn.IResolvable): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
    add_parameters: {
      value: cdktn.anyToHclTerraform(struct!.addParameters),
      isBlock: false,
      type: "any",
      storageClassType: "any",
    },
    add_profiles: {
      value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(struct!.addProfiles),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    force: {
      value: cdktn.booleanToHclTerraform(struct!.force),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    power: {
      value: cdktn.stringToHclTerraform(struct!.power),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    quarantine_on_failure: {
      value: cdktn.booleanToHclTerraform(struct!.quarantineOnFailure),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    remove_parameters: {
      value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(struct!.removeParameters),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    remove_profiles: {
      value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(struct!.removeProfiles),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    wait: {
      value: cdktn.booleanToHclTerraform(struct!.wait),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    workflow: {
      value: cdktn.stringToHclTerraform(struct!.workflow),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class MachineOnReleaseOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktn.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): MachineOnRelease | cdktn.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._addParameters !== undefined) {
      hasAnyValues = true;
      internalValueResult.addParameters = this._addParameters;
    }
    if (this._addProfiles !== undefined) {
      hasAnyValues = true;
      internalValueResult.addProfiles = this._addProfiles;
    }
    if (this._force !== undefined) {
      hasAnyValues = true;
      internalValueResult.force = this._force;
    }
    if (this._power !== undefined) {
      hasAnyValues = true;
      internalValueResult.power = this._power;
    }
    if (this._quarantineOnFailure !== undefined) {
      hasAnyValues = true;
      internalValueResult.quarantineOnFailure = this._quarantineOnFailure;
    }
    if (this._removeParameters !== undefined) {
      hasAnyValues = true;
      internalValueResult.removeParameters = this._removeParameters;
    }
    if (this._removeProfiles !== undefined) {
      hasAnyValues = true;
      internalValueResult.removeProfiles = this._removeProfiles;
    }
    if (this._wait !== undefined) {
      hasAnyValues = true;
      internalValueResult.wait = this._wait;
    }
    if (this._workflow !== undefined) {
      hasAnyValues = true;
      internalValueResult.workflow = this._workflow;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: MachineOnRelease | cdktn.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._addParameters = undefined;
      this._addProfiles = undefined;
      this._force = undefined;
      this._power = undefined;
      this._quarantineOnFailure = undefined;
      this._removeParameters = undefined;
      this._removeProfiles = undefined;
      this._wait = undefined;
      this._workflow = undefined;
    }
    else if (cdktn.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._addParameters = value.addParameters;
      this._addProfiles = value.addProfiles;
      this._force = value.force;
      this._power = value.power;
      this._quarantineOnFailure = value.quarantineOnFailure;
      this._removeParameters = value.removeParameters;
      this._removeProfiles = value.removeProfiles;
      this._wait = value.wait;
      this._workflow = value.workflow;
    }
  }

  // add_parameters - computed: false, optional: true, required: false
  private _addParameters?: any; 
  public get addParameters() {
    return this.getAnyMapAttribute('add_parameters');
  }
  public set addParameters(value: any) {
    this._addParameters = value;
  }
  public resetAddParameters() {
    this._addParameters = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get addParametersInput() {
    return this._addParameters;
  }

  // add_profiles - computed: false, optional: true, required: false
  private _addProfiles?: string[]; 
  public get addProfiles() {
    return this.getListAttribute('add_profiles');
  }
  public set addProfiles(value: string[]) {
    this._addProfiles = value;
  }
  public resetAddProfiles() {
    this._addProfiles = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get addProfilesInput() {
    return this._addProfiles;
  }

  // force - computed: false, optional: true, required: false
  private _force?: boolean | cdktn.IResolvable; 
  public get force() {
    return this.getBooleanAttribute('force');
  }
  public set force(value: boolean | cdktn.IResolvable) {
    this._force = value;
  }
  public resetForce() {
    this._force = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get forceInput() {
    return this._force;
  }

  // power - computed: false, optional: true, required: false
  private _power?: string; 
  public get power() {
    return this.getStringAttribute('power');
  }
  public set power(value: string) {
    this._power = value;
  }
  public resetPower() {
    this._power = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get powerInput() {
    return this._power;
  }

  // quarantine_on_failure - computed: false, optional: true, required: false
  private _quarantineOnFailure?: boolean | cdktn.IResolvable; 
  public get quarantineOnFailure() {
    return this.getBooleanAttribute('quarantine_on_failure');
  }
  public set quarantineOnFailure(value: boolean | cdktn.IResolvable) {
    this._quarantineOnFailure = value;
  }
  public resetQuarantineOnFailure() {
    this._quarantineOnFailure = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get quarantineOnFailureInput() {
    return this._quarantineOnFailure;
  }

  // remove_parameters - computed: false, optional: true, required: false
  private _removeParameters?: string[]; 
  public get removeParameters() {
    return this.getListAttribute('remove_parameters');
  }
  public set removeParameters(value: string[]) {
    this._removeParameters = value;
  }
  public resetRemoveParameters() {
    this._removeParameters = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get removeParametersInput() {
    return this._removeParameters;
  }

  // remove_profiles - computed: false, optional: true, required: false
  private _removeProfiles?: string[]; 
  public get removeProfiles() {
    return this.getListAttribute('remove_profiles');
  }
  public set removeProfiles(value: string[]) {
    this._removeProfiles = value;
  }
  public resetRemoveProfiles() {
    this._removeProfiles = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get removeProfilesInput() {
    return this._removeProfiles;
  }

  // wait - computed: false, optional: true, required: false
  private _wait?: boolean | cdktn.IResolvable; 
  public get wait() {
    return this.getBooleanAttribute('wait');
  }
  public set wait(value: boolean | cdktn.IResolvable) {
    this._wait = value;
  }
  public resetWait() {
    this._wait = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get waitInput() {
    return this._wait;
  }

  // workflow - computed: false, optional: true, required: false
  private _workflow?: string; 
  public get workflow() {
    return this.getStringAttribute('workflow');
  }
  public set workflow(value: string) {
    this._workflow = value;
  }
  public resetWorkflow() {
    this._workflow = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get workflowInput() {
    return this._workflow;
  }
}
export interface MachineTimeouts {
  /**
  * Longest time for create, such as `90m`. Default `1h`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#create Machine#create}
  */
  readonly create?: string;
  /**
  * Longest time for delete, such as `90m`. Default `1h`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#delete Machine#delete}
  */
  readonly delete?: string;
  /**
  * Longest time for read, such as `90m`. Default `2m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#read Machine#read}
  */
  readonly read?: string;
  /**
  * Longest time for update, such as `90m`. Default `1h`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#update Machine#update}
  */
  readonly update?: string;
}

export function machineTimeoutsToTerraform(struct?: MachineTimeouts | cdktn.IResolvable): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
    create: cdktn.stringToTerraform(struct!.create),
    delete: cdktn.stringToTerraform(struct!.delete),
    read: cdktn.stringToTerraform(struct!.read),
    update: cdktn.stringToTerraform(struct!.update),
  }
}


export function machineTimeoutsToHclTerraform(struct?: MachineTimeouts | cdktn.IResolvable): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
    create: {
      value: cdktn.stringToHclTerraform(struct!.create),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    delete: {
      value: cdktn.stringToHclTerraform(struct!.delete),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    read: {
      value: cdktn.stringToHclTerraform(struct!.read),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    update: {
      value: cdktn.stringToHclTerraform(struct!.update),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class MachineTimeoutsOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktn.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): MachineTimeouts | cdktn.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._create !== undefined) {
      hasAnyValues = true;
      internalValueResult.create = this._create;
    }
    if (this._delete !== undefined) {
      hasAnyValues = true;
      internalValueResult.delete = this._delete;
    }
    if (this._read !== undefined) {
      hasAnyValues = true;
      internalValueResult.read = this._read;
    }
    if (this._update !== undefined) {
      hasAnyValues = true;
      internalValueResult.update = this._update;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: MachineTimeouts | cdktn.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._create = undefined;
      this._delete = undefined;
      this._read = undefined;
      this._update = undefined;
    }
    else if (cdktn.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._create = value.create;
      this._delete = value.delete;
      this._read = value.read;
      this._update = value.update;
    }
  }

  // create - computed: false, optional: true, required: false
  private _create?: string; 
  public get create() {
    return this.getStringAttribute('create');
  }
  public set create(value: string) {
    this._create = value;
  }
  public resetCreate() {
    this._create = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get createInput() {
    return this._create;
  }

  // delete - computed: false, optional: true, required: false
  private _delete?: string; 
  public get delete() {
    return this.getStringAttribute('delete');
  }
  public set delete(value: string) {
    this._delete = value;
  }
  public resetDelete() {
    this._delete = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get deleteInput() {
    return this._delete;
  }

  // read - computed: false, optional: true, required: false
  private _read?: string; 
  public get read() {
    return this.getStringAttribute('read');
  }
  public set read(value: string) {
    this._read = value;
  }
  public resetRead() {
    this._read = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get readInput() {
    return this._read;
  }

  // update - computed: false, optional: true, required: false
  private _update?: string; 
  public get update() {
    return this.getStringAttribute('update');
  }
  public set update(value: string) {
    this._update = value;
  }
  public resetUpdate() {
    this._update = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get updateInput() {
    return this._update;
  }
}

/**
* Represents a {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine drp_machine}
*/
export class Machine extends cdktn.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "drp_machine";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a Machine resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the Machine to import
  * @param importFromId The id of the existing Machine that should be imported. Refer to the {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the Machine to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "drp_machine", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine drp_machine} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options MachineConfig = {}
  */
  public constructor(scope: Construct, id: string, config: MachineConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'drp_machine',
      terraformGeneratorMetadata: {
        providerName: 'drp',
        providerVersionConstraint: '~> 0.1'
      },
      provider: config.provider,
      dependsOn: config.dependsOn,
      count: config.count,
      lifecycle: config.lifecycle,
      provisioners: config.provisioners,
      connection: config.connection,
      forEach: config.forEach
    });
    this._addParameters = config.addParameters;
    this._addProfiles = config.addProfiles;
    this._allocateWorkflow = config.allocateWorkflow;
    this._antiAffinity.internalValue = config.antiAffinity;
    this._authorizedKeys = config.authorizedKeys;
    this._bootenv = config.bootenv;
    this._claimKey = config.claimKey;
    this._constraints.internalValue = config.constraints;
    this._deallocateParameters = config.deallocateParameters;
    this._deallocateProfiles = config.deallocateProfiles;
    this._deallocateWorkflow = config.deallocateWorkflow;
    this._description = config.description;
    this._expiresAt = config.expiresAt;
    this._exportParameters = config.exportParameters;
    this._filterChange = config.filterChange;
    this._filters = config.filters;
    this._hostname = config.hostname;
    this._image = config.image;
    this._locked = config.locked;
    this._machine = config.machine;
    this._meta = config.meta;
    this._metadata = config.metadata;
    this._networkData = config.networkData;
    this._onChange = config.onChange;
    this._onFailure = config.onFailure;
    this._onRelease.internalValue = config.onRelease;
    this._onTimeout = config.onTimeout;
    this._pool = config.pool;
    this._secretParametersWo = config.secretParametersWo;
    this._secretParametersWoVersion = config.secretParametersWoVersion;
    this._timeout = config.timeout;
    this._timeouts.internalValue = config.timeouts;
    this._userData = config.userData;
    this._userDataWo = config.userDataWo;
    this._userDataWoVersion = config.userDataWoVersion;
    this._waitFor = config.waitFor;
    this._waitForCapacity = config.waitForCapacity;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // add_parameters - computed: false, optional: true, required: false
  private _addParameters?: any; 
  public get addParameters() {
    return this.getAnyMapAttribute('add_parameters');
  }
  public set addParameters(value: any) {
    this._addParameters = value;
  }
  public resetAddParameters() {
    this._addParameters = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get addParametersInput() {
    return this._addParameters;
  }

  // add_profiles - computed: false, optional: true, required: false
  private _addProfiles?: string[]; 
  public get addProfiles() {
    return this.getListAttribute('add_profiles');
  }
  public set addProfiles(value: string[]) {
    this._addProfiles = value;
  }
  public resetAddProfiles() {
    this._addProfiles = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get addProfilesInput() {
    return this._addProfiles;
  }

  // address - computed: true, optional: false, required: false
  public get address() {
    return this.getStringAttribute('address');
  }

  // addresses - computed: true, optional: false, required: false
  public get addresses() {
    return this.getListAttribute('addresses');
  }

  // allocate_workflow - computed: false, optional: true, required: false
  private _allocateWorkflow?: string; 
  public get allocateWorkflow() {
    return this.getStringAttribute('allocate_workflow');
  }
  public set allocateWorkflow(value: string) {
    this._allocateWorkflow = value;
  }
  public resetAllocateWorkflow() {
    this._allocateWorkflow = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get allocateWorkflowInput() {
    return this._allocateWorkflow;
  }

  // anti_affinity - computed: false, optional: true, required: false
  private _antiAffinity = new MachineAntiAffinityOutputReference(this, "anti_affinity");
  public get antiAffinity() {
    return this._antiAffinity;
  }
  public putAntiAffinity(value: MachineAntiAffinity) {
    this._antiAffinity.internalValue = value;
  }
  public resetAntiAffinity() {
    this._antiAffinity.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get antiAffinityInput() {
    return this._antiAffinity.internalValue;
  }

  // arch - computed: true, optional: false, required: false
  public get arch() {
    return this.getStringAttribute('arch');
  }

  // authorized_keys - computed: false, optional: true, required: false
  private _authorizedKeys?: string[]; 
  public get authorizedKeys() {
    return this.getListAttribute('authorized_keys');
  }
  public set authorizedKeys(value: string[]) {
    this._authorizedKeys = value;
  }
  public resetAuthorizedKeys() {
    this._authorizedKeys = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get authorizedKeysInput() {
    return this._authorizedKeys;
  }

  // bootenv - computed: false, optional: true, required: false
  private _bootenv?: string; 
  public get bootenv() {
    return this.getStringAttribute('bootenv');
  }
  public set bootenv(value: string) {
    this._bootenv = value;
  }
  public resetBootenv() {
    this._bootenv = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get bootenvInput() {
    return this._bootenv;
  }

  // bootenv_current - computed: true, optional: false, required: false
  public get bootenvCurrent() {
    return this.getStringAttribute('bootenv_current');
  }

  // claim_id - computed: true, optional: false, required: false
  public get claimId() {
    return this.getStringAttribute('claim_id');
  }

  // claim_key - computed: false, optional: true, required: false
  private _claimKey?: string; 
  public get claimKey() {
    return this.getStringAttribute('claim_key');
  }
  public set claimKey(value: string) {
    this._claimKey = value;
  }
  public resetClaimKey() {
    this._claimKey = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get claimKeyInput() {
    return this._claimKey;
  }

  // constraints - computed: false, optional: true, required: false
  private _constraints = new MachineConstraintsOutputReference(this, "constraints");
  public get constraints() {
    return this._constraints;
  }
  public putConstraints(value: MachineConstraints) {
    this._constraints.internalValue = value;
  }
  public resetConstraints() {
    this._constraints.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get constraintsInput() {
    return this._constraints.internalValue;
  }

  // context - computed: true, optional: false, required: false
  public get context() {
    return this.getStringAttribute('context');
  }

  // deallocate_parameters - computed: false, optional: true, required: false
  private _deallocateParameters?: any; 
  public get deallocateParameters() {
    return this.getAnyMapAttribute('deallocate_parameters');
  }
  public set deallocateParameters(value: any) {
    this._deallocateParameters = value;
  }
  public resetDeallocateParameters() {
    this._deallocateParameters = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get deallocateParametersInput() {
    return this._deallocateParameters;
  }

  // deallocate_profiles - computed: false, optional: true, required: false
  private _deallocateProfiles?: string[]; 
  public get deallocateProfiles() {
    return this.getListAttribute('deallocate_profiles');
  }
  public set deallocateProfiles(value: string[]) {
    this._deallocateProfiles = value;
  }
  public resetDeallocateProfiles() {
    this._deallocateProfiles = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get deallocateProfilesInput() {
    return this._deallocateProfiles;
  }

  // deallocate_workflow - computed: false, optional: true, required: false
  private _deallocateWorkflow?: string; 
  public get deallocateWorkflow() {
    return this.getStringAttribute('deallocate_workflow');
  }
  public set deallocateWorkflow(value: string) {
    this._deallocateWorkflow = value;
  }
  public resetDeallocateWorkflow() {
    this._deallocateWorkflow = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get deallocateWorkflowInput() {
    return this._deallocateWorkflow;
  }

  // description - computed: false, optional: true, required: false
  private _description?: string; 
  public get description() {
    return this.getStringAttribute('description');
  }
  public set description(value: string) {
    this._description = value;
  }
  public resetDescription() {
    this._description = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get descriptionInput() {
    return this._description;
  }

  // expires_at - computed: false, optional: true, required: false
  private _expiresAt?: string; 
  public get expiresAt() {
    return this.getStringAttribute('expires_at');
  }
  public set expiresAt(value: string) {
    this._expiresAt = value;
  }
  public resetExpiresAt() {
    this._expiresAt = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get expiresAtInput() {
    return this._expiresAt;
  }

  // export_parameters - computed: false, optional: true, required: false
  private _exportParameters?: string[]; 
  public get exportParameters() {
    return cdktn.Fn.tolist(this.getListAttribute('export_parameters'));
  }
  public set exportParameters(value: string[]) {
    this._exportParameters = value;
  }
  public resetExportParameters() {
    this._exportParameters = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get exportParametersInput() {
    return this._exportParameters;
  }

  // exported_parameters - computed: true, optional: false, required: false
  private _exportedParameters = new cdktn.AnyMap(this, "exported_parameters");
  public get exportedParameters() {
    return this._exportedParameters;
  }

  // filter_change - computed: false, optional: true, required: false
  private _filterChange?: string; 
  public get filterChange() {
    return this.getStringAttribute('filter_change');
  }
  public set filterChange(value: string) {
    this._filterChange = value;
  }
  public resetFilterChange() {
    this._filterChange = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get filterChangeInput() {
    return this._filterChange;
  }

  // filters - computed: false, optional: true, required: false
  private _filters?: string[]; 
  public get filters() {
    return this.getListAttribute('filters');
  }
  public set filters(value: string[]) {
    this._filters = value;
  }
  public resetFilters() {
    this._filters = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get filtersInput() {
    return this._filters;
  }

  // hardware_addrs - computed: true, optional: false, required: false
  public get hardwareAddrs() {
    return this.getListAttribute('hardware_addrs');
  }

  // hostname - computed: false, optional: true, required: false
  private _hostname?: string; 
  public get hostname() {
    return this.getStringAttribute('hostname');
  }
  public set hostname(value: string) {
    this._hostname = value;
  }
  public resetHostname() {
    this._hostname = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get hostnameInput() {
    return this._hostname;
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // image - computed: false, optional: true, required: false
  private _image?: string; 
  public get image() {
    return this.getStringAttribute('image');
  }
  public set image(value: string) {
    this._image = value;
  }
  public resetImage() {
    this._image = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get imageInput() {
    return this._image;
  }

  // inventory - computed: true, optional: false, required: false
  private _inventory = new MachineInventoryOutputReference(this, "inventory");
  public get inventory() {
    return this._inventory;
  }

  // last_job - computed: true, optional: false, required: false
  private _lastJob = new MachineLastJobOutputReference(this, "last_job");
  public get lastJob() {
    return this._lastJob;
  }

  // locked - computed: false, optional: true, required: false
  private _locked?: boolean | cdktn.IResolvable; 
  public get locked() {
    return this.getBooleanAttribute('locked');
  }
  public set locked(value: boolean | cdktn.IResolvable) {
    this._locked = value;
  }
  public resetLocked() {
    this._locked = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get lockedInput() {
    return this._locked;
  }

  // machine - computed: false, optional: true, required: false
  private _machine?: string; 
  public get machine() {
    return this.getStringAttribute('machine');
  }
  public set machine(value: string) {
    this._machine = value;
  }
  public resetMachine() {
    this._machine = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get machineInput() {
    return this._machine;
  }

  // meta - computed: false, optional: true, required: false
  private _meta?: { [key: string]: string }; 
  public get meta() {
    return this.getStringMapAttribute('meta');
  }
  public set meta(value: { [key: string]: string }) {
    this._meta = value;
  }
  public resetMeta() {
    this._meta = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get metaInput() {
    return this._meta;
  }

  // metadata - computed: false, optional: true, required: false
  private _metadata?: any; 
  public get metadata() {
    return this.getAnyMapAttribute('metadata');
  }
  public set metadata(value: any) {
    this._metadata = value;
  }
  public resetMetadata() {
    this._metadata = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get metadataInput() {
    return this._metadata;
  }

  // name - computed: true, optional: false, required: false
  public get name() {
    return this.getStringAttribute('name');
  }

  // network_data - computed: false, optional: true, required: false
  private _networkData?: any; 
  public get networkData() {
    return this.getAnyMapAttribute('network_data');
  }
  public set networkData(value: any) {
    this._networkData = value;
  }
  public resetNetworkData() {
    this._networkData = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get networkDataInput() {
    return this._networkData;
  }

  // on_change - computed: false, optional: true, required: false
  private _onChange?: string; 
  public get onChange() {
    return this.getStringAttribute('on_change');
  }
  public set onChange(value: string) {
    this._onChange = value;
  }
  public resetOnChange() {
    this._onChange = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get onChangeInput() {
    return this._onChange;
  }

  // on_failure - computed: false, optional: true, required: false
  private _onFailure?: string; 
  public get onFailure() {
    return this.getStringAttribute('on_failure');
  }
  public set onFailure(value: string) {
    this._onFailure = value;
  }
  public resetOnFailure() {
    this._onFailure = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get onFailureInput() {
    return this._onFailure;
  }

  // on_release - computed: false, optional: true, required: false
  private _onRelease = new MachineOnReleaseOutputReference(this, "on_release");
  public get onRelease() {
    return this._onRelease;
  }
  public putOnRelease(value: MachineOnRelease) {
    this._onRelease.internalValue = value;
  }
  public resetOnRelease() {
    this._onRelease.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get onReleaseInput() {
    return this._onRelease.internalValue;
  }

  // on_timeout - computed: false, optional: true, required: false
  private _onTimeout?: string; 
  public get onTimeout() {
    return this.getStringAttribute('on_timeout');
  }
  public set onTimeout(value: string) {
    this._onTimeout = value;
  }
  public resetOnTimeout() {
    this._onTimeout = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get onTimeoutInput() {
    return this._onTimeout;
  }

  // os - computed: true, optional: false, required: false
  public get os() {
    return this.getStringAttribute('os');
  }

  // pool - computed: true, optional: true, required: false
  private _pool?: string; 
  public get pool() {
    return this.getStringAttribute('pool');
  }
  public set pool(value: string) {
    this._pool = value;
  }
  public resetPool() {
    this._pool = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get poolInput() {
    return this._pool;
  }

  // profiles - computed: true, optional: false, required: false
  public get profiles() {
    return this.getListAttribute('profiles');
  }

  // runnable - computed: true, optional: false, required: false
  public get runnable() {
    return this.getBooleanAttribute('runnable');
  }

  // secret_parameters_wo - computed: false, optional: true, required: false
  private _secretParametersWo?: any; 
  /**
  * @deprecated Write-only: the provider never returns this value; reading it always yields null by protocol contract. The getter remains for compatibility and will be removed in a future prebuilt-provider major.
  */
  public get secretParametersWo() {
    return this.getAnyMapAttribute('secret_parameters_wo');
  }
  public set secretParametersWo(value: any) {
    this._secretParametersWo = value;
  }
  public resetSecretParametersWo() {
    this._secretParametersWo = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get secretParametersWoInput() {
    return this._secretParametersWo;
  }

  // secret_parameters_wo_version - computed: false, optional: true, required: false
  private _secretParametersWoVersion?: number; 
  public get secretParametersWoVersion() {
    return this.getNumberAttribute('secret_parameters_wo_version');
  }
  public set secretParametersWoVersion(value: number) {
    this._secretParametersWoVersion = value;
  }
  public resetSecretParametersWoVersion() {
    this._secretParametersWoVersion = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get secretParametersWoVersionInput() {
    return this._secretParametersWoVersion;
  }

  // stage - computed: true, optional: false, required: false
  public get stage() {
    return this.getStringAttribute('stage');
  }

  // status - computed: true, optional: false, required: false
  public get status() {
    return this.getStringAttribute('status');
  }

  // timeout - computed: true, optional: true, required: false
  private _timeout?: string; 
  public get timeout() {
    return this.getStringAttribute('timeout');
  }
  public set timeout(value: string) {
    this._timeout = value;
  }
  public resetTimeout() {
    this._timeout = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get timeoutInput() {
    return this._timeout;
  }

  // timeouts - computed: false, optional: true, required: false
  private _timeouts = new MachineTimeoutsOutputReference(this, "timeouts");
  public get timeouts() {
    return this._timeouts;
  }
  public putTimeouts(value: MachineTimeouts) {
    this._timeouts.internalValue = value;
  }
  public resetTimeouts() {
    this._timeouts.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get timeoutsInput() {
    return this._timeouts.internalValue;
  }

  // user_data - computed: false, optional: true, required: false
  private _userData?: string; 
  public get userData() {
    return this.getStringAttribute('user_data');
  }
  public set userData(value: string) {
    this._userData = value;
  }
  public resetUserData() {
    this._userData = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get userDataInput() {
    return this._userData;
  }

  // user_data_wo - computed: false, optional: true, required: false
  private _userDataWo?: string; 
  /**
  * @deprecated Write-only: the provider never returns this value; reading it always yields null by protocol contract. The getter remains for compatibility and will be removed in a future prebuilt-provider major.
  */
  public get userDataWo() {
    return this.getStringAttribute('user_data_wo');
  }
  public set userDataWo(value: string) {
    this._userDataWo = value;
  }
  public resetUserDataWo() {
    this._userDataWo = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get userDataWoInput() {
    return this._userDataWo;
  }

  // user_data_wo_version - computed: false, optional: true, required: false
  private _userDataWoVersion?: number; 
  public get userDataWoVersion() {
    return this.getNumberAttribute('user_data_wo_version');
  }
  public set userDataWoVersion(value: number) {
    this._userDataWoVersion = value;
  }
  public resetUserDataWoVersion() {
    this._userDataWoVersion = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get userDataWoVersionInput() {
    return this._userDataWoVersion;
  }

  // uuid - computed: true, optional: false, required: false
  public get uuid() {
    return this.getStringAttribute('uuid');
  }

  // wait_for - computed: false, optional: true, required: false
  private _waitFor?: string; 
  public get waitFor() {
    return this.getStringAttribute('wait_for');
  }
  public set waitFor(value: string) {
    this._waitFor = value;
  }
  public resetWaitFor() {
    this._waitFor = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get waitForInput() {
    return this._waitFor;
  }

  // wait_for_capacity - computed: false, optional: true, required: false
  private _waitForCapacity?: string; 
  public get waitForCapacity() {
    return this.getStringAttribute('wait_for_capacity');
  }
  public set waitForCapacity(value: string) {
    this._waitForCapacity = value;
  }
  public resetWaitForCapacity() {
    this._waitForCapacity = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get waitForCapacityInput() {
    return this._waitForCapacity;
  }

  // workflow - computed: true, optional: false, required: false
  public get workflow() {
    return this.getStringAttribute('workflow');
  }

  // workflow_complete - computed: true, optional: false, required: false
  public get workflowComplete() {
    return this.getBooleanAttribute('workflow_complete');
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      add_parameters: cdktn.anyToTerraform(this._addParameters),
      add_profiles: cdktn.listMapper(cdktn.stringToTerraform, false)(this._addProfiles),
      allocate_workflow: cdktn.stringToTerraform(this._allocateWorkflow),
      anti_affinity: machineAntiAffinityToTerraform(this._antiAffinity.internalValue),
      authorized_keys: cdktn.listMapper(cdktn.stringToTerraform, false)(this._authorizedKeys),
      bootenv: cdktn.stringToTerraform(this._bootenv),
      claim_key: cdktn.stringToTerraform(this._claimKey),
      constraints: machineConstraintsToTerraform(this._constraints.internalValue),
      deallocate_parameters: cdktn.anyToTerraform(this._deallocateParameters),
      deallocate_profiles: cdktn.listMapper(cdktn.stringToTerraform, false)(this._deallocateProfiles),
      deallocate_workflow: cdktn.stringToTerraform(this._deallocateWorkflow),
      description: cdktn.stringToTerraform(this._description),
      expires_at: cdktn.stringToTerraform(this._expiresAt),
      export_parameters: cdktn.listMapper(cdktn.stringToTerraform, false)(this._exportParameters),
      filter_change: cdktn.stringToTerraform(this._filterChange),
      filters: cdktn.listMapper(cdktn.stringToTerraform, false)(this._filters),
      hostname: cdktn.stringToTerraform(this._hostname),
      image: cdktn.stringToTerraform(this._image),
      locked: cdktn.booleanToTerraform(this._locked),
      machine: cdktn.stringToTerraform(this._machine),
      meta: cdktn.hashMapper(cdktn.stringToTerraform)(this._meta),
      metadata: cdktn.anyToTerraform(this._metadata),
      network_data: cdktn.anyToTerraform(this._networkData),
      on_change: cdktn.stringToTerraform(this._onChange),
      on_failure: cdktn.stringToTerraform(this._onFailure),
      on_release: machineOnReleaseToTerraform(this._onRelease.internalValue),
      on_timeout: cdktn.stringToTerraform(this._onTimeout),
      pool: cdktn.stringToTerraform(this._pool),
      secret_parameters_wo: this.markWriteOnlyAttribute(cdktn.anyToTerraform(this._secretParametersWo)),
      secret_parameters_wo_version: cdktn.numberToTerraform(this._secretParametersWoVersion),
      timeout: cdktn.stringToTerraform(this._timeout),
      timeouts: machineTimeoutsToTerraform(this._timeouts.internalValue),
      user_data: cdktn.stringToTerraform(this._userData),
      user_data_wo: this.markWriteOnlyAttribute(cdktn.stringToTerraform(this._userDataWo)),
      user_data_wo_version: cdktn.numberToTerraform(this._userDataWoVersion),
      wait_for: cdktn.stringToTerraform(this._waitFor),
      wait_for_capacity: cdktn.stringToTerraform(this._waitForCapacity),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      add_parameters: {
        value: cdktn.anyToHclTerraform(this._addParameters),
        isBlock: false,
        type: "any",
        storageClassType: "any",
      },
      add_profiles: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._addProfiles),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      allocate_workflow: {
        value: cdktn.stringToHclTerraform(this._allocateWorkflow),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      anti_affinity: {
        value: machineAntiAffinityToHclTerraform(this._antiAffinity.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "MachineAntiAffinity",
      },
      authorized_keys: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._authorizedKeys),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      bootenv: {
        value: cdktn.stringToHclTerraform(this._bootenv),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      claim_key: {
        value: cdktn.stringToHclTerraform(this._claimKey),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      constraints: {
        value: machineConstraintsToHclTerraform(this._constraints.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "MachineConstraints",
      },
      deallocate_parameters: {
        value: cdktn.anyToHclTerraform(this._deallocateParameters),
        isBlock: false,
        type: "any",
        storageClassType: "any",
      },
      deallocate_profiles: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._deallocateProfiles),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      deallocate_workflow: {
        value: cdktn.stringToHclTerraform(this._deallocateWorkflow),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      description: {
        value: cdktn.stringToHclTerraform(this._description),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      expires_at: {
        value: cdktn.stringToHclTerraform(this._expiresAt),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      export_parameters: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._exportParameters),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      filter_change: {
        value: cdktn.stringToHclTerraform(this._filterChange),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      filters: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._filters),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      hostname: {
        value: cdktn.stringToHclTerraform(this._hostname),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      image: {
        value: cdktn.stringToHclTerraform(this._image),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      locked: {
        value: cdktn.booleanToHclTerraform(this._locked),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      machine: {
        value: cdktn.stringToHclTerraform(this._machine),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      meta: {
        value: cdktn.hashMapperHcl(cdktn.stringToHclTerraform)(this._meta),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      metadata: {
        value: cdktn.anyToHclTerraform(this._metadata),
        isBlock: false,
        type: "any",
        storageClassType: "any",
      },
      network_data: {
        value: cdktn.anyToHclTerraform(this._networkData),
        isBlock: false,
        type: "any",
        storageClassType: "any",
      },
      on_change: {
        value: cdktn.stringToHclTerraform(this._onChange),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      on_failure: {
        value: cdktn.stringToHclTerraform(this._onFailure),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      on_release: {
        value: machineOnReleaseToHclTerraform(this._onRelease.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "MachineOnRelease",
      },
      on_timeout: {
        value: cdktn.stringToHclTerraform(this._onTimeout),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      pool: {
        value: cdktn.stringToHclTerraform(this._pool),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      secret_parameters_wo: {
        value: this.markWriteOnlyAttribute(cdktn.anyToHclTerraform(this._secretParametersWo)),
        isBlock: false,
        type: "any",
        storageClassType: "any",
      },
      secret_parameters_wo_version: {
        value: cdktn.numberToHclTerraform(this._secretParametersWoVersion),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      timeout: {
        value: cdktn.stringToHclTerraform(this._timeout),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      timeouts: {
        value: machineTimeoutsToHclTerraform(this._timeouts.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "MachineTimeouts",
      },
      user_data: {
        value: cdktn.stringToHclTerraform(this._userData),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      user_data_wo: {
        value: this.markWriteOnlyAttribute(cdktn.stringToHclTerraform(this._userDataWo)),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      user_data_wo_version: {
        value: cdktn.numberToHclTerraform(this._userDataWoVersion),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      wait_for: {
        value: cdktn.stringToHclTerraform(this._waitFor),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      wait_for_capacity: {
        value: cdktn.stringToHclTerraform(this._waitForCapacity),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
