// https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/rollouts
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface DataDrpRolloutsConfig extends cdktn.TerraformMetaArguments {
  /**
  * DRP filters such as `Available=true`; all by default.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/rollouts#filters DataDrpRollouts#filters}
  */
  readonly filters?: string[];
  /**
  * List so many at most.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/rollouts#limit DataDrpRollouts#limit}
  */
  readonly limit?: number;
  /**
  * Only those of this pool.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/rollouts#pool DataDrpRollouts#pool}
  */
  readonly pool?: string;
  /**
  * Index to sort by; the key by default.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/rollouts#sort DataDrpRollouts#sort}
  */
  readonly sort?: string;
}
export interface DataDrpRolloutsItems {
}

export function dataDrpRolloutsItemsToTerraform(struct?: DataDrpRolloutsItems): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
  }
}


export function dataDrpRolloutsItemsToHclTerraform(struct?: DataDrpRolloutsItems): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDrpRolloutsItemsOutputReference extends cdktn.ComplexObject {
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

  public get internalValue(): DataDrpRolloutsItems | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDrpRolloutsItems | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // approved - computed: true, optional: false, required: false
  public get approved() {
    return this.getBooleanAttribute('approved');
  }

  // ask_after_canary - computed: true, optional: false, required: false
  public get askAfterCanary() {
    return this.getBooleanAttribute('ask_after_canary');
  }

  // available - computed: true, optional: false, required: false
  public get available() {
    return this.getBooleanAttribute('available');
  }

  // bundle - computed: true, optional: false, required: false
  public get bundle() {
    return this.getStringAttribute('bundle');
  }

  // canary - computed: true, optional: false, required: false
  public get canary() {
    return this.getNumberAttribute('canary');
  }

  // claimed - computed: true, optional: false, required: false
  public get claimed() {
    return this.getStringAttribute('claimed');
  }

  // description - computed: true, optional: false, required: false
  public get description() {
    return this.getStringAttribute('description');
  }

  // documentation - computed: true, optional: false, required: false
  public get documentation() {
    return this.getStringAttribute('documentation');
  }

  // done - computed: true, optional: false, required: false
  public get done() {
    return this.getNumberAttribute('done');
  }

  // end_time - computed: true, optional: false, required: false
  public get endTime() {
    return this.getStringAttribute('end_time');
  }

  // endpoint - computed: true, optional: false, required: false
  public get endpoint() {
    return this.getStringAttribute('endpoint');
  }

  // errors - computed: true, optional: false, required: false
  public get errors() {
    return this.getListAttribute('errors');
  }

  // failed - computed: true, optional: false, required: false
  public get failed() {
    return this.getNumberAttribute('failed');
  }

  // filter - computed: true, optional: false, required: false
  public get filter() {
    return this.getListAttribute('filter');
  }

  // forgiven - computed: true, optional: false, required: false
  public get forgiven() {
    return this.getNumberAttribute('forgiven');
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // max_failures - computed: true, optional: false, required: false
  public get maxFailures() {
    return this.getStringAttribute('max_failures');
  }

  // meta - computed: true, optional: false, required: false
  private _meta = new cdktn.StringMap(this, "meta");
  public get meta() {
    return this._meta;
  }

  // name - computed: true, optional: false, required: false
  public get name() {
    return this.getStringAttribute('name');
  }

  // next_time - computed: true, optional: false, required: false
  public get nextTime() {
    return this.getStringAttribute('next_time');
  }

  // pool - computed: true, optional: false, required: false
  public get pool() {
    return this.getStringAttribute('pool');
  }

  // read_only - computed: true, optional: false, required: false
  public get readOnly() {
    return this.getBooleanAttribute('read_only');
  }

  // reason - computed: true, optional: false, required: false
  public get reason() {
    return this.getStringAttribute('reason');
  }

  // redeploy_claimed - computed: true, optional: false, required: false
  public get redeployClaimed() {
    return this.getBooleanAttribute('redeploy_claimed');
  }

  // running - computed: true, optional: false, required: false
  public get running() {
    return this.getNumberAttribute('running');
  }

  // schedule - computed: true, optional: false, required: false
  public get schedule() {
    return this.getStringAttribute('schedule');
  }

  // skipped - computed: true, optional: false, required: false
  public get skipped() {
    return this.getNumberAttribute('skipped');
  }

  // start_time - computed: true, optional: false, required: false
  public get startTime() {
    return this.getStringAttribute('start_time');
  }

  // state - computed: true, optional: false, required: false
  public get state() {
    return this.getStringAttribute('state');
  }

  // timeout - computed: true, optional: false, required: false
  public get timeout() {
    return this.getStringAttribute('timeout');
  }

  // total - computed: true, optional: false, required: false
  public get total() {
    return this.getNumberAttribute('total');
  }

  // validated - computed: true, optional: false, required: false
  public get validated() {
    return this.getBooleanAttribute('validated');
  }

  // waiting - computed: true, optional: false, required: false
  public get waiting() {
    return this.getNumberAttribute('waiting');
  }

  // wave - computed: true, optional: false, required: false
  public get wave() {
    return this.getNumberAttribute('wave');
  }

  // wave_begun - computed: true, optional: false, required: false
  public get waveBegun() {
    return this.getNumberAttribute('wave_begun');
  }

  // wave_end_time - computed: true, optional: false, required: false
  public get waveEndTime() {
    return this.getStringAttribute('wave_end_time');
  }

  // wave_pause - computed: true, optional: false, required: false
  public get wavePause() {
    return this.getStringAttribute('wave_pause');
  }

  // wave_size - computed: true, optional: false, required: false
  public get waveSize() {
    return this.getStringAttribute('wave_size');
  }

  // window - computed: true, optional: false, required: false
  public get window() {
    return this.getStringAttribute('window');
  }

  // workflow - computed: true, optional: false, required: false
  public get workflow() {
    return this.getStringAttribute('workflow');
  }
}

export class DataDrpRolloutsItemsList extends cdktn.ComplexList {

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
  public get(index: number): DataDrpRolloutsItemsOutputReference {
    return new DataDrpRolloutsItemsOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}

/**
* Represents a {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/rollouts drp_rollouts}
*/
export class DataDrpRollouts extends cdktn.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "drp_rollouts";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a DataDrpRollouts resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataDrpRollouts to import
  * @param importFromId The id of the existing DataDrpRollouts that should be imported. Refer to the {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/rollouts#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the DataDrpRollouts to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "drp_rollouts", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/rollouts drp_rollouts} Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataDrpRolloutsConfig = {}
  */
  public constructor(scope: Construct, id: string, config: DataDrpRolloutsConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'drp_rollouts',
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
    this._pool = config.pool;
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
  private _items = new DataDrpRolloutsItemsList(this, "items", false);
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

  // pool - computed: false, optional: true, required: false
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
      filters: cdktn.listMapper(cdktn.stringToTerraform, false)(this._filters),
      limit: cdktn.numberToTerraform(this._limit),
      pool: cdktn.stringToTerraform(this._pool),
      sort: cdktn.stringToTerraform(this._sort),
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
      limit: {
        value: cdktn.numberToHclTerraform(this._limit),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      pool: {
        value: cdktn.stringToHclTerraform(this._pool),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      sort: {
        value: cdktn.stringToHclTerraform(this._sort),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
