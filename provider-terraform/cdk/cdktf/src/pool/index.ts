// https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface PoolConfig extends cdktf.TerraformMetaArguments {
  /**
  * Take over a pool that is there already instead of failing; what the configuration does not give is shown as a change by the next plan. Default false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#adopt_existing Pool#adopt_existing}
  */
  readonly adoptExisting?: boolean | cdktf.IResolvable;
  /**
  * What happens to a machine that is claimed.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#allocate_actions Pool#allocate_actions}
  */
  readonly allocateActions?: PoolAllocateActions;
  /**
  * How the pool keeps free machines in stock; kept and shown, and acted upon by what manages stock (DRP v4).
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#autofill Pool#autofill}
  */
  readonly autofill?: PoolAutofill;
  /**
  * One line on what it is.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#description Pool#description}
  */
  readonly description?: string;
  /**
  * What there is to know of it. Markdown.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#documentation Pool#documentation}
  */
  readonly documentation?: string;
  /**
  * What happens to a machine that joins the pool.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#enter_actions Pool#enter_actions}
  */
  readonly enterActions?: PoolEnterActions;
  /**
  * What happens to a machine that leaves the pool.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#exit_actions Pool#exit_actions}
  */
  readonly exitActions?: PoolExitActions;
  /**
  * Annotations such as `icon`, `color`, `title`. Only those given are looked after.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#meta Pool#meta}
  */
  readonly meta?: { [key: string]: string };
  /**
  * Pool that this one is a part of.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#parent_pool Pool#parent_pool}
  */
  readonly parentPool?: string;
  /**
  * Id.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#pool_id Pool#pool_id}
  */
  readonly poolId: string;
  /**
  * What happens to a machine that is given back.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#release_actions Pool#release_actions}
  */
  readonly releaseActions?: PoolReleaseActions;
  /**
  * Fail, instead of only warning, when the object is not available after it was written.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#require_available Pool#require_available}
  */
  readonly requireAvailable?: boolean | cdktf.IResolvable;
  /**
  * How long each operation may take.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#timeouts Pool#timeouts}
  */
  readonly timeouts?: PoolTimeouts;
}
export interface PoolAllocateActions {
  /**
  * Parameters to set, with values of any type.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#add_parameters Pool#add_parameters}
  */
  readonly addParameters?: any;
  /**
  * Profiles to add.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#add_profiles Pool#add_profiles}
  */
  readonly addProfiles?: string[];
  /**
  * Parameters to take off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#remove_parameters Pool#remove_parameters}
  */
  readonly removeParameters?: string[];
  /**
  * Profiles to take off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#remove_profiles Pool#remove_profiles}
  */
  readonly removeProfiles?: string[];
  /**
  * Workflow to run.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#workflow Pool#workflow}
  */
  readonly workflow?: string;
}

export function poolAllocateActionsToTerraform(struct?: PoolAllocateActions | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
    add_parameters: cdktf.anyToTerraform(struct!.addParameters),
    add_profiles: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.addProfiles),
    remove_parameters: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.removeParameters),
    remove_profiles: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.removeProfiles),
    workflow: cdktf.stringToTerraform(struct!.workflow),
  }
}


