// https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ansible_inventory
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface DataDrpAnsibleInventoryConfig extends cdktf.TerraformMetaArguments {
  /**
  * Where addresses come from, the first that gives one: address, name, `param:NAME`. Default address.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ansible_inventory#address DataDrpAnsibleInventory#address}
  */
  readonly address?: string[];
  /**
  * Params left out. Default: what agents found about the hardware.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ansible_inventory#exclude_params DataDrpAnsibleInventory#exclude_params}
  */
  readonly excludeParams?: string[];
  /**
  * DRP filters such as `PoolStatus=InUse` that machines must match; all by default.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ansible_inventory#filters DataDrpAnsibleInventory#filters}
  */
  readonly filters?: string[];
  /**
  * By what machines are grouped: pool, profile, stage, bootenv, workflow, status, os, arch, context, locked, runnable, `param:NAME`, `meta:NAME`. Default: all without an argument but context, locked and runnable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ansible_inventory#group_by DataDrpAnsibleInventory#group_by}
  */
  readonly groupBy?: string[];
  /**
  * Stands before the name of every group. Default `drp_`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ansible_inventory#group_prefix DataDrpAnsibleInventory#group_prefix}
  */
  readonly groupPrefix?: string;
  /**
  * Where names of hosts come from, the first that gives one: name, short, uuid, address, `param:NAME`. Default name.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ansible_inventory#host_name DataDrpAnsibleInventory#host_name}
  */
  readonly hostName?: string[];
  /**
  * Only params that one of these patterns matches; `*` stands for any text.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ansible_inventory#include_params DataDrpAnsibleInventory#include_params}
  */
  readonly includeParams?: string[];
  /**
  * All in variable `drp_params` (nested), each as `drp_param_…` (flat), or by their own names (raw). Default nested.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ansible_inventory#param_style DataDrpAnsibleInventory#param_style}
  */
  readonly paramStyle?: string;
  /**
  * Params to show: none, own, or aggregate for those of profiles, stage and `global` too. Default own.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ansible_inventory#params DataDrpAnsibleInventory#params}
  */
  readonly params?: string;
  /**
  * Leave out machines without an address. Default false: they are in a group of their own.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ansible_inventory#require_address DataDrpAnsibleInventory#require_address}
  */
  readonly requireAddress?: boolean | cdktf.IResolvable;
  /**
  * User where param `ansible_user` says nothing. Default `root`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ansible_inventory#user DataDrpAnsibleInventory#user}
  */
  readonly user?: string;
}

