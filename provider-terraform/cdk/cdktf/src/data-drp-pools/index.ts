// https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/pools
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface DataDrpPoolsConfig extends cdktf.TerraformMetaArguments {
  /**
  * DRP filters such as `Available=true`; all by default.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/pools#filters DataDrpPools#filters}
  */
  readonly filters?: string[];
  /**
  * List so many at most.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/pools#limit DataDrpPools#limit}
  */
  readonly limit?: number;
  /**
  * Index to sort by; the key by default.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/pools#sort DataDrpPools#sort}
  */
  readonly sort?: string;
}
export interface DataDrpPoolsItemsAllocateActions {
}

export function dataDrpPoolsItemsAllocateActionsToTerraform(struct?: DataDrpPoolsItemsAllocateActions): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function dataDrpPoolsItemsAllocateActionsToHclTerraform(struct?: DataDrpPoolsItemsAllocateActions): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDrpPoolsItemsAllocateActionsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataDrpPoolsItemsAllocateActions | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDrpPoolsItemsAllocateActions | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // add_parameters_json - computed: true, optional: false, required: false
  public get addParametersJson() {
    return this.getStringAttribute('add_parameters_json');
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
export interface DataDrpPoolsItemsAutofill {
}

export function dataDrpPoolsItemsAutofillToTerraform(struct?: DataDrpPoolsItemsAutofill): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function dataDrpPoolsItemsAutofillToHclTerraform(struct?: DataDrpPoolsItemsAutofill): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDrpPoolsItemsAutofillOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataDrpPoolsItemsAutofill | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDrpPoolsItemsAutofill | undefined) {
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

  // create_parameters_json - computed: true, optional: false, required: false
  public get createParametersJson() {
    return this.getStringAttribute('create_parameters_json');
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
export interface DataDrpPoolsItemsEnterActions {
}

export function dataDrpPoolsItemsEnterActionsToTerraform(struct?: DataDrpPoolsItemsEnterActions): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function dataDrpPoolsItemsEnterActionsToHclTerraform(struct?: DataDrpPoolsItemsEnterActions): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDrpPoolsItemsEnterActionsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataDrpPoolsItemsEnterActions | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDrpPoolsItemsEnterActions | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // add_parameters_json - computed: true, optional: false, required: false
  public get addParametersJson() {
    return this.getStringAttribute('add_parameters_json');
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
export interface DataDrpPoolsItemsExitActions {
}

export function dataDrpPoolsItemsExitActionsToTerraform(struct?: DataDrpPoolsItemsExitActions): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function dataDrpPoolsItemsExitActionsToHclTerraform(struct?: DataDrpPoolsItemsExitActions): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDrpPoolsItemsExitActionsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataDrpPoolsItemsExitActions | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDrpPoolsItemsExitActions | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // add_parameters_json - computed: true, optional: false, required: false
  public get addParametersJson() {
    return this.getStringAttribute('add_parameters_json');
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
export interface DataDrpPoolsItemsReleaseActions {
}

export function dataDrpPoolsItemsReleaseActionsToTerraform(struct?: DataDrpPoolsItemsReleaseActions): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function dataDrpPoolsItemsReleaseActionsToHclTerraform(struct?: DataDrpPoolsItemsReleaseActions): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDrpPoolsItemsReleaseActionsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataDrpPoolsItemsReleaseActions | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDrpPoolsItemsReleaseActions | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // add_parameters_json - computed: true, optional: false, required: false
  public get addParametersJson() {
    return this.getStringAttribute('add_parameters_json');
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
export interface DataDrpPoolsItems {
}

export function dataDrpPoolsItemsToTerraform(struct?: DataDrpPoolsItems): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function dataDrpPoolsItemsToHclTerraform(struct?: DataDrpPoolsItems): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDrpPoolsItemsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): DataDrpPoolsItems | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDrpPoolsItems | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // allocate_actions - computed: true, optional: false, required: false
  private _allocateActions = new DataDrpPoolsItemsAllocateActionsOutputReference(this, "allocate_actions");
  public get allocateActions() {
    return this._allocateActions;
  }

  // autofill - computed: true, optional: false, required: false
  private _autofill = new DataDrpPoolsItemsAutofillOutputReference(this, "autofill");
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
  private _enterActions = new DataDrpPoolsItemsEnterActionsOutputReference(this, "enter_actions");
  public get enterActions() {
    return this._enterActions;
  }

  // errors - computed: true, optional: false, required: false
  public get errors() {
    return this.getListAttribute('errors');
  }

  // exit_actions - computed: true, optional: false, required: false
  private _exitActions = new DataDrpPoolsItemsExitActionsOutputReference(this, "exit_actions");
  public get exitActions() {
    return this._exitActions;
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // meta - computed: true, optional: false, required: false
  private _meta = new cdktf.StringMap(this, "meta");
  public get meta() {
    return this._meta;
  }

  // parent_pool - computed: true, optional: false, required: false
  public get parentPool() {
    return this.getStringAttribute('parent_pool');
  }

  // pool_id - computed: true, optional: false, required: false
  public get poolId() {
    return this.getStringAttribute('pool_id');
  }

  // read_only - computed: true, optional: false, required: false
  public get readOnly() {
    return this.getBooleanAttribute('read_only');
  }

  // release_actions - computed: true, optional: false, required: false
  private _releaseActions = new DataDrpPoolsItemsReleaseActionsOutputReference(this, "release_actions");
  public get releaseActions() {
    return this._releaseActions;
  }

  // validated - computed: true, optional: false, required: false
  public get validated() {
    return this.getBooleanAttribute('validated');
  }
}

export class DataDrpPoolsItemsList extends cdktf.ComplexList {

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet);
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): DataDrpPoolsItemsOutputReference {
    return new DataDrpPoolsItemsOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}

/**
* Represents a {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/pools drp_pools}
*/
export class DataDrpPools extends cdktf.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "drp_pools";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a DataDrpPools resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataDrpPools to import
  * @param importFromId The id of the existing DataDrpPools that should be imported. Refer to the {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/pools#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the DataDrpPools to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "drp_pools", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/pools drp_pools} Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataDrpPoolsConfig = {}
  */
  public constructor(scope: Construct, id: string, config: DataDrpPoolsConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'drp_pools',
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
    this._limit = config.limit;
    this._sort = config.sort;
  }

  // ==========
  // ATTRIBUTES
  // ==========

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

  // ids - computed: true, optional: false, required: false
  public get ids() {
    return this.getListAttribute('ids');
  }

  // items - computed: true, optional: false, required: false
  private _items = new DataDrpPoolsItemsList(this, "items", false);
  public get items() {
    return this._items;
  }

  // limit - computed: false, optional: true, required: false
  private _limit?: number; 
  public get limit() {
    return this.getNumberAttribute('limit');
  }
  public set limit(value: number) {
    this._limit = value;
  }
  public resetLimit() {
    this._limit = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get limitInput() {
    return this._limit;
  }

  // sort - computed: false, optional: true, required: false
  private _sort?: string; 
  public get sort() {
    return this.getStringAttribute('sort');
  }
  public set sort(value: string) {
    this._sort = value;
  }
  public resetSort() {
    this._sort = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get sortInput() {
    return this._sort;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      filters: cdktf.listMapper(cdktf.stringToTerraform, false)(this._filters),
      limit: cdktf.numberToTerraform(this._limit),
      sort: cdktf.stringToTerraform(this._sort),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      filters: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._filters),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      limit: {
        value: cdktf.numberToHclTerraform(this._limit),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      sort: {
        value: cdktf.stringToHclTerraform(this._sort),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
