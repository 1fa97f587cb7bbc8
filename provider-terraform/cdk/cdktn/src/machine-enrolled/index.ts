// https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface MachineEnrolledConfig extends cdktn.TerraformMetaArguments {
  /**
  * Last address the machine was given; unique among machines. `0.0.0.0` means it lost it to another one.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#address MachineEnrolled#address}
  */
  readonly address?: string;
  /**
  * Take over a machine that is there already instead of failing; what the configuration does not give is shown as a change by the next plan. Default false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#adopt_existing MachineEnrolled#adopt_existing}
  */
  readonly adoptExisting?: boolean | cdktn.IResolvable;
  /**
  * `amd64` by default.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#arch MachineEnrolled#arch}
  */
  readonly arch?: string;
  /**
  * Management controller of the machine, as the params that plugins for power read. Do not set the same in `params`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#bmc MachineEnrolled#bmc}
  */
  readonly bmc?: MachineEnrolledBmc;
  /**
  * Boot environment.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#boot_env MachineEnrolled#boot_env}
  */
  readonly bootEnv?: string;
  /**
  * Empty: tasks run on the machine; otherwise the name of a context.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#context MachineEnrolled#context}
  */
  readonly context?: string;
  /**
  * One line on what it is.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#description MachineEnrolled#description}
  */
  readonly description?: string;
  /**
  * MAC addresses, lower case with colons; they tie DHCP requests to the machine.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#hardware_addrs MachineEnrolled#hardware_addrs}
  */
  readonly hardwareAddrs?: string[];
  /**
  * Refuses edits and deletion except unlocking. Default `false`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#locked MachineEnrolled#locked}
  */
  readonly locked?: boolean | cdktn.IResolvable;
  /**
  * Annotations such as `icon`, `color`, `title`. Only those given are looked after.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#meta MachineEnrolled#meta}
  */
  readonly meta?: { [key: string]: string };
  /**
  * Name.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#name MachineEnrolled#name}
  */
  readonly name: string;
  /**
  * `delete` removes the machine from the inventory when the resource is destroyed, `detach` leaves it there. Default `delete`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#on_destroy MachineEnrolled#on_destroy}
  */
  readonly onDestroy?: string;
  /**
  * Parameters by name, with values of any type. Only those given are looked after; others may add theirs.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#params MachineEnrolled#params}
  */
  readonly params?: any;
  /**
  * Pool.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#pool MachineEnrolled#pool}
  */
  readonly pool?: string;
  /**
  * Profiles in order of precedence, without duplicates.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#profiles MachineEnrolled#profiles}
  */
  readonly profiles?: string[];
  /**
  * Fail, instead of only warning, when the object is not available after it was written.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#require_available MachineEnrolled#require_available}
  */
  readonly requireAvailable?: boolean | cdktn.IResolvable;
  /**
  * Whether the machine's agent may take jobs.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#runnable MachineEnrolled#runnable}
  */
  readonly runnable?: boolean | cdktn.IResolvable;
  /**
  * Parameters that are secret, by name. Never stored; sealed and sent when the object is made and when `secret_params_wo_version` changes.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#secret_params_wo MachineEnrolled#secret_params_wo}
  */
  readonly secretParamsWo?: any;
  /**
  * Change it to send `secret_params_wo` again.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#secret_params_wo_version MachineEnrolled#secret_params_wo_version}
  */
  readonly secretParamsWoVersion?: number;
  /**
  * Stage.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#stage MachineEnrolled#stage}
  */
  readonly stage?: string;
  /**
  * How long each operation may take.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#timeouts MachineEnrolled#timeouts}
  */
  readonly timeouts?: MachineEnrolledTimeouts;
  /**
  * After a create or update that gives the machine a workflow, wait until it is done; fail when a job of it fails. Default false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#wait_for_workflow MachineEnrolled#wait_for_workflow}
  */
  readonly waitForWorkflow?: boolean | cdktn.IResolvable;
  /**
  * Workflow to run.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#workflow MachineEnrolled#workflow}
  */
  readonly workflow?: string;
}
export interface MachineEnrolledBmc {
  /**
  * Address or host name of the BMC: param `ipmi/address`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#address MachineEnrolled#address}
  */
  readonly address: string;
  /**
  * Password of the BMC: param `ipmi/password`. Never stored; sealed where the param is secret, and sent when it is new and when `password_wo_version` changes.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#password_wo MachineEnrolled#password_wo}
  */
  readonly passwordWo?: string;
  /**
  * Change it to send `password_wo` again.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#password_wo_version MachineEnrolled#password_wo_version}
  */
  readonly passwordWoVersion?: number;
  /**
  * How the BMC is spoken to, such as `ipmitool` or `redfish`: param `ipmi/mode`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#type MachineEnrolled#type}
  */
  readonly type?: string;
  /**
  * User of the BMC: param `ipmi/username`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#username MachineEnrolled#username}
  */
  readonly username?: string;
}

