// https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/params
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface DataDrpParamsConfig extends cdktf.TerraformMetaArguments {
  /**
  * With the values of its profiles, its stage and the profile `global`. Default false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/params#aggregate DataDrpParams#aggregate}
  */
  readonly aggregate?: boolean | cdktf.IResolvable;
  /**
  * With secret values in plain, which then stand in the state; needs the right to it. Default false: they are left out.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/params#decode DataDrpParams#decode}
  */
  readonly decode?: boolean | cdktf.IResolvable;
  /**
  * Key of the object, or `Name:x`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/params#key DataDrpParams#key}
  */
  readonly key: string;
  /**
  * Kind of the object: machines, profiles, stages, plugins, endpoints. Default `machines`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/params#prefix DataDrpParams#prefix}
  */
  readonly prefix?: string;
}

/**
* Represents a {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/params drp_params}
*/
export class DataDrpParams extends cdktf.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "drp_params";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a DataDrpParams resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataDrpParams to import
  * @param importFromId The id of the existing DataDrpParams that should be imported. Refer to the {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/params#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the DataDrpParams to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "drp_params", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/params drp_params} Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataDrpParamsConfig
  */
  public constructor(scope: Construct, id: string, config: DataDrpParamsConfig) {
    super(scope, id, {
      terraformResourceType: 'drp_params',
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
    this._aggregate = config.aggregate;
    this._decode = config.decode;
    this._key = config.key;
    this._prefix = config.prefix;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // aggregate - computed: false, optional: true, required: false
  private _aggregate?: boolean | cdktf.IResolvable; 
  public get aggregate() {
    return this.getBooleanAttribute('aggregate');
  }
  public set aggregate(value: boolean | cdktf.IResolvable) {
    this._aggregate = value;
  }
  public resetAggregate() {
    this._aggregate = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get aggregateInput() {
    return this._aggregate;
  }

  // decode - computed: false, optional: true, required: false
  private _decode?: boolean | cdktf.IResolvable; 
  public get decode() {
    return this.getBooleanAttribute('decode');
  }
  public set decode(value: boolean | cdktf.IResolvable) {
    this._decode = value;
  }
  public resetDecode() {
    this._decode = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get decodeInput() {
    return this._decode;
  }

  // key - computed: false, optional: false, required: true
  private _key?: string; 
  public get key() {
    return this.getStringAttribute('key');
  }
  public set key(value: string) {
    this._key = value;
  }
  // Temporarily expose input value. Use with caution.
  public get keyInput() {
    return this._key;
  }

  // prefix - computed: false, optional: true, required: false
  private _prefix?: string; 
  public get prefix() {
    return this.getStringAttribute('prefix');
  }
  public set prefix(value: string) {
    this._prefix = value;
  }
  public resetPrefix() {
    this._prefix = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get prefixInput() {
    return this._prefix;
  }

  // values - computed: true, optional: false, required: false
  private _values = new cdktf.AnyMap(this, "values");
  public get values() {
    return this._values;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      aggregate: cdktf.booleanToTerraform(this._aggregate),
      decode: cdktf.booleanToTerraform(this._decode),
      key: cdktf.stringToTerraform(this._key),
      prefix: cdktf.stringToTerraform(this._prefix),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      aggregate: {
        value: cdktf.booleanToHclTerraform(this._aggregate),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      decode: {
        value: cdktf.booleanToHclTerraform(this._decode),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      key: {
        value: cdktf.stringToHclTerraform(this._key),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      prefix: {
        value: cdktf.stringToHclTerraform(this._prefix),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
