// https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ssh_access
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface DataDrpSshAccessConfig extends cdktf.TerraformMetaArguments {
  /**
  * Param that holds the address, such as `cloud/public-ipv4`. Default: the address of the machine.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ssh_access#address_param DataDrpSshAccess#address_param}
  */
  readonly addressParam?: string;
  /**
  * UUID of the machine, or `Name:x`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ssh_access#machine DataDrpSshAccess#machine}
  */
  readonly machine: string;
  /**
  * Port. Default: param `ansible_port`, else 22.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ssh_access#port DataDrpSshAccess#port}
  */
  readonly port?: number;
  /**
  * User. Default: param `ansible_user`, else `root`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ssh_access#user DataDrpSshAccess#user}
  */
  readonly user?: string;
}

/**
* Represents a {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ssh_access drp_ssh_access}
*/
export class DataDrpSshAccess extends cdktf.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "drp_ssh_access";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a DataDrpSshAccess resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataDrpSshAccess to import
  * @param importFromId The id of the existing DataDrpSshAccess that should be imported. Refer to the {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ssh_access#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the DataDrpSshAccess to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "drp_ssh_access", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/ssh_access drp_ssh_access} Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataDrpSshAccessConfig
  */
  public constructor(scope: Construct, id: string, config: DataDrpSshAccessConfig) {
    super(scope, id, {
      terraformResourceType: 'drp_ssh_access',
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
    this._addressParam = config.addressParam;
    this._machine = config.machine;
    this._port = config.port;
    this._user = config.user;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // address_param - computed: false, optional: true, required: false
  private _addressParam?: string; 
  public get addressParam() {
    return this.getStringAttribute('address_param');
  }
  public set addressParam(value: string) {
    this._addressParam = value;
  }
  public resetAddressParam() {
    this._addressParam = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get addressParamInput() {
    return this._addressParam;
  }

  // arguments - computed: true, optional: false, required: false
  public get arguments() {
    return this.getListAttribute('arguments');
  }

  // authorized_keys - computed: true, optional: false, required: false
  private _authorizedKeys = new cdktf.StringMap(this, "authorized_keys");
  public get authorizedKeys() {
    return this._authorizedKeys;
  }

  // host - computed: true, optional: false, required: false
  public get host() {
    return this.getStringAttribute('host');
  }

  // machine - computed: false, optional: false, required: true
  private _machine?: string; 
  public get machine() {
    return this.getStringAttribute('machine');
  }
  public set machine(value: string) {
    this._machine = value;
  }
  // Temporarily expose input value. Use with caution.
  public get machineInput() {
    return this._machine;
  }

  // name - computed: true, optional: false, required: false
  public get name() {
    return this.getStringAttribute('name');
  }

  // port - computed: true, optional: true, required: false
  private _port?: number; 
  public get port() {
    return this.getNumberAttribute('port');
  }
  public set port(value: number) {
    this._port = value;
  }
  public resetPort() {
    this._port = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get portInput() {
    return this._port;
  }

  // user - computed: true, optional: true, required: false
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

  // uuid - computed: true, optional: false, required: false
  public get uuid() {
    return this.getStringAttribute('uuid');
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      address_param: cdktf.stringToTerraform(this._addressParam),
      machine: cdktf.stringToTerraform(this._machine),
      port: cdktf.numberToTerraform(this._port),
      user: cdktf.stringToTerraform(this._user),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      address_param: {
        value: cdktf.stringToHclTerraform(this._addressParam),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      machine: {
        value: cdktf.stringToHclTerraform(this._machine),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      port: {
        value: cdktf.numberToHclTerraform(this._port),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
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
