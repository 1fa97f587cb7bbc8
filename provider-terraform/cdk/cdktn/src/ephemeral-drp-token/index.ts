// https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/token
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface EphemeralDrpTokenConfig extends cdktn.TerraformEphemeralMetaArguments {
  /**
  * Actions that it is for; as `scope`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/token#action EphemeralDrpToken#action}
  */
  readonly action?: string;
  /**
  * Roles that it carries; all of the user by default. Servers leave out those that the user does not have.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/token#roles EphemeralDrpToken#roles}
  */
  readonly roles?: string[];
  /**
  * Kinds of objects that it is for. Servers before DRP v4 do not heed it: use `roles`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/token#scope EphemeralDrpToken#scope}
  */
  readonly scope?: string;
  /**
  * Objects that it is for; as `scope`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/token#specific EphemeralDrpToken#specific}
  */
  readonly specific?: string;
  /**
  * How long it lives, such as `2h`; longer than the run takes, for it cannot be prolonged. Default `1h`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/token#ttl EphemeralDrpToken#ttl}
  */
  readonly ttl?: string;
  /**
  * User. Default: the one that the provider logs in as, when it has a user and password.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/token#user EphemeralDrpToken#user}
  */
  readonly user?: string;
}

/**
* Represents a {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/token drp_token}
*/
export class EphemeralDrpToken extends cdktn.TerraformEphemeralResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "drp_token";

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/token drp_token} Ephemeral Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options EphemeralDrpTokenConfig = {}
  */
  public constructor(scope: Construct, id: string, config: EphemeralDrpTokenConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'drp_token',
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
    this._action = config.action;
    this._roles = config.roles;
    this._scope = config.scope;
    this._specific = config.specific;
    this._ttl = config.ttl;
    this._user = config.user;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // action - computed: false, optional: true, required: false
  private _action?: string; 
  public get action() {
    return this.getStringAttribute('action');
  }
  public set action(value: string) {
    this._action = value;
  }
  public resetAction() {
    this._action = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get actionInput() {
    return this._action;
  }

  // expires_at - computed: true, optional: false, required: false
  public get expiresAt() {
    return this.getStringAttribute('expires_at');
  }

  // roles - computed: false, optional: true, required: false
  private _roles?: string[]; 
  public get roles() {
    return this.getListAttribute('roles');
  }
  public set roles(value: string[]) {
    this._roles = value;
  }
  public resetRoles() {
    this._roles = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get rolesInput() {
    return this._roles;
  }

  // scope - computed: false, optional: true, required: false
  private _scope?: string; 
  public get scope() {
    return this.getStringAttribute('scope');
  }
  public set scope(value: string) {
    this._scope = value;
  }
  public resetScope() {
    this._scope = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get scopeInput() {
    return this._scope;
  }

  // specific - computed: false, optional: true, required: false
  private _specific?: string; 
  public get specific() {
    return this.getStringAttribute('specific');
  }
  public set specific(value: string) {
    this._specific = value;
  }
  public resetSpecific() {
    this._specific = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get specificInput() {
    return this._specific;
  }

  // token - computed: true, optional: false, required: false
  public get token() {
    return this.getStringAttribute('token');
  }

  // ttl - computed: false, optional: true, required: false
  private _ttl?: string; 
  public get ttl() {
    return this.getStringAttribute('ttl');
  }
  public set ttl(value: string) {
    this._ttl = value;
  }
  public resetTtl() {
    this._ttl = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get ttlInput() {
    return this._ttl;
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

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      action: cdktn.stringToTerraform(this._action),
      roles: cdktn.listMapper(cdktn.stringToTerraform, false)(this._roles),
      scope: cdktn.stringToTerraform(this._scope),
      specific: cdktn.stringToTerraform(this._specific),
      ttl: cdktn.stringToTerraform(this._ttl),
      user: cdktn.stringToTerraform(this._user),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      action: {
        value: cdktn.stringToHclTerraform(this._action),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      roles: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._roles),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      scope: {
        value: cdktn.stringToHclTerraform(this._scope),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      specific: {
        value: cdktn.stringToHclTerraform(this._specific),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      ttl: {
        value: cdktn.stringToHclTerraform(this._ttl),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      user: {
        value: cdktn.stringToHclTerraform(this._user),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
