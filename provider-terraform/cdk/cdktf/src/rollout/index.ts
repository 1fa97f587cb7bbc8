// https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface RolloutConfig extends cdktf.TerraformMetaArguments {
  /**
  * Take over a rollout that is there already instead of failing; what the configuration does not give is shown as a change by the next plan. Default false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#adopt_existing Rollout#adopt_existing}
  */
  readonly adoptExisting?: boolean | cdktf.IResolvable;
  /**
  * Pauses when the first wave has ended well, until somebody resumes it. Default `false`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#ask_after_canary Rollout#ask_after_canary}
  */
  readonly askAfterCanary?: boolean | cdktf.IResolvable;
  /**
  * Machines of the first wave; 0 for a first wave like the others. Default `0`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#canary Rollout#canary}
  */
  readonly canary?: number;
  /**
  * What is done with claimed machines: `skip` them, go over those whose owner `allowed` it (param `rollout/allowed`), or over `all`. Default `allowed`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#claimed Rollout#claimed}
  */
  readonly claimed?: string;
  /**
  * One line on what it is.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#description Rollout#description}
  */
  readonly description?: string;
  /**
  * What there is to know of it. Markdown.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#documentation Rollout#documentation}
  */
  readonly documentation?: string;
  /**
  * Filters of machines, as in lists: `Arch=amd64`, `location/rack=Eq(7)`. All have to fit; none fits every machine.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#filter Rollout#filter}
  */
  readonly filter?: string[];
  /**
  * Machines that may fail before it stops: a number, or a share of all such as `5%`. Default `0`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#max_failures Rollout#max_failures}
  */
  readonly maxFailures?: string;
  /**
  * Annotations such as `icon`, `color`, `title`. Only those given are looked after.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#meta Rollout#meta}
  */
  readonly meta?: { [key: string]: string };
  /**
  * Name.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#name Rollout#name}
  */
  readonly name: string;
  /**
  * Pool whose machines it goes over; empty for those of every pool.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#pool Rollout#pool}
  */
  readonly pool?: string;
  /**
  * Claimed machines run their own workflow anew, in place, instead of `Workflow`. Default `false`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#redeploy_claimed Rollout#redeploy_claimed}
  */
  readonly redeployClaimed?: boolean | cdktf.IResolvable;
  /**
  * Fail, instead of only warning, when the object is not available after it was written.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#require_available Rollout#require_available}
  */
  readonly requireAvailable?: boolean | cdktf.IResolvable;
  /**
  * When it begins by itself, again and again: `every 7 days`, or a cron expression in UTC such as `0 2 * 6`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#schedule Rollout#schedule}
  */
  readonly schedule?: string;
  /**
  * Time a machine may take; one that takes longer has failed. Default `4h`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#timeout Rollout#timeout}
  */
  readonly timeout?: string;
  /**
  * How long each operation may take.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#timeouts Rollout#timeouts}
  */
  readonly timeouts?: RolloutTimeouts;
  /**
  * Time between the end of a wave and the next one: `30s`, `10m`, `1h30m`, `2d`. Default `0s`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#wave_pause Rollout#wave_pause}
  */
  readonly wavePause?: string;
  /**
  * Machines of a wave: a number, or a share of all such as `10%`. Default `10%`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#wave_size Rollout#wave_size}
  */
  readonly waveSize?: string;
  /**
  * Time after the begin of a pass in which machines may begin; empty for no end.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#window Rollout#window}
  */
  readonly window?: string;
  /**
  * Workflow that the machines run; empty: each runs its own anew, from the start.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#workflow Rollout#workflow}
  */
  readonly workflow?: string;
}
export interface RolloutTimeouts {
  /**
  * Longest time for create, such as `90m`. Default `5m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#create Rollout#create}
  */
  readonly create?: string;
  /**
  * Longest time for delete, such as `90m`. Default `5m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#delete Rollout#delete}
  */
  readonly delete?: string;
  /**
  * Longest time for read, such as `90m`. Default `5m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#read Rollout#read}
  */
  readonly read?: string;
  /**
  * Longest time for update, such as `90m`. Default `5m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#update Rollout#update}
  */
  readonly update?: string;
}

