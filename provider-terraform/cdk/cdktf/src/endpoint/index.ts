// https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/endpoint
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface EndpointConfig extends cdktf.TerraformMetaArguments {
  /**
  * Take over a endpoint that is there already instead of failing; what the configuration does not give is shown as a change by the next plan. Default false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/endpoint#adopt_existing Endpoint#adopt_existing}
  */
  readonly adoptExisting?: boolean | cdktf.IResolvable;
  /**
  * Bring the endpoint to its version sets by itself. Default `false`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/endpoint#apply Endpoint#apply}
  */
  readonly apply?: boolean | cdktf.IResolvable;
  /**
  * One line on what it is.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/endpoint#description Endpoint#description}
  */
  readonly description?: string;
  /**
  * What there is to know of it. Markdown.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/endpoint#documentation Endpoint#documentation}
  */
  readonly documentation?: string;
  /**
  * Id.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/endpoint#endpoint_id Endpoint#endpoint_id}
  */
  readonly endpointId: string;
  /**
  * Annotations such as `icon`, `color`, `title`. Only those given are looked after.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/endpoint#meta Endpoint#meta}
  */
  readonly meta?: { [key: string]: string };
  /**
  * Parameters by name, with values of any type. Only those given are looked after; others may add theirs.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/endpoint#params Endpoint#params}
  */
  readonly params?: any;
  /**
  * Fail, instead of only warning, when the object is not available after it was written.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/endpoint#require_available Endpoint#require_available}
  */
  readonly requireAvailable?: boolean | cdktf.IResolvable;
  /**
  * Parameters that are secret, by name. Never stored; sealed and sent when the object is made and when `secret_params_wo_version` changes.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/endpoint#secret_params_wo Endpoint#secret_params_wo}
  */
  readonly secretParamsWo?: any;
  /**
  * Change it to send `secret_params_wo` again.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/endpoint#secret_params_wo_version Endpoint#secret_params_wo_version}
  */
  readonly secretParamsWoVersion?: number;
  /**
  * How long each operation may take.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/endpoint#timeouts Endpoint#timeouts}
  */
  readonly timeouts?: EndpointTimeouts;
  /**
  * Version set that it should run.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/endpoint#version_set Endpoint#version_set}
  */
  readonly versionSet?: string;
  /**
  * Version sets that it should run, in order of precedence.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/endpoint#version_sets Endpoint#version_sets}
  */
  readonly versionSets?: string[];
}
export interface EndpointTimeouts {
  /**
  * Longest time for create, such as `90m`. Default `5m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/endpoint#create Endpoint#create}
  */
  readonly create?: string;
  /**
  * Longest time for delete, such as `90m`. Default `5m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/endpoint#delete Endpoint#delete}
  */
  readonly delete?: string;
  /**
  * Longest time for read, such as `90m`. Default `5m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/endpoint#read Endpoint#read}
  */
  readonly read?: string;
  /**
  * Longest time for update, such as `90m`. Default `5m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/endpoint#update Endpoint#update}
  */
  readonly update?: string;
}