export function poolAllocateActionsToHclTerraform(struct?: PoolAllocateActions | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
    add_parameters: {
      value: cdktf.anyToHclTerraform(struct!.addParameters),
      isBlock: false,
      type: "any",
      storageClassType: "any",
    },
    add_profiles: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.addProfiles),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    remove_parameters: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.removeParameters),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    remove_profiles: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.removeProfiles),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    workflow: {
      value: cdktf.stringToHclTerraform(struct!.workflow),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class PoolAllocateActionsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): PoolAllocateActions | cdktf.IResolvable | undefined {
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
    if (this._removeParameters !== undefined) {
      hasAnyValues = true;
      internalValueResult.removeParameters = this._removeParameters;
    }
    if (this._removeProfiles !== undefined) {
      hasAnyValues = true;
      internalValueResult.removeProfiles = this._removeProfiles;
    }
    if (this._workflow !== undefined) {
      hasAnyValues = true;
      internalValueResult.workflow = this._workflow;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: PoolAllocateActions | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._addParameters = undefined;
      this._addProfiles = undefined;
      this._removeParameters = undefined;
      this._removeProfiles = undefined;
      this._workflow = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._addParameters = value.addParameters;
      this._addProfiles = value.addProfiles;
      this._removeParameters = value.removeParameters;
      this._removeProfiles = value.removeProfiles;
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
export interface PoolAutofill {
  /**
  * Pool that machines are taken from; empty to make new ones.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#acquire_pool Pool#acquire_pool}
  */
  readonly acquirePool?: string;
  /**
  * Parameters of machines that are made to fill the pool, with values of any type.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#create_parameters Pool#create_parameters}
  */
  readonly createParameters?: any;
  /**
  * Above so many free machines, some are given away; 0 for any number.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#max_free Pool#max_free}
  */
  readonly maxFree?: number;
  /**
  * Below so many free machines, more are taken in.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#min_free Pool#min_free}
  */
  readonly minFree?: number;
  /**
  * Pool that surplus machines go to.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#return_pool Pool#return_pool}
  */
  readonly returnPool?: string;
  /**
  * Whether the pool is filled and emptied by itself.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#use_autofill Pool#use_autofill}
  */
  readonly useAutofill?: boolean | cdktf.IResolvable;
}

export function poolAutofillToTerraform(struct?: PoolAutofill | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
    acquire_pool: cdktf.stringToTerraform(struct!.acquirePool),
    create_parameters: cdktf.anyToTerraform(struct!.createParameters),
    max_free: cdktf.numberToTerraform(struct!.maxFree),
    min_free: cdktf.numberToTerraform(struct!.minFree),
    return_pool: cdktf.stringToTerraform(struct!.returnPool),
    use_autofill: cdktf.booleanToTerraform(struct!.useAutofill),
  }
}


export function poolAutofillToHclTerraform(struct?: PoolAutofill | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
    acquire_pool: {
      value: cdktf.stringToHclTerraform(struct!.acquirePool),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    create_parameters: {
      value: cdktf.anyToHclTerraform(struct!.createParameters),
      isBlock: false,
      type: "any",
      storageClassType: "any",
    },
    max_free: {
      value: cdktf.numberToHclTerraform(struct!.maxFree),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    min_free: {
      value: cdktf.numberToHclTerraform(struct!.minFree),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    return_pool: {
      value: cdktf.stringToHclTerraform(struct!.returnPool),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    use_autofill: {
      value: cdktf.booleanToHclTerraform(struct!.useAutofill),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class PoolAutofillOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): PoolAutofill | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._acquirePool !== undefined) {
      hasAnyValues = true;
      internalValueResult.acquirePool = this._acquirePool;
    }
    if (this._createParameters !== undefined) {
      hasAnyValues = true;
      internalValueResult.createParameters = this._createParameters;
    }
    if (this._maxFree !== undefined) {
      hasAnyValues = true;
      internalValueResult.maxFree = this._maxFree;
    }
    if (this._minFree !== undefined) {
      hasAnyValues = true;
      internalValueResult.minFree = this._minFree;
    }
    if (this._returnPool !== undefined) {
      hasAnyValues = true;
      internalValueResult.returnPool = this._returnPool;
    }
    if (this._useAutofill !== undefined) {
      hasAnyValues = true;
      internalValueResult.useAutofill = this._useAutofill;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: PoolAutofill | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._acquirePool = undefined;
      this._createParameters = undefined;
      this._maxFree = undefined;
      this._minFree = undefined;
      this._returnPool = undefined;
      this._useAutofill = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._acquirePool = value.acquirePool;
      this._createParameters = value.createParameters;
      this._maxFree = value.maxFree;
      this._minFree = value.minFree;
      this._returnPool = value.returnPool;
      this._useAutofill = value.useAutofill;
    }
  }

  // acquire_pool - computed: false, optional: true, required: false
  private _acquirePool?: string; 
  public get acquirePool() {
    return this.getStringAttribute('acquire_pool');
  }
  public set acquirePool(value: string) {
    this._acquirePool = value;
  }
  public resetAcquirePool() {
    this._acquirePool = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get acquirePoolInput() {
    return this._acquirePool;
  }

  // create_parameters - computed: false, optional: true, required: false
  private _createParameters?: any; 
  public get createParameters() {
    return this.getAnyMapAttribute('create_parameters');
  }
  public set createParameters(value: any) {
    this._createParameters = value;
  }
  public resetCreateParameters() {
    this._createParameters = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get createParametersInput() {
    return this._createParameters;
  }

  // max_free - computed: false, optional: true, required: false
  private _maxFree?: number; 
  public get maxFree() {
    return this.getNumberAttribute('max_free');
  }
  public set maxFree(value: number) {
    this._maxFree = value;
  }
  public resetMaxFree() {
    this._maxFree = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get maxFreeInput() {
    return this._maxFree;
  }

  // min_free - computed: false, optional: true, required: false
  private _minFree?: number; 
  public get minFree() {
    return this.getNumberAttribute('min_free');
  }
  public set minFree(value: number) {
    this._minFree = value;
  }
  public resetMinFree() {
    this._minFree = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get minFreeInput() {
    return this._minFree;
  }

  // return_pool - computed: false, optional: true, required: false
  private _returnPool?: string; 
  public get returnPool() {
    return this.getStringAttribute('return_pool');
  }
  public set returnPool(value: string) {
    this._returnPool = value;
  }
  public resetReturnPool() {
    this._returnPool = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get returnPoolInput() {
    return this._returnPool;
  }

  // use_autofill - computed: false, optional: true, required: false
  private _useAutofill?: boolean | cdktf.IResolvable; 
  public get useAutofill() {
    return this.getBooleanAttribute('use_autofill');
  }
  public set useAutofill(value: boolean | cdktf.IResolvable) {
    this._useAutofill = value;
  }
  public resetUseAutofill() {
    this._useAutofill = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get useAutofillInput() {
    return this._useAutofill;
  }
}
export interface PoolEnterActions {
  /**
  * Parameters to set, with values of any type.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#add_parameters Pool#add_parameters}
  */
  readonly addParameters?: any;
  /**
  * Profiles to add.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#add_profiles Pool#add_profiles}
  */
  readonly addProfiles?: string[];
  /**
  * Parameters to take off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#remove_parameters Pool#remove_parameters}
  */
  readonly removeParameters?: string[];
  /**
  * Profiles to take off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#remove_profiles Pool#remove_profiles}
  */
  readonly removeProfiles?: string[];
  /**
  * Workflow to run.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#workflow Pool#workflow}
  */
  readonly workflow?: string;
}

export function poolEnterActionsToTerraform(struct?: PoolEnterActions | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
    add_parameters: cdktf.anyToTerraform(struct!.addParameters),
    add_profiles: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.addProfiles),
    remove_parameters: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.removeParameters),
    remove_profiles: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.removeProfiles),
    workflow: cdktf.stringToTerraform(struct!.workflow),
  }
}


export function poolEnterActionsToHclTerraform(struct?: PoolEnterActions | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
    add_parameters: {
      value: cdktf.anyToHclTerraform(struct!.addParameters),
      isBlock: false,
      type: "any",
      storageClassType: "any",
    },
    add_profiles: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.addProfiles),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    remove_parameters: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.removeParameters),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    remove_profiles: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.removeProfiles),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    workflow: {
      value: cdktf.stringToHclTerraform(struct!.workflow),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class PoolEnterActionsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): PoolEnterActions | cdktf.IResolvable | undefined {
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
    if (this._removeParameters !== undefined) {
      hasAnyValues = true;
      internalValueResult.removeParameters = this._removeParameters;
    }
    if (this._removeProfiles !== undefined) {
      hasAnyValues = true;
      internalValueResult.removeProfiles = this._removeProfiles;
    }
    if (this._workflow !== undefined) {
      hasAnyValues = true;
      internalValueResult.workflow = this._workflow;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: PoolEnterActions | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._addParameters = undefined;
      this._addProfiles = undefined;
      this._removeParameters = undefined;
      this._removeProfiles = undefined;
      this._workflow = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._addParameters = value.addParameters;
      this._addProfiles = value.addProfiles;
      this._removeParameters = value.removeParameters;
      this._removeProfiles = value.removeProfiles;
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
export interface PoolExitActions {
  /**
  * Parameters to set, with values of any type.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#add_parameters Pool#add_parameters}
  */
  readonly addParameters?: any;
  /**
  * Profiles to add.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#add_profiles Pool#add_profiles}
  */
  readonly addProfiles?: string[];
  /**
  * Parameters to take off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#remove_parameters Pool#remove_parameters}
  */
  readonly removeParameters?: string[];
  /**
  * Profiles to take off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#remove_profiles Pool#remove_profiles}
  */
  readonly removeProfiles?: string[];
  /**
  * Workflow to run.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#workflow Pool#workflow}
  */
  readonly workflow?: string;
}

export function poolExitActionsToTerraform(struct?: PoolExitActions | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
    add_parameters: cdktf.anyToTerraform(struct!.addParameters),
    add_profiles: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.addProfiles),
    remove_parameters: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.removeParameters),
    remove_profiles: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.removeProfiles),
    workflow: cdktf.stringToTerraform(struct!.workflow),
  }
}


export function poolExitActionsToHclTerraform(struct?: PoolExitActions | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
    add_parameters: {
      value: cdktf.anyToHclTerraform(struct!.addParameters),
      isBlock: false,
      type: "any",
      storageClassType: "any",
    },
    add_profiles: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.addProfiles),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    remove_parameters: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.removeParameters),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    remove_profiles: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.removeProfiles),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    workflow: {
      value: cdktf.stringToHclTerraform(struct!.workflow),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class PoolExitActionsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): PoolExitActions | cdktf.IResolvable | undefined {
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
    if (this._removeParameters !== undefined) {
      hasAnyValues = true;
      internalValueResult.removeParameters = this._removeParameters;
    }
    if (this._removeProfiles !== undefined) {
      hasAnyValues = true;
      internalValueResult.removeProfiles = this._removeProfiles;
    }
    if (this._workflow !== undefined) {
      hasAnyValues = true;
      internalValueResult.workflow = this._workflow;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: PoolExitActions | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._addParameters = undefined;
      this._addProfiles = undefined;
      this._removeParameters = undefined;
      this._removeProfiles = undefined;
      this._workflow = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._addParameters = value.addParameters;
      this._addProfiles = value.addProfiles;
      this._removeParameters = value.removeParameters;
      this._removeProfiles = value.removeProfiles;
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
export interface PoolReleaseActions {
  /**
  * Parameters to set, with values of any type.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#add_parameters Pool#add_parameters}
  */
  readonly addParameters?: any;
  /**
  * Profiles to add.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#add_profiles Pool#add_profiles}
  */
  readonly addProfiles?: string[];
  /**
  * Parameters to take off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#remove_parameters Pool#remove_parameters}
  */
  readonly removeParameters?: string[];
  /**
  * Profiles to take off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#remove_profiles Pool#remove_profiles}
  */
  readonly removeProfiles?: string[];
  /**
  * Workflow to run.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#workflow Pool#workflow}
  */
  readonly workflow?: string;
}

export function poolReleaseActionsToTerraform(struct?: PoolReleaseActions | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
    add_parameters: cdktf.anyToTerraform(struct!.addParameters),
    add_profiles: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.addProfiles),
    remove_parameters: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.removeParameters),
    remove_profiles: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.removeProfiles),
    workflow: cdktf.stringToTerraform(struct!.workflow),
  }
}


