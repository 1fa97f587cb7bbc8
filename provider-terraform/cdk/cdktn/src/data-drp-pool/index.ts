// https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/pool
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface DataDrpPoolConfig extends cdktn.TerraformMetaArguments {
  /**
  * DRP filters such as `Description=Re(^web)` that exactly one pool matches.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/pool#filters DataDrpPool#filters}
  */
  readonly filters?: string[];
  /**
  * Give nulls, and `found` false, instead of failing when there is no such pool.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/pool#optional DataDrpPool#optional}
  */
  readonly optional?: boolean | cdktn.IResolvable;
  /**
  * Id.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/pool#pool_id DataDrpPool#pool_id}
  */
  readonly poolId?: string;
}
export interface DataDrpPoolAllocateActions {
}

export function dataDrpPoolAllocateActionsToTerraform(struct?: DataDrpPoolAllocateActions): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function dataDrpPoolAllocateActionsToHclTerraform(struct?: DataDrpPoolAllocateActions): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDrpPoolAllocateActionsOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataDrpPoolAllocateActions | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDrpPoolAllocateActions | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // add_parameters - computed: true, optional: false, required: false
  private _addParameters = new cdktn.AnyMap(this, "add_parameters");
  public get addParameters() {
    return this._addParameters;
  }

  // add_profiles - computed: true, optional: false, required: false
  public get addProfiles() {
    return this.getListAttribute('add_profiles');
  }

  // remove_parameters - computed: true, optional: false, required: false
  public get removeParameters() {
    return this.getListAttribute('remove_parameters');
  }

  // remove_profiles - computed: true, optional: false, required: false
  public get removeProfiles() {
    return this.getListAttribute('remove_profiles');
  }

  // workflow - computed: true, optional: false, required: false
  public get workflow() {
    return this.getStringAttribute('workflow');
  }
}
export interface DataDrpPoolAutofill {
}

export function dataDrpPoolAutofillToTerraform(struct?: DataDrpPoolAutofill): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function dataDrpPoolAutofillToHclTerraform(struct?: DataDrpPoolAutofill): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDrpPoolAutofillOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataDrpPoolAutofill | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDrpPoolAutofill | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // acquire_pool - computed: true, optional: false, required: false
  public get acquirePool() {
    return this.getStringAttribute('acquire_pool');
  }

  // create_parameters - computed: true, optional: false, required: false
  private _createParameters = new cdktn.AnyMap(this, "create_parameters");
  public get createParameters() {
    return this._createParameters;
  }

  // max_free - computed: true, optional: false, required: false
  public get maxFree() {
    return this.getNumberAttribute('max_free');
  }

  // min_free - computed: true, optional: false, required: false
  public get minFree() {
    return this.getNumberAttribute('min_free');
  }

  // return_pool - computed: true, optional: false, required: false
  public get returnPool() {
    return this.getStringAttribute('return_pool');
  }

  // use_autofill - computed: true, optional: false, required: false
  public get useAutofill() {
    return this.getBooleanAttribute('use_autofill');
  }
}
export interface DataDrpPoolEnterActions {
}

export function dataDrpPoolEnterActionsToTerraform(struct?: DataDrpPoolEnterActions): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function dataDrpPoolEnterActionsToHclTerraform(struct?: DataDrpPoolEnterActions): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDrpPoolEnterActionsOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataDrpPoolEnterActions | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDrpPoolEnterActions | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // add_parameters - computed: true, optional: false, required: false
  private _addParameters = new cdktn.AnyMap(this, "add_parameters");
  public get addParameters() {
    return this._addParameters;
  }

  // add_profiles - computed: true, optional: false, required: false
  public get addProfiles() {
    return this.getListAttribute('add_profiles');
  }

  // remove_parameters - computed: true, optional: false, required: false
  public get removeParameters() {
    return this.getListAttribute('remove_parameters');
  }

  // remove_profiles - computed: true, optional: false, required: false
  public get removeProfiles() {
    return this.getListAttribute('remove_profiles');
  }

  // workflow - computed: true, optional: false, required: false
  public get workflow() {
    return this.getStringAttribute('workflow');
  }
}
export interface DataDrpPoolExitActions {
}

export function dataDrpPoolExitActionsToTerraform(struct?: DataDrpPoolExitActions): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function dataDrpPoolExitActionsToHclTerraform(struct?: DataDrpPoolExitActions): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDrpPoolExitActionsOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataDrpPoolExitActions | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDrpPoolExitActions | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // add_parameters - computed: true, optional: false, required: false
  private _addParameters = new cdktn.AnyMap(this, "add_parameters");
  public get addParameters() {
    return this._addParameters;
  }

  // add_profiles - computed: true, optional: false, required: false
  public get addProfiles() {
    return this.getListAttribute('add_profiles');
  }

  // remove_parameters - computed: true, optional: false, required: false
  public get removeParameters() {
    return this.getListAttribute('remove_parameters');
  }

  // remove_profiles - computed: true, optional: false, required: false
  public get removeProfiles() {
    return this.getListAttribute('remove_profiles');
  }

  // workflow - computed: true, optional: false, required: false
  public get workflow() {
    return this.getStringAttribute('workflow');
  }
}
export interface DataDrpPoolReleaseActions {
}