export function machineEnrolledBmcToTerraform(struct?: MachineEnrolledBmc | cdktn.IResolvable): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
    address: cdktn.stringToTerraform(struct!.address),
    password_wo: cdktn.stringToTerraform(struct!.passwordWo),
    password_wo_version: cdktn.numberToTerraform(struct!.passwordWoVersion),
    type: cdktn.stringToTerraform(struct!.type),
    username: cdktn.stringToTerraform(struct!.username),
  }
}


export function machineEnrolledBmcToHclTerraform(struct?: MachineEnrolledBmc | cdktn.IResolvable): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
    address: {
      value: cdktn.stringToHclTerraform(struct!.address),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    password_wo: {
      value: cdktn.stringToHclTerraform(struct!.passwordWo),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    password_wo_version: {
      value: cdktn.numberToHclTerraform(struct!.passwordWoVersion),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    type: {
      value: cdktn.stringToHclTerraform(struct!.type),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    username: {
      value: cdktn.stringToHclTerraform(struct!.username),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class MachineEnrolledBmcOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktn.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): MachineEnrolledBmc | cdktn.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._address !== undefined) {
      hasAnyValues = true;
      internalValueResult.address = this._address;
    }
    if (this._passwordWo !== undefined) {
      hasAnyValues = true;
      internalValueResult.passwordWo = this._passwordWo;
    }
    if (this._passwordWoVersion !== undefined) {
      hasAnyValues = true;
      internalValueResult.passwordWoVersion = this._passwordWoVersion;
    }
    if (this._type !== undefined) {
      hasAnyValues = true;
      internalValueResult.type = this._type;
    }
    if (this._username !== undefined) {
      hasAnyValues = true;
      internalValueResult.username = this._username;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: MachineEnrolledBmc | cdktn.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._address = undefined;
      this._passwordWo = undefined;
      this._passwordWoVersion = undefined;
      this._type = undefined;
      this._username = undefined;
    }
    else if (cdktn.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._address = value.address;
      this._passwordWo = value.passwordWo;
      this._passwordWoVersion = value.passwordWoVersion;
      this._type = value.type;
      this._username = value.username;
    }
  }

  // address - computed: false, optional: false, required: true
  private _address?: string; 
  public get address() {
    return this.getStringAttribute('address');
  }
  public set address(value: string) {
    this._address = value;
  }
  // Temporarily expose input value. Use with caution.
  public get addressInput() {
    return this._address;
  }

  // password_wo - computed: false, optional: true, required: false
  private _passwordWo?: string; 
  /**
  * @deprecated Write-only: the provider never returns this value; reading it always yields null by protocol contract. The getter remains for compatibility and will be removed in a future prebuilt-provider major.
  */
  public get passwordWo() {
    return this.getStringAttribute('password_wo');
  }
  public set passwordWo(value: string) {
    this._passwordWo = value;
  }
  public resetPasswordWo() {
    this._passwordWo = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get passwordWoInput() {
    return this._passwordWo;
  }

  // password_wo_version - computed: false, optional: true, required: false
  private _passwordWoVersion?: number; 
  public get passwordWoVersion() {
    return this.getNumberAttribute('password_wo_version');
  }
  public set passwordWoVersion(value: number) {
    this._passwordWoVersion = value;
  }
  public resetPasswordWoVersion() {
    this._passwordWoVersion = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get passwordWoVersionInput() {
    return this._passwordWoVersion;
  }

  // type - computed: false, optional: true, required: false
  private _type?: string; 
  public get type() {
    return this.getStringAttribute('type');
  }
  public set type(value: string) {
    this._type = value;
  }
  public resetType() {
    this._type = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get typeInput() {
    return this._type;
  }

  // username - computed: false, optional: true, required: false
  private _username?: string; 
  public get username() {
    return this.getStringAttribute('username');
  }
  public set username(value: string) {
    this._username = value;
  }
  public resetUsername() {
    this._username = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get usernameInput() {
    return this._username;
  }
}
export interface MachineEnrolledTimeouts {
  /**
  * Longest time for create, such as `90m`. Default `1h`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#create MachineEnrolled#create}
  */
  readonly create?: string;
  /**
  * Longest time for delete, such as `90m`. Default `5m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#delete MachineEnrolled#delete}
  */
  readonly delete?: string;
  /**
  * Longest time for read, such as `90m`. Default `5m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#read MachineEnrolled#read}
  */
  readonly read?: string;
  /**
  * Longest time for update, such as `90m`. Default `1h`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#update MachineEnrolled#update}
  */
  readonly update?: string;
}

export function machineEnrolledTimeoutsToTerraform(struct?: MachineEnrolledTimeouts | cdktn.IResolvable): any {
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


export function machineEnrolledTimeoutsToHclTerraform(struct?: MachineEnrolledTimeouts | cdktn.IResolvable): any {
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

export class MachineEnrolledTimeoutsOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktn.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): MachineEnrolledTimeouts | cdktn.IResolvable | undefined {
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

  public set internalValue(value: MachineEnrolledTimeouts | cdktn.IResolvable | undefined) {
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
* Represents a {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled drp_machine_enrolled}
*/
export class MachineEnrolled extends cdktn.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "drp_machine_enrolled";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a MachineEnrolled resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the MachineEnrolled to import
  * @param importFromId The id of the existing MachineEnrolled that should be imported. Refer to the {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the MachineEnrolled to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "drp_machine_enrolled", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/machine_enrolled drp_machine_enrolled} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options MachineEnrolledConfig
  */
  public constructor(scope: Construct, id: string, config: MachineEnrolledConfig) {
    super(scope, id, {
      terraformResourceType: 'drp_machine_enrolled',
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
    this._address = config.address;
    this._adoptExisting = config.adoptExisting;
    this._arch = config.arch;
    this._bmc.internalValue = config.bmc;
    this._bootEnv = config.bootEnv;
    this._context = config.context;
    this._description = config.description;
    this._hardwareAddrs = config.hardwareAddrs;
    this._locked = config.locked;
    this._meta = config.meta;
    this._name = config.name;
    this._onDestroy = config.onDestroy;
    this._params = config.params;
    this._pool = config.pool;
    this._profiles = config.profiles;
    this._requireAvailable = config.requireAvailable;
    this._runnable = config.runnable;
    this._secretParamsWo = config.secretParamsWo;
    this._secretParamsWoVersion = config.secretParamsWoVersion;
    this._stage = config.stage;
    this._timeouts.internalValue = config.timeouts;
    this._waitForWorkflow = config.waitForWorkflow;
    this._workflow = config.workflow;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // address - computed: true, optional: true, required: false
  private _address?: string; 
  public get address() {
    return this.getStringAttribute('address');
  }
  public set address(value: string) {
    this._address = value;
  }
  public resetAddress() {
    this._address = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get addressInput() {
    return this._address;
  }

  // adopt_existing - computed: false, optional: true, required: false
  private _adoptExisting?: boolean | cdktn.IResolvable; 
  public get adoptExisting() {
    return this.getBooleanAttribute('adopt_existing');
  }
  public set adoptExisting(value: boolean | cdktn.IResolvable) {
    this._adoptExisting = value;
  }
  public resetAdoptExisting() {
    this._adoptExisting = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get adoptExistingInput() {
    return this._adoptExisting;
  }

  // arch - computed: true, optional: true, required: false
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

  // available - computed: true, optional: false, required: false
  public get available() {
    return this.getBooleanAttribute('available');
  }

  // bmc - computed: false, optional: true, required: false
  private _bmc = new MachineEnrolledBmcOutputReference(this, "bmc");
  public get bmc() {
    return this._bmc;
  }
  public putBmc(value: MachineEnrolledBmc) {
    this._bmc.internalValue = value;
  }
  public resetBmc() {
    this._bmc.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get bmcInput() {
    return this._bmc.internalValue;
  }

  // boot_env - computed: true, optional: true, required: false
  private _bootEnv?: string; 
  public get bootEnv() {
    return this.getStringAttribute('boot_env');
  }
  public set bootEnv(value: string) {
    this._bootEnv = value;
  }
  public resetBootEnv() {
    this._bootEnv = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get bootEnvInput() {
    return this._bootEnv;
  }

  // bundle - computed: true, optional: false, required: false
  public get bundle() {
    return this.getStringAttribute('bundle');
  }

  // context - computed: true, optional: true, required: false
  private _context?: string; 
  public get context() {
    return this.getStringAttribute('context');
  }
  public set context(value: string) {
    this._context = value;
  }
  public resetContext() {
    this._context = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get contextInput() {
    return this._context;
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

  // endpoint - computed: true, optional: false, required: false
  public get endpoint() {
    return this.getStringAttribute('endpoint');
  }

  // errors - computed: true, optional: false, required: false
  public get errors() {
    return this.getListAttribute('errors');
  }

  // hardware_addrs - computed: true, optional: true, required: false
  private _hardwareAddrs?: string[]; 
  public get hardwareAddrs() {
    return this.getListAttribute('hardware_addrs');
  }
  public set hardwareAddrs(value: string[]) {
    this._hardwareAddrs = value;
  }
  public resetHardwareAddrs() {
    this._hardwareAddrs = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get hardwareAddrsInput() {
    return this._hardwareAddrs;
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // locked - computed: true, optional: true, required: false
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

  // name - computed: false, optional: false, required: true
  private _name?: string; 
  public get name() {
    return this.getStringAttribute('name');
  }
  public set name(value: string) {
    this._name = value;
  }
  // Temporarily expose input value. Use with caution.
  public get nameInput() {
    return this._name;
  }

  // on_destroy - computed: false, optional: true, required: false
  private _onDestroy?: string; 
  public get onDestroy() {
    return this.getStringAttribute('on_destroy');
  }
  public set onDestroy(value: string) {
    this._onDestroy = value;
  }
  public resetOnDestroy() {
    this._onDestroy = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get onDestroyInput() {
    return this._onDestroy;
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

  // profiles - computed: true, optional: true, required: false
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

  // read_only - computed: true, optional: false, required: false
  public get readOnly() {
    return this.getBooleanAttribute('read_only');
  }

  // require_available - computed: false, optional: true, required: false
  private _requireAvailable?: boolean | cdktn.IResolvable; 
  public get requireAvailable() {
    return this.getBooleanAttribute('require_available');
  }
  public set requireAvailable(value: boolean | cdktn.IResolvable) {
    this._requireAvailable = value;
  }
  public resetRequireAvailable() {
    this._requireAvailable = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get requireAvailableInput() {
    return this._requireAvailable;
  }

  // runnable - computed: true, optional: true, required: false
  private _runnable?: boolean | cdktn.IResolvable; 
  public get runnable() {
    return this.getBooleanAttribute('runnable');
  }
  public set runnable(value: boolean | cdktn.IResolvable) {
    this._runnable = value;
  }
  public resetRunnable() {
    this._runnable = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get runnableInput() {
    return this._runnable;
  }

  // secret_params_wo - computed: false, optional: true, required: false
  private _secretParamsWo?: any; 
  /**
  * @deprecated Write-only: the provider never returns this value; reading it always yields null by protocol contract. The getter remains for compatibility and will be removed in a future prebuilt-provider major.
  */
  public get secretParamsWo() {
    return this.getAnyMapAttribute('secret_params_wo');
  }
  public set secretParamsWo(value: any) {
    this._secretParamsWo = value;
  }
  public resetSecretParamsWo() {
    this._secretParamsWo = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get secretParamsWoInput() {
    return this._secretParamsWo;
  }

  // secret_params_wo_version - computed: false, optional: true, required: false
  private _secretParamsWoVersion?: number; 
  public get secretParamsWoVersion() {
    return this.getNumberAttribute('secret_params_wo_version');
  }
  public set secretParamsWoVersion(value: number) {
    this._secretParamsWoVersion = value;
  }
  public resetSecretParamsWoVersion() {
    this._secretParamsWoVersion = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get secretParamsWoVersionInput() {
    return this._secretParamsWoVersion;
  }

  // stage - computed: true, optional: true, required: false
  private _stage?: string; 
  public get stage() {
    return this.getStringAttribute('stage');
  }
  public set stage(value: string) {
    this._stage = value;
  }
  public resetStage() {
    this._stage = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get stageInput() {
    return this._stage;
  }

  // timeouts - computed: false, optional: true, required: false
  private _timeouts = new MachineEnrolledTimeoutsOutputReference(this, "timeouts");
  public get timeouts() {
    return this._timeouts;
  }
  public putTimeouts(value: MachineEnrolledTimeouts) {
    this._timeouts.internalValue = value;
  }
  public resetTimeouts() {
    this._timeouts.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get timeoutsInput() {
    return this._timeouts.internalValue;
  }

  // uuid - computed: true, optional: false, required: false
  public get uuid() {
    return this.getStringAttribute('uuid');
  }

  // validated - computed: true, optional: false, required: false
  public get validated() {
    return this.getBooleanAttribute('validated');
  }

  // wait_for_workflow - computed: false, optional: true, required: false
  private _waitForWorkflow?: boolean | cdktn.IResolvable; 
  public get waitForWorkflow() {
    return this.getBooleanAttribute('wait_for_workflow');
  }
  public set waitForWorkflow(value: boolean | cdktn.IResolvable) {
    this._waitForWorkflow = value;
  }
  public resetWaitForWorkflow() {
    this._waitForWorkflow = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get waitForWorkflowInput() {
    return this._waitForWorkflow;
  }

  // workflow - computed: true, optional: true, required: false
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

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      address: cdktn.stringToTerraform(this._address),
      adopt_existing: cdktn.booleanToTerraform(this._adoptExisting),
      arch: cdktn.stringToTerraform(this._arch),
      bmc: machineEnrolledBmcToTerraform(this._bmc.internalValue),
      boot_env: cdktn.stringToTerraform(this._bootEnv),
      context: cdktn.stringToTerraform(this._context),
      description: cdktn.stringToTerraform(this._description),
      hardware_addrs: cdktn.listMapper(cdktn.stringToTerraform, false)(this._hardwareAddrs),
      locked: cdktn.booleanToTerraform(this._locked),
      meta: cdktn.hashMapper(cdktn.stringToTerraform)(this._meta),
      name: cdktn.stringToTerraform(this._name),
      on_destroy: cdktn.stringToTerraform(this._onDestroy),
      params: cdktn.anyToTerraform(this._params),
      pool: cdktn.stringToTerraform(this._pool),
      profiles: cdktn.listMapper(cdktn.stringToTerraform, false)(this._profiles),
      require_available: cdktn.booleanToTerraform(this._requireAvailable),
      runnable: cdktn.booleanToTerraform(this._runnable),
      secret_params_wo: this.markWriteOnlyAttribute(cdktn.anyToTerraform(this._secretParamsWo)),
      secret_params_wo_version: cdktn.numberToTerraform(this._secretParamsWoVersion),
      stage: cdktn.stringToTerraform(this._stage),
      timeouts: machineEnrolledTimeoutsToTerraform(this._timeouts.internalValue),
      wait_for_workflow: cdktn.booleanToTerraform(this._waitForWorkflow),
      workflow: cdktn.stringToTerraform(this._workflow),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      address: {
        value: cdktn.stringToHclTerraform(this._address),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      adopt_existing: {
        value: cdktn.booleanToHclTerraform(this._adoptExisting),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      arch: {
        value: cdktn.stringToHclTerraform(this._arch),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      bmc: {
        value: machineEnrolledBmcToHclTerraform(this._bmc.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "MachineEnrolledBmc",
      },
      boot_env: {
        value: cdktn.stringToHclTerraform(this._bootEnv),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      context: {
        value: cdktn.stringToHclTerraform(this._context),
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
      hardware_addrs: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._hardwareAddrs),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      locked: {
        value: cdktn.booleanToHclTerraform(this._locked),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      meta: {
        value: cdktn.hashMapperHcl(cdktn.stringToHclTerraform)(this._meta),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      name: {
        value: cdktn.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      on_destroy: {
        value: cdktn.stringToHclTerraform(this._onDestroy),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      params: {
        value: cdktn.anyToHclTerraform(this._params),
        isBlock: false,
        type: "any",
        storageClassType: "any",
      },
      pool: {
        value: cdktn.stringToHclTerraform(this._pool),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      profiles: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._profiles),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      require_available: {
        value: cdktn.booleanToHclTerraform(this._requireAvailable),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      runnable: {
        value: cdktn.booleanToHclTerraform(this._runnable),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      secret_params_wo: {
        value: this.markWriteOnlyAttribute(cdktn.anyToHclTerraform(this._secretParamsWo)),
        isBlock: false,
        type: "any",
        storageClassType: "any",
      },
      secret_params_wo_version: {
        value: cdktn.numberToHclTerraform(this._secretParamsWoVersion),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      stage: {
        value: cdktn.stringToHclTerraform(this._stage),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      timeouts: {
        value: machineEnrolledTimeoutsToHclTerraform(this._timeouts.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "MachineEnrolledTimeouts",
      },
      wait_for_workflow: {
        value: cdktn.booleanToHclTerraform(this._waitForWorkflow),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      workflow: {
        value: cdktn.stringToHclTerraform(this._workflow),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