export function poolReleaseActionsToHclTerraform(struct?: PoolReleaseActions | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
    add_parameters: {
      value: cdktf.anyToHclTerraform(struct!.addParameters),
      isBlock: false,
      type: "any",
      storageClassType: "any",
    },
    add_profiles: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.addProfiles),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    remove_parameters: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.removeParameters),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    remove_profiles: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.removeProfiles),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    workflow: {
      value: cdktf.stringToHclTerraform(struct!.workflow),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class PoolReleaseActionsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): PoolReleaseActions | cdktf.IResolvable | undefined {
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
    if (this._removeParameters !== undefined) {
      hasAnyValues = true;
      internalValueResult.removeParameters = this._removeParameters;
    }
    if (this._removeProfiles !== undefined) {
      hasAnyValues = true;
      internalValueResult.removeProfiles = this._removeProfiles;
    }
    if (this._workflow !== undefined) {
      hasAnyValues = true;
      internalValueResult.workflow = this._workflow;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: PoolReleaseActions | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._addParameters = undefined;
      this._addProfiles = undefined;
      this._removeParameters = undefined;
      this._removeProfiles = undefined;
      this._workflow = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._addParameters = value.addParameters;
      this._addProfiles = value.addProfiles;
      this._removeParameters = value.removeParameters;
      this._removeProfiles = value.removeProfiles;
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
export interface PoolTimeouts {
  /**
  * Longest time for create, such as `90m`. Default `5m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#create Pool#create}
  */
  readonly create?: string;
  /**
  * Longest time for delete, such as `90m`. Default `5m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#delete Pool#delete}
  */
  readonly delete?: string;
  /**
  * Longest time for read, such as `90m`. Default `5m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#read Pool#read}
  */
  readonly read?: string;
  /**
  * Longest time for update, such as `90m`. Default `5m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#update Pool#update}
  */
  readonly update?: string;
}

export function poolTimeoutsToTerraform(struct?: PoolTimeouts | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
    create: cdktf.stringToTerraform(struct!.create),
    delete: cdktf.stringToTerraform(struct!.delete),
    read: cdktf.stringToTerraform(struct!.read),
    update: cdktf.stringToTerraform(struct!.update),
  }
}


export function poolTimeoutsToHclTerraform(struct?: PoolTimeouts | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
    create: {
      value: cdktf.stringToHclTerraform(struct!.create),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    delete: {
      value: cdktf.stringToHclTerraform(struct!.delete),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    read: {
      value: cdktf.stringToHclTerraform(struct!.read),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    update: {
      value: cdktf.stringToHclTerraform(struct!.update),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class PoolTimeoutsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): PoolTimeouts | cdktf.IResolvable | undefined {
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

  public set internalValue(value: PoolTimeouts | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._create = undefined;
      this._delete = undefined;
      this._read = undefined;
      this._update = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
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
* Represents a {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool drp_pool}
*/
export class Pool extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "drp_pool";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a Pool resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the Pool to import
  * @param importFromId The id of the existing Pool that should be imported. Refer to the {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the Pool to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "drp_pool", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/pool drp_pool} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options PoolConfig
  */
  public constructor(scope: Construct, id: string, config: PoolConfig) {
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
    this._adoptExisting = config.adoptExisting;
    this._allocateActions.internalValue = config.allocateActions;
    this._autofill.internalValue = config.autofill;
    this._description = config.description;
    this._documentation = config.documentation;
    this._enterActions.internalValue = config.enterActions;
    this._exitActions.internalValue = config.exitActions;
    this._meta = config.meta;
    this._parentPool = config.parentPool;
    this._poolId = config.poolId;
    this._releaseActions.internalValue = config.releaseActions;
    this._requireAvailable = config.requireAvailable;
    this._timeouts.internalValue = config.timeouts;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // adopt_existing - computed: false, optional: true, required: false
  private _adoptExisting?: boolean | cdktf.IResolvable; 
  public get adoptExisting() {
    return this.getBooleanAttribute('adopt_existing');
  }
  public set adoptExisting(value: boolean | cdktf.IResolvable) {
    this._adoptExisting = value;
  }
  public resetAdoptExisting() {
    this._adoptExisting = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get adoptExistingInput() {
    return this._adoptExisting;
  }

  // allocate_actions - computed: false, optional: true, required: false
  private _allocateActions = new PoolAllocateActionsOutputReference(this, "allocate_actions");
  public get allocateActions() {
    return this._allocateActions;
  }
  public putAllocateActions(value: PoolAllocateActions) {
    this._allocateActions.internalValue = value;
  }
  public resetAllocateActions() {
    this._allocateActions.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get allocateActionsInput() {
    return this._allocateActions.internalValue;
  }

  // autofill - computed: false, optional: true, required: false
  private _autofill = new PoolAutofillOutputReference(this, "autofill");
  public get autofill() {
    return this._autofill;
  }
  public putAutofill(value: PoolAutofill) {
    this._autofill.internalValue = value;
  }
  public resetAutofill() {
    this._autofill.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get autofillInput() {
    return this._autofill.internalValue;
  }

  // available - computed: true, optional: false, required: false
  public get available() {
    return this.getBooleanAttribute('available');
  }

  // bundle - computed: true, optional: false, required: false
  public get bundle() {
    return this.getStringAttribute('bundle');
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

  // documentation - computed: false, optional: true, required: false
  private _documentation?: string; 
  public get documentation() {
    return this.getStringAttribute('documentation');
  }
  public set documentation(value: string) {
    this._documentation = value;
  }
  public resetDocumentation() {
    this._documentation = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get documentationInput() {
    return this._documentation;
  }

  // endpoint - computed: true, optional: false, required: false
  public get endpoint() {
    return this.getStringAttribute('endpoint');
  }

  // enter_actions - computed: false, optional: true, required: false
  private _enterActions = new PoolEnterActionsOutputReference(this, "enter_actions");
  public get enterActions() {
    return this._enterActions;
  }
  public putEnterActions(value: PoolEnterActions) {
    this._enterActions.internalValue = value;
  }
  public resetEnterActions() {
    this._enterActions.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get enterActionsInput() {
    return this._enterActions.internalValue;
  }

  // errors - computed: true, optional: false, required: false
  public get errors() {
    return this.getListAttribute('errors');
  }

  // exit_actions - computed: false, optional: true, required: false
  private _exitActions = new PoolExitActionsOutputReference(this, "exit_actions");
  public get exitActions() {
    return this._exitActions;
  }
  public putExitActions(value: PoolExitActions) {
    this._exitActions.internalValue = value;
  }
  public resetExitActions() {
    this._exitActions.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get exitActionsInput() {
    return this._exitActions.internalValue;
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
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

  // parent_pool - computed: false, optional: true, required: false
  private _parentPool?: string; 
  public get parentPool() {
    return this.getStringAttribute('parent_pool');
  }
  public set parentPool(value: string) {
    this._parentPool = value;
  }
  public resetParentPool() {
    this._parentPool = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get parentPoolInput() {
    return this._parentPool;
  }

  // pool_id - computed: false, optional: false, required: true
  private _poolId?: string; 
  public get poolId() {
    return this.getStringAttribute('pool_id');
  }
  public set poolId(value: string) {
    this._poolId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get poolIdInput() {
    return this._poolId;
  }

  // read_only - computed: true, optional: false, required: false
  public get readOnly() {
    return this.getBooleanAttribute('read_only');
  }

  // release_actions - computed: false, optional: true, required: false
  private _releaseActions = new PoolReleaseActionsOutputReference(this, "release_actions");
  public get releaseActions() {
    return this._releaseActions;
  }
  public putReleaseActions(value: PoolReleaseActions) {
    this._releaseActions.internalValue = value;
  }
  public resetReleaseActions() {
    this._releaseActions.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get releaseActionsInput() {
    return this._releaseActions.internalValue;
  }

  // require_available - computed: false, optional: true, required: false
  private _requireAvailable?: boolean | cdktf.IResolvable; 
  public get requireAvailable() {
    return this.getBooleanAttribute('require_available');
  }
  public set requireAvailable(value: boolean | cdktf.IResolvable) {
    this._requireAvailable = value;
  }
  public resetRequireAvailable() {
    this._requireAvailable = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get requireAvailableInput() {
    return this._requireAvailable;
  }

  // timeouts - computed: false, optional: true, required: false
  private _timeouts = new PoolTimeoutsOutputReference(this, "timeouts");
  public get timeouts() {
    return this._timeouts;
  }
  public putTimeouts(value: PoolTimeouts) {
    this._timeouts.internalValue = value;
  }
  public resetTimeouts() {
    this._timeouts.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get timeoutsInput() {
    return this._timeouts.internalValue;
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
      adopt_existing: cdktf.booleanToTerraform(this._adoptExisting),
      allocate_actions: poolAllocateActionsToTerraform(this._allocateActions.internalValue),
      autofill: poolAutofillToTerraform(this._autofill.internalValue),
      description: cdktf.stringToTerraform(this._description),
      documentation: cdktf.stringToTerraform(this._documentation),
      enter_actions: poolEnterActionsToTerraform(this._enterActions.internalValue),
      exit_actions: poolExitActionsToTerraform(this._exitActions.internalValue),
      meta: cdktf.hashMapper(cdktf.stringToTerraform)(this._meta),
      parent_pool: cdktf.stringToTerraform(this._parentPool),
      pool_id: cdktf.stringToTerraform(this._poolId),
      release_actions: poolReleaseActionsToTerraform(this._releaseActions.internalValue),
      require_available: cdktf.booleanToTerraform(this._requireAvailable),
      timeouts: poolTimeoutsToTerraform(this._timeouts.internalValue),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      adopt_existing: {
        value: cdktf.booleanToHclTerraform(this._adoptExisting),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      allocate_actions: {
        value: poolAllocateActionsToHclTerraform(this._allocateActions.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "PoolAllocateActions",
      },
      autofill: {
        value: poolAutofillToHclTerraform(this._autofill.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "PoolAutofill",
      },
      description: {
        value: cdktf.stringToHclTerraform(this._description),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      documentation: {
        value: cdktf.stringToHclTerraform(this._documentation),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      enter_actions: {
        value: poolEnterActionsToHclTerraform(this._enterActions.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "PoolEnterActions",
      },
      exit_actions: {
        value: poolExitActionsToHclTerraform(this._exitActions.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "PoolExitActions",
      },
      meta: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._meta),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      parent_pool: {
        value: cdktf.stringToHclTerraform(this._parentPool),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      pool_id: {
        value: cdktf.stringToHclTerraform(this._poolId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      release_actions: {
        value: poolReleaseActionsToHclTerraform(this._releaseActions.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "PoolReleaseActions",
      },
      require_available: {
        value: cdktf.booleanToHclTerraform(this._requireAvailable),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      timeouts: {
        value: poolTimeoutsToHclTerraform(this._timeouts.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "PoolTimeouts",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