export function dataDrpPoolReleaseActionsToTerraform(struct?: DataDrpPoolReleaseActions): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function dataDrpPoolReleaseActionsToHclTerraform(struct?: DataDrpPoolReleaseActions): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDrpPoolReleaseActionsOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataDrpPoolReleaseActions | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDrpPoolReleaseActions | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // add_parameters - computed: true, optional: false, required: false
  private _addParameters = new cdktn.AnyMap(this, "add_parameters");
  public get addParameters() {
    return this._addParameters;
  }

  // add_profiles - computed: true, optional: false, required: false
  public get addProfiles() {
    return this.getListAttribute('add_profiles');
  }

  // remove_parameters - computed: true, optional: false, required: false
  public get removeParameters() {
    return this.getListAttribute('remove_parameters');
  }

  // remove_profiles - computed: true, optional: false, required: false
  public get removeProfiles() {
    return this.getListAttribute('remove_profiles');
  }

  // workflow - computed: true, optional: false, required: false
  public get workflow() {
    return this.getStringAttribute('workflow');
  }
}

/**
* Represents a {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/pool drp_pool}
*/
export class DataDrpPool extends cdktn.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "drp_pool";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a DataDrpPool resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataDrpPool to import
  * @param importFromId The id of the existing DataDrpPool that should be imported. Refer to the {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/pool#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the DataDrpPool to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "drp_pool", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/pool drp_pool} Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataDrpPoolConfig = {}
  */
  public constructor(scope: Construct, id: string, config: DataDrpPoolConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'drp_pool',
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
    this._filters = config.filters;
    this._optional = config.optional;
    this._poolId = config.poolId;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // allocate_actions - computed: true, optional: false, required: false
  private _allocateActions = new DataDrpPoolAllocateActionsOutputReference(this, "allocate_actions");
  public get allocateActions() {
    return this._allocateActions;
  }

  // autofill - computed: true, optional: false, required: false
  private _autofill = new DataDrpPoolAutofillOutputReference(this, "autofill");
  public get autofill() {
    return this._autofill;
  }

  // available - computed: true, optional: false, required: false
  public get available() {
    return this.getBooleanAttribute('available');
  }

  // bundle - computed: true, optional: false, required: false
  public get bundle() {
    return this.getStringAttribute('bundle');
  }

  // description - computed: true, optional: false, required: false
  public get description() {
    return this.getStringAttribute('description');
  }

  // documentation - computed: true, optional: false, required: false
  public get documentation() {
    return this.getStringAttribute('documentation');
  }

  // endpoint - computed: true, optional: false, required: false
  public get endpoint() {
    return this.getStringAttribute('endpoint');
  }

  // enter_actions - computed: true, optional: false, required: false
  private _enterActions = new DataDrpPoolEnterActionsOutputReference(this, "enter_actions");
  public get enterActions() {
    return this._enterActions;
  }

  // errors - computed: true, optional: false, required: false
  public get errors() {
    return this.getListAttribute('errors');
  }

  // exit_actions - computed: true, optional: false, required: false
  private _exitActions = new DataDrpPoolExitActionsOutputReference(this, "exit_actions");
  public get exitActions() {
    return this._exitActions;
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

  // found - computed: true, optional: false, required: false
  public get found() {
    return this.getBooleanAttribute('found');
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // meta - computed: true, optional: false, required: false
  private _meta = new cdktn.StringMap(this, "meta");
  public get meta() {
    return this._meta;
  }

  // optional - computed: false, optional: true, required: false
  private _optional?: boolean | cdktn.IResolvable; 
  public get optional() {
    return this.getBooleanAttribute('optional');
  }
  public set optional(value: boolean | cdktn.IResolvable) {
    this._optional = value;
  }
  public resetOptional() {
    this._optional = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get optionalInput() {
    return this._optional;
  }

  // parent_pool - computed: true, optional: false, required: false
  public get parentPool() {
    return this.getStringAttribute('parent_pool');
  }

  // pool_id - computed: true, optional: true, required: false
  private _poolId?: string; 
  public get poolId() {
    return this.getStringAttribute('pool_id');
  }
  public set poolId(value: string) {
    this._poolId = value;
  }
  public resetPoolId() {
    this._poolId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get poolIdInput() {
    return this._poolId;
  }

  // read_only - computed: true, optional: false, required: false
  public get readOnly() {
    return this.getBooleanAttribute('read_only');
  }

  // release_actions - computed: true, optional: false, required: false
  private _releaseActions = new DataDrpPoolReleaseActionsOutputReference(this, "release_actions");
  public get releaseActions() {
    return this._releaseActions;
  }

  // validated - computed: true, optional: false, required: false
  public get validated() {
    return this.getBooleanAttribute('validated');
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      filters: cdktn.listMapper(cdktn.stringToTerraform, false)(this._filters),
      optional: cdktn.booleanToTerraform(this._optional),
      pool_id: cdktn.stringToTerraform(this._poolId),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      filters: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._filters),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      optional: {
        value: cdktn.booleanToHclTerraform(this._optional),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      pool_id: {
        value: cdktn.stringToHclTerraform(this._poolId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
