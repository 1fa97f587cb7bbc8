// https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/secure_param
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface EphemeralDrpSecureParamConfig extends cdktn.TerraformEphemeralMetaArguments {
  /**
  * With the values of profiles, the stage and the profile `global`. Default false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/secure_param#aggregate EphemeralDrpSecureParam#aggregate}
  */
  readonly aggregate?: boolean | cdktn.IResolvable;
  /**
  * Key of the object, or `Name:x`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/secure_param#key EphemeralDrpSecureParam#key}
  */
  readonly key: string;
  /**
  * Name of the param.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/secure_param#name EphemeralDrpSecureParam#name}
  */
  readonly name: string;
  /**
  * Kind of the object: machines, profiles, stages, plugins, endpoints. Default `machines`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/secure_param#prefix EphemeralDrpSecureParam#prefix}
  */
  readonly prefix?: string;
}

/**
* Represents a {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/secure_param drp_secure_param}
*/
export class EphemeralDrpSecureParam extends cdktn.TerraformEphemeralResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "drp_secure_param";

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/secure_param drp_secure_param} Ephemeral Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options EphemeralDrpSecureParamConfig
  */
  public constructor(scope: Construct, id: string, config: EphemeralDrpSecureParamConfig) {
    super(scope, id, {
      terraformResourceType: 'drp_secure_param',
      terraformGeneratorMetadata: {
        providerName: 'drp',
        providerVersionConstraint: '~> 0.1'
      },
      provider: config.provider,
      dependsOn: config.dependsOn,
      count: config.count,
      lifecycle: config.lifecycle,
      forEach: config.forEach
    });
    this._aggregate = config.aggregate;
    this._key = config.key;
    this._name = config.name;
    this._prefix = config.prefix;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // aggregate - computed: false, optional: true, required: false
  private _aggregate?: boolean | cdktn.IResolvable; 
  public get aggregate() {
    return this.getBooleanAttribute('aggregate');
  }
  public set aggregate(value: boolean | cdktn.IResolvable) {
    this._aggregate = value;
  }
  public resetAggregate() {
    this._aggregate = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get aggregateInput() {
    return this._aggregate;
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

  // value - computed: true, optional: false, required: false
  private _value = new cdktn.AnyMap(this, "value");
  public get value() {
    return this._value;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      aggregate: cdktn.booleanToTerraform(this._aggregate),
      key: cdktn.stringToTerraform(this._key),
      name: cdktn.stringToTerraform(this._name),
      prefix: cdktn.stringToTerraform(this._prefix),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      aggregate: {
        value: cdktn.booleanToHclTerraform(this._aggregate),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      key: {
        value: cdktn.stringToHclTerraform(this._key),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      name: {
        value: cdktn.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      prefix: {
        value: cdktn.stringToHclTerraform(this._prefix),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