/**
* Represents a {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ansible_inventory drp_ansible_inventory}
*/
export class DataDrpAnsibleInventory extends cdktf.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "drp_ansible_inventory";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a DataDrpAnsibleInventory resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataDrpAnsibleInventory to import
  * @param importFromId The id of the existing DataDrpAnsibleInventory that should be imported. Refer to the {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ansible_inventory#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the DataDrpAnsibleInventory to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "drp_ansible_inventory", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ansible_inventory drp_ansible_inventory} Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataDrpAnsibleInventoryConfig = {}
  */
  public constructor(scope: Construct, id: string, config: DataDrpAnsibleInventoryConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'drp_ansible_inventory',
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
    this._excludeParams = config.excludeParams;
    this._filters = config.filters;
    this._groupBy = config.groupBy;
    this._groupPrefix = config.groupPrefix;
    this._hostName = config.hostName;
    this._includeParams = config.includeParams;
    this._paramStyle = config.paramStyle;
    this._params = config.params;
    this._requireAddress = config.requireAddress;
    this._user = config.user;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // address - computed: false, optional: true, required: false
  private _address?: string[]; 
  public get address() {
    return this.getListAttribute('address');
  }
  public set address(value: string[]) {
    this._address = value;
  }
  public resetAddress() {
    this._address = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get addressInput() {
    return this._address;
  }

  // exclude_params - computed: false, optional: true, required: false
  private _excludeParams?: string[]; 
  public get excludeParams() {
    return this.getListAttribute('exclude_params');
  }
  public set excludeParams(value: string[]) {
    this._excludeParams = value;
  }
  public resetExcludeParams() {
    this._excludeParams = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get excludeParamsInput() {
    return this._excludeParams;
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

  // group_by - computed: false, optional: true, required: false
  private _groupBy?: string[]; 
  public get groupBy() {
    return this.getListAttribute('group_by');
  }
  public set groupBy(value: string[]) {
    this._groupBy = value;
  }
  public resetGroupBy() {
    this._groupBy = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get groupByInput() {
    return this._groupBy;
  }

  // group_prefix - computed: false, optional: true, required: false
  private _groupPrefix?: string; 
  public get groupPrefix() {
    return this.getStringAttribute('group_prefix');
  }
  public set groupPrefix(value: string) {
    this._groupPrefix = value;
  }
  public resetGroupPrefix() {
    this._groupPrefix = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get groupPrefixInput() {
    return this._groupPrefix;
  }

  // host_name - computed: false, optional: true, required: false
  private _hostName?: string[]; 
  public get hostName() {
    return this.getListAttribute('host_name');
  }
  public set hostName(value: string[]) {
    this._hostName = value;
  }
  public resetHostName() {
    this._hostName = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get hostNameInput() {
    return this._hostName;
  }

  // include_params - computed: false, optional: true, required: false
  private _includeParams?: string[]; 
  public get includeParams() {
    return this.getListAttribute('include_params');
  }
  public set includeParams(value: string[]) {
    this._includeParams = value;
  }
  public resetIncludeParams() {
    this._includeParams = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get includeParamsInput() {
    return this._includeParams;
  }

  // json - computed: true, optional: false, required: false
  public get json() {
    return this.getStringAttribute('json');
  }

  // param_style - computed: false, optional: true, required: false
  private _paramStyle?: string; 
  public get paramStyle() {
    return this.getStringAttribute('param_style');
  }
  public set paramStyle(value: string) {
    this._paramStyle = value;
  }
  public resetParamStyle() {
    this._paramStyle = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get paramStyleInput() {
    return this._paramStyle;
  }

  // params - computed: false, optional: true, required: false
  private _params?: string; 
  public get params() {
    return this.getStringAttribute('params');
  }
  public set params(value: string) {
    this._params = value;
  }
  public resetParams() {
    this._params = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get paramsInput() {
    return this._params;
  }

  // require_address - computed: false, optional: true, required: false
  private _requireAddress?: boolean | cdktf.IResolvable; 
  public get requireAddress() {
    return this.getBooleanAttribute('require_address');
  }
  public set requireAddress(value: boolean | cdktf.IResolvable) {
    this._requireAddress = value;
  }
  public resetRequireAddress() {
    this._requireAddress = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get requireAddressInput() {
    return this._requireAddress;
  }

  // user - computed: false, optional: true, required: false
  private _user?: string; 
  public get user() {
    return this.getStringAttribute('user');
  }
  public set user(value: string) {
    this._user = value;
  }
  public resetUser() {
    this._user = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get userInput() {
    return this._user;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      address: cdktf.listMapper(cdktf.stringToTerraform, false)(this._address),
      exclude_params: cdktf.listMapper(cdktf.stringToTerraform, false)(this._excludeParams),
      filters: cdktf.listMapper(cdktf.stringToTerraform, false)(this._filters),
      group_by: cdktf.listMapper(cdktf.stringToTerraform, false)(this._groupBy),
      group_prefix: cdktf.stringToTerraform(this._groupPrefix),
      host_name: cdktf.listMapper(cdktf.stringToTerraform, false)(this._hostName),
      include_params: cdktf.listMapper(cdktf.stringToTerraform, false)(this._includeParams),
      param_style: cdktf.stringToTerraform(this._paramStyle),
      params: cdktf.stringToTerraform(this._params),
      require_address: cdktf.booleanToTerraform(this._requireAddress),
      user: cdktf.stringToTerraform(this._user),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      address: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._address),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      exclude_params: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._excludeParams),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      filters: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._filters),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      group_by: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._groupBy),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      group_prefix: {
        value: cdktf.stringToHclTerraform(this._groupPrefix),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      host_name: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._hostName),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      include_params: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._includeParams),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      param_style: {
        value: cdktf.stringToHclTerraform(this._paramStyle),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      params: {
        value: cdktf.stringToHclTerraform(this._params),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      require_address: {
        value: cdktf.booleanToHclTerraform(this._requireAddress),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      user: {
        value: cdktf.stringToHclTerraform(this._user),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
