// https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/rollout
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface DataDrpRolloutConfig extends cdktn.TerraformMetaArguments {
  /**
  * DRP filters such as `Description=Re(^web)` that exactly one rollout matches.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/rollout#filters DataDrpRollout#filters}
  */
  readonly filters?: string[];
  /**
  * Name.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/rollout#name DataDrpRollout#name}
  */
  readonly name?: string;
  /**
  * Give nulls, and `found` false, instead of failing when there is no such rollout.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/rollout#optional DataDrpRollout#optional}
  */
  readonly optional?: boolean | cdktn.IResolvable;
}

/**
* Represents a {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/rollout drp_rollout}
*/
export class DataDrpRollout extends cdktn.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "drp_rollout";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a DataDrpRollout resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataDrpRollout to import
  * @param importFromId The id of the existing DataDrpRollout that should be imported. Refer to the {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/rollout#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the DataDrpRollout to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "drp_rollout", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/rollout drp_rollout} Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataDrpRolloutConfig = {}
  */
  public constructor(scope: Construct, id: string, config: DataDrpRolloutConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'drp_rollout',
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
    this._name = config.name;
    this._optional = config.optional;
  }

  // ==========
  // ATTRIBUTES
  // ==========

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

  // forgiven - computed: true, optional: false, required: false
  public get forgiven() {
    return this.getNumberAttribute('forgiven');
  }

  // found - computed: true, optional: false, required: false
  public get found() {
    return this.getBooleanAttribute('found');
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

  // name - computed: true, optional: true, required: false
  private _name?: string; 
  public get name() {
    return this.getStringAttribute('name');
  }
  public set name(value: string) {
    this._name = value;
  }
  public resetName() {
    this._name = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get nameInput() {
    return this._name;
  }

  // next_time - computed: true, optional: false, required: false
  public get nextTime() {
    return this.getStringAttribute('next_time');
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

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      filters: cdktn.listMapper(cdktn.stringToTerraform, false)(this._filters),
      name: cdktn.stringToTerraform(this._name),
      optional: cdktn.booleanToTerraform(this._optional),
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
      name: {
        value: cdktn.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      optional: {
        value: cdktn.booleanToHclTerraform(this._optional),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