export function endpointTimeoutsToTerraform(struct?: EndpointTimeouts | cdktf.IResolvable): any {
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


export function endpointTimeoutsToHclTerraform(struct?: EndpointTimeouts | cdktf.IResolvable): any {
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

export class EndpointTimeoutsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): EndpointTimeouts | cdktf.IResolvable | undefined {
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

  public set internalValue(value: EndpointTimeouts | cdktf.IResolvable | undefined) {
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
* Represents a {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/endpoint drp_endpoint}
*/
export class Endpoint extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "drp_endpoint";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a Endpoint resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the Endpoint to import
  * @param importFromId The id of the existing Endpoint that should be imported. Refer to the {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/endpoint#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the Endpoint to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "drp_endpoint", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/endpoint drp_endpoint} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options EndpointConfig
  */
  public constructor(scope: Construct, id: string, config: EndpointConfig) {
    super(scope, id, {
      terraformResourceType: 'drp_endpoint',
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
    this._apply = config.apply;
    this._description = config.description;
    this._documentation = config.documentation;
    this._endpointId = config.endpointId;
    this._meta = config.meta;
    this._params = config.params;
    this._requireAvailable = config.requireAvailable;
    this._secretParamsWo = config.secretParamsWo;
    this._secretParamsWoVersion = config.secretParamsWoVersion;
    this._timeouts.internalValue = config.timeouts;
    this._versionSet = config.versionSet;
    this._versionSets = config.versionSets;
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

  // apply - computed: true, optional: true, required: false
  private _apply?: boolean | cdktf.IResolvable; 
  public get apply() {
    return this.getBooleanAttribute('apply');
  }
  public set apply(value: boolean | cdktf.IResolvable) {
    this._apply = value;
  }
  public resetApply() {
    this._apply = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get applyInput() {
    return this._apply;
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

  // endpoint_id - computed: false, optional: false, required: true
  private _endpointId?: string; 
  public get endpointId() {
    return this.getStringAttribute('endpoint_id');
  }
  public set endpointId(value: string) {
    this._endpointId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get endpointIdInput() {
    return this._endpointId;
  }

  // errors - computed: true, optional: false, required: false
  public get errors() {
    return this.getListAttribute('errors');
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

  // read_only - computed: true, optional: false, required: false
  public get readOnly() {
    return this.getBooleanAttribute('read_only');
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

  // secret_params_wo - computed: false, optional: true, required: false
  private _secretParamsWo?: any; 
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

  // timeouts - computed: false, optional: true, required: false
  private _timeouts = new EndpointTimeoutsOutputReference(this, "timeouts");
  public get timeouts() {
    return this._timeouts;
  }
  public putTimeouts(value: EndpointTimeouts) {
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

  // version_set - computed: false, optional: true, required: false
  private _versionSet?: string; 
  public get versionSet() {
    return this.getStringAttribute('version_set');
  }
  public set versionSet(value: string) {
    this._versionSet = value;
  }
  public resetVersionSet() {
    this._versionSet = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get versionSetInput() {
    return this._versionSet;
  }

  // version_sets - computed: false, optional: true, required: false
  private _versionSets?: string[]; 
  public get versionSets() {
    return this.getListAttribute('version_sets');
  }
  public set versionSets(value: string[]) {
    this._versionSets = value;
  }
  public resetVersionSets() {
    this._versionSets = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get versionSetsInput() {
    return this._versionSets;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      adopt_existing: cdktf.booleanToTerraform(this._adoptExisting),
      apply: cdktf.booleanToTerraform(this._apply),
      description: cdktf.stringToTerraform(this._description),
      documentation: cdktf.stringToTerraform(this._documentation),
      endpoint_id: cdktf.stringToTerraform(this._endpointId),
      meta: cdktf.hashMapper(cdktf.stringToTerraform)(this._meta),
      params: cdktf.anyToTerraform(this._params),
      require_available: cdktf.booleanToTerraform(this._requireAvailable),
      secret_params_wo: cdktf.anyToTerraform(this._secretParamsWo),
      secret_params_wo_version: cdktf.numberToTerraform(this._secretParamsWoVersion),
      timeouts: endpointTimeoutsToTerraform(this._timeouts.internalValue),
      version_set: cdktf.stringToTerraform(this._versionSet),
      version_sets: cdktf.listMapper(cdktf.stringToTerraform, false)(this._versionSets),
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
      apply: {
        value: cdktf.booleanToHclTerraform(this._apply),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
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
      endpoint_id: {
        value: cdktf.stringToHclTerraform(this._endpointId),
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
      params: {
        value: cdktf.anyToHclTerraform(this._params),
        isBlock: false,
        type: "any",
        storageClassType: "any",
      },
      require_available: {
        value: cdktf.booleanToHclTerraform(this._requireAvailable),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      secret_params_wo: {
        value: cdktf.anyToHclTerraform(this._secretParamsWo),
        isBlock: false,
        type: "any",
        storageClassType: "any",
      },
      secret_params_wo_version: {
        value: cdktf.numberToHclTerraform(this._secretParamsWoVersion),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      timeouts: {
        value: endpointTimeoutsToHclTerraform(this._timeouts.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "EndpointTimeouts",
      },
      version_set: {
        value: cdktf.stringToHclTerraform(this._versionSet),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      version_sets: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._versionSets),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