export function rolloutTimeoutsToTerraform(struct?: RolloutTimeouts | cdktf.IResolvable): any {
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


export function rolloutTimeoutsToHclTerraform(struct?: RolloutTimeouts | cdktf.IResolvable): any {
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

export class RolloutTimeoutsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): RolloutTimeouts | cdktf.IResolvable | undefined {
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

  public set internalValue(value: RolloutTimeouts | cdktf.IResolvable | undefined) {
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
* Represents a {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout drp_rollout}
*/
export class Rollout extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "drp_rollout";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a Rollout resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the Rollout to import
  * @param importFromId The id of the existing Rollout that should be imported. Refer to the {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the Rollout to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "drp_rollout", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/rollout drp_rollout} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options RolloutConfig
  */
  public constructor(scope: Construct, id: string, config: RolloutConfig) {
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
    this._adoptExisting = config.adoptExisting;
    this._askAfterCanary = config.askAfterCanary;
    this._canary = config.canary;
    this._claimed = config.claimed;
    this._description = config.description;
    this._documentation = config.documentation;
    this._filter = config.filter;
    this._maxFailures = config.maxFailures;
    this._meta = config.meta;
    this._name = config.name;
    this._pool = config.pool;
    this._redeployClaimed = config.redeployClaimed;
    this._requireAvailable = config.requireAvailable;
    this._schedule = config.schedule;
    this._timeout = config.timeout;
    this._timeouts.internalValue = config.timeouts;
    this._wavePause = config.wavePause;
    this._waveSize = config.waveSize;
    this._window = config.window;
    this._workflow = config.workflow;
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

  // ask_after_canary - computed: true, optional: true, required: false
  private _askAfterCanary?: boolean | cdktf.IResolvable; 
  public get askAfterCanary() {
    return this.getBooleanAttribute('ask_after_canary');
  }
  public set askAfterCanary(value: boolean | cdktf.IResolvable) {
    this._askAfterCanary = value;
  }
  public resetAskAfterCanary() {
    this._askAfterCanary = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get askAfterCanaryInput() {
    return this._askAfterCanary;
  }

  // available - computed: true, optional: false, required: false
  public get available() {
    return this.getBooleanAttribute('available');
  }

  // bundle - computed: true, optional: false, required: false
  public get bundle() {
    return this.getStringAttribute('bundle');
  }

  // canary - computed: true, optional: true, required: false
  private _canary?: number; 
  public get canary() {
    return this.getNumberAttribute('canary');
  }
  public set canary(value: number) {
    this._canary = value;
  }
  public resetCanary() {
    this._canary = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get canaryInput() {
    return this._canary;
  }

  // claimed - computed: true, optional: true, required: false
  private _claimed?: string; 
  public get claimed() {
    return this.getStringAttribute('claimed');
  }
  public set claimed(value: string) {
    this._claimed = value;
  }
  public resetClaimed() {
    this._claimed = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get claimedInput() {
    return this._claimed;
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

  // errors - computed: true, optional: false, required: false
  public get errors() {
    return this.getListAttribute('errors');
  }

  // filter - computed: false, optional: true, required: false
  private _filter?: string[]; 
  public get filter() {
    return cdktf.Fn.tolist(this.getListAttribute('filter'));
  }
  public set filter(value: string[]) {
    this._filter = value;
  }
  public resetFilter() {
    this._filter = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get filterInput() {
    return this._filter;
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // max_failures - computed: true, optional: true, required: false
  private _maxFailures?: string; 
  public get maxFailures() {
    return this.getStringAttribute('max_failures');
  }
  public set maxFailures(value: string) {
    this._maxFailures = value;
  }
  public resetMaxFailures() {
    this._maxFailures = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get maxFailuresInput() {
    return this._maxFailures;
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

  // read_only - computed: true, optional: false, required: false
  public get readOnly() {
    return this.getBooleanAttribute('read_only');
  }

  // redeploy_claimed - computed: true, optional: true, required: false
  private _redeployClaimed?: boolean | cdktf.IResolvable; 
  public get redeployClaimed() {
    return this.getBooleanAttribute('redeploy_claimed');
  }
  public set redeployClaimed(value: boolean | cdktf.IResolvable) {
    this._redeployClaimed = value;
  }
  public resetRedeployClaimed() {
    this._redeployClaimed = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get redeployClaimedInput() {
    return this._redeployClaimed;
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

  // schedule - computed: false, optional: true, required: false
  private _schedule?: string; 
  public get schedule() {
    return this.getStringAttribute('schedule');
  }
  public set schedule(value: string) {
    this._schedule = value;
  }
  public resetSchedule() {
    this._schedule = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get scheduleInput() {
    return this._schedule;
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
  private _timeouts = new RolloutTimeoutsOutputReference(this, "timeouts");
  public get timeouts() {
    return this._timeouts;
  }
  public putTimeouts(value: RolloutTimeouts) {
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

  // wave_pause - computed: true, optional: true, required: false
  private _wavePause?: string; 
  public get wavePause() {
    return this.getStringAttribute('wave_pause');
  }
  public set wavePause(value: string) {
    this._wavePause = value;
  }
  public resetWavePause() {
    this._wavePause = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get wavePauseInput() {
    return this._wavePause;
  }

  // wave_size - computed: true, optional: true, required: false
  private _waveSize?: string; 
  public get waveSize() {
    return this.getStringAttribute('wave_size');
  }
  public set waveSize(value: string) {
    this._waveSize = value;
  }
  public resetWaveSize() {
    this._waveSize = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get waveSizeInput() {
    return this._waveSize;
  }

  // window - computed: false, optional: true, required: false
  private _window?: string; 
  public get window() {
    return this.getStringAttribute('window');
  }
  public set window(value: string) {
    this._window = value;
  }
  public resetWindow() {
    this._window = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get windowInput() {
    return this._window;
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

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      adopt_existing: cdktf.booleanToTerraform(this._adoptExisting),
      ask_after_canary: cdktf.booleanToTerraform(this._askAfterCanary),
      canary: cdktf.numberToTerraform(this._canary),
      claimed: cdktf.stringToTerraform(this._claimed),
      description: cdktf.stringToTerraform(this._description),
      documentation: cdktf.stringToTerraform(this._documentation),
      filter: cdktf.listMapper(cdktf.stringToTerraform, false)(this._filter),
      max_failures: cdktf.stringToTerraform(this._maxFailures),
      meta: cdktf.hashMapper(cdktf.stringToTerraform)(this._meta),
      name: cdktf.stringToTerraform(this._name),
      pool: cdktf.stringToTerraform(this._pool),
      redeploy_claimed: cdktf.booleanToTerraform(this._redeployClaimed),
      require_available: cdktf.booleanToTerraform(this._requireAvailable),
      schedule: cdktf.stringToTerraform(this._schedule),
      timeout: cdktf.stringToTerraform(this._timeout),
      timeouts: rolloutTimeoutsToTerraform(this._timeouts.internalValue),
      wave_pause: cdktf.stringToTerraform(this._wavePause),
      wave_size: cdktf.stringToTerraform(this._waveSize),
      window: cdktf.stringToTerraform(this._window),
      workflow: cdktf.stringToTerraform(this._workflow),
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
      ask_after_canary: {
        value: cdktf.booleanToHclTerraform(this._askAfterCanary),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      canary: {
        value: cdktf.numberToHclTerraform(this._canary),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      claimed: {
        value: cdktf.stringToHclTerraform(this._claimed),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
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
      filter: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._filter),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      max_failures: {
        value: cdktf.stringToHclTerraform(this._maxFailures),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      meta: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._meta),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      name: {
        value: cdktf.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      pool: {
        value: cdktf.stringToHclTerraform(this._pool),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      redeploy_claimed: {
        value: cdktf.booleanToHclTerraform(this._redeployClaimed),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      require_available: {
        value: cdktf.booleanToHclTerraform(this._requireAvailable),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      schedule: {
        value: cdktf.stringToHclTerraform(this._schedule),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      timeout: {
        value: cdktf.stringToHclTerraform(this._timeout),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      timeouts: {
        value: rolloutTimeoutsToHclTerraform(this._timeouts.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "RolloutTimeouts",
      },
      wave_pause: {
        value: cdktf.stringToHclTerraform(this._wavePause),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      wave_size: {
        value: cdktf.stringToHclTerraform(this._waveSize),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      window: {
        value: cdktf.stringToHclTerraform(this._window),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      workflow: {
        value: cdktf.stringToHclTerraform(this._workflow),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
