// https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/claim
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface EphemeralDrpClaimConfig extends cdktn.TerraformEphemeralMetaArguments {
  /**
  * Object of parameters to set on the machine, removed again at the end.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/claim#add_parameters EphemeralDrpClaim#add_parameters}
  */
  readonly addParameters?: any;
  /**
  * Profiles to put on the machine, taken off again at the end.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/claim#add_profiles EphemeralDrpClaim#add_profiles}
  */
  readonly addProfiles?: string[];
  /**
  * Workflow that the claim starts, instead of the pool's own.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/claim#allocate_workflow EphemeralDrpClaim#allocate_workflow}
  */
  readonly allocateWorkflow?: string;
  /**
  * SSH public keys that may log in.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/claim#authorized_keys EphemeralDrpClaim#authorized_keys}
  */
  readonly authorizedKeys?: string[];
  /**
  * Key of the claim. A run that was killed leaves its machine claimed; the next one with the key goes on with that. Two runs at a time must not have the same. Default: a random key.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/claim#claim_key EphemeralDrpClaim#claim_key}
  */
  readonly claimKey?: string;
  /**
  * Workflow that the release starts, instead of the pool's own.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/claim#deallocate_workflow EphemeralDrpClaim#deallocate_workflow}
  */
  readonly deallocateWorkflow?: string;
  /**
  * Mark the claim as expired when no sign of life has come for so long, such as `30m`, for whoever takes back machines of runs that were killed. Prolonged while the run lasts.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/claim#expires_after EphemeralDrpClaim#expires_after}
  */
  readonly expiresAfter?: string;
  /**
  * DRP filters such as `Arch=Eq(amd64)` that the machine must match.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/claim#filters EphemeralDrpClaim#filters}
  */
  readonly filters?: string[];
  /**
  * The one machine that is wanted: its UUID or `Name:x`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/claim#machine EphemeralDrpClaim#machine}
  */
  readonly machine?: string;
  /**
  * Pool to claim from. Default: the provider's `default_pool`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/claim#pool EphemeralDrpClaim#pool}
  */
  readonly pool?: string;
  /**
  * Longest time to wait for the machine. Default `1h`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/claim#timeout EphemeralDrpClaim#timeout}
  */
  readonly timeout?: string;
  /**
  * What to wait for: `in_use`, when it is built, or `allocated`, not at all. Default `in_use`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/claim#wait_for EphemeralDrpClaim#wait_for}
  */
  readonly waitFor?: string;
  /**
  * Wait at the end until the machine is free again, and fail when it cannot be cleaned. Default false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/claim#wait_for_release EphemeralDrpClaim#wait_for_release}
  */
  readonly waitForRelease?: boolean | cdktn.IResolvable;
}

/**
* Represents a {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/claim drp_claim}
*/
export class EphemeralDrpClaim extends cdktn.TerraformEphemeralResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "drp_claim";

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/ephemeral-resources/claim drp_claim} Ephemeral Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options EphemeralDrpClaimConfig = {}
  */
  public constructor(scope: Construct, id: string, config: EphemeralDrpClaimConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'drp_claim',
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
    this._addParameters = config.addParameters;
    this._addProfiles = config.addProfiles;
    this._allocateWorkflow = config.allocateWorkflow;
    this._authorizedKeys = config.authorizedKeys;
    this._claimKey = config.claimKey;
    this._deallocateWorkflow = config.deallocateWorkflow;
    this._expiresAfter = config.expiresAfter;
    this._filters = config.filters;
    this._machine = config.machine;
    this._pool = config.pool;
    this._timeout = config.timeout;
    this._waitFor = config.waitFor;
    this._waitForRelease = config.waitForRelease;
  }

  // ==========
  // ATTRIBUTES
  // ==========

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

  // address - computed: true, optional: false, required: false
  public get address() {
    return this.getStringAttribute('address');
  }

  // allocate_workflow - computed: false, optional: true, required: false
  private _allocateWorkflow?: string; 
  public get allocateWorkflow() {
    return this.getStringAttribute('allocate_workflow');
  }
  public set allocateWorkflow(value: string) {
    this._allocateWorkflow = value;
  }
  public resetAllocateWorkflow() {
    this._allocateWorkflow = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get allocateWorkflowInput() {
    return this._allocateWorkflow;
  }

  // authorized_keys - computed: false, optional: true, required: false
  private _authorizedKeys?: string[]; 
  public get authorizedKeys() {
    return this.getListAttribute('authorized_keys');
  }
  public set authorizedKeys(value: string[]) {
    this._authorizedKeys = value;
  }
  public resetAuthorizedKeys() {
    this._authorizedKeys = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get authorizedKeysInput() {
    return this._authorizedKeys;
  }

  // claim_id - computed: true, optional: false, required: false
  public get claimId() {
    return this.getStringAttribute('claim_id');
  }

  // claim_key - computed: false, optional: true, required: false
  private _claimKey?: string; 
  public get claimKey() {
    return this.getStringAttribute('claim_key');
  }
  public set claimKey(value: string) {
    this._claimKey = value;
  }
  public resetClaimKey() {
    this._claimKey = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get claimKeyInput() {
    return this._claimKey;
  }

  // deallocate_workflow - computed: false, optional: true, required: false
  private _deallocateWorkflow?: string; 
  public get deallocateWorkflow() {
    return this.getStringAttribute('deallocate_workflow');
  }
  public set deallocateWorkflow(value: string) {
    this._deallocateWorkflow = value;
  }
  public resetDeallocateWorkflow() {
    this._deallocateWorkflow = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get deallocateWorkflowInput() {
    return this._deallocateWorkflow;
  }

  // expires_after - computed: false, optional: true, required: false
  private _expiresAfter?: string; 
  public get expiresAfter() {
    return this.getStringAttribute('expires_after');
  }
  public set expiresAfter(value: string) {
    this._expiresAfter = value;
  }
  public resetExpiresAfter() {
    this._expiresAfter = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get expiresAfterInput() {
    return this._expiresAfter;
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

  // machine - computed: false, optional: true, required: false
  private _machine?: string; 
  public get machine() {
    return this.getStringAttribute('machine');
  }
  public set machine(value: string) {
    this._machine = value;
  }
  public resetMachine() {
    this._machine = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get machineInput() {
    return this._machine;
  }

  // name - computed: true, optional: false, required: false
  public get name() {
    return this.getStringAttribute('name');
  }

  // pool - computed: true, optional: true, required: false
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

  // status - computed: true, optional: false, required: false
  public get status() {
    return this.getStringAttribute('status');
  }

  // timeout - computed: false, optional: true, required: false
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

  // uuid - computed: true, optional: false, required: false
  public get uuid() {
    return this.getStringAttribute('uuid');
  }

  // wait_for - computed: false, optional: true, required: false
  private _waitFor?: string; 
  public get waitFor() {
    return this.getStringAttribute('wait_for');
  }
  public set waitFor(value: string) {
    this._waitFor = value;
  }
  public resetWaitFor() {
    this._waitFor = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get waitForInput() {
    return this._waitFor;
  }

  // wait_for_release - computed: false, optional: true, required: false
  private _waitForRelease?: boolean | cdktn.IResolvable; 
  public get waitForRelease() {
    return this.getBooleanAttribute('wait_for_release');
  }
  public set waitForRelease(value: boolean | cdktn.IResolvable) {
    this._waitForRelease = value;
  }
  public resetWaitForRelease() {
    this._waitForRelease = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get waitForReleaseInput() {
    return this._waitForRelease;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      add_parameters: cdktn.anyToTerraform(this._addParameters),
      add_profiles: cdktn.listMapper(cdktn.stringToTerraform, false)(this._addProfiles),
      allocate_workflow: cdktn.stringToTerraform(this._allocateWorkflow),
      authorized_keys: cdktn.listMapper(cdktn.stringToTerraform, false)(this._authorizedKeys),
      claim_key: cdktn.stringToTerraform(this._claimKey),
      deallocate_workflow: cdktn.stringToTerraform(this._deallocateWorkflow),
      expires_after: cdktn.stringToTerraform(this._expiresAfter),
      filters: cdktn.listMapper(cdktn.stringToTerraform, false)(this._filters),
      machine: cdktn.stringToTerraform(this._machine),
      pool: cdktn.stringToTerraform(this._pool),
      timeout: cdktn.stringToTerraform(this._timeout),
      wait_for: cdktn.stringToTerraform(this._waitFor),
      wait_for_release: cdktn.booleanToTerraform(this._waitForRelease),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      add_parameters: {
        value: cdktn.anyToHclTerraform(this._addParameters),
        isBlock: false,
        type: "any",
        storageClassType: "any",
      },
      add_profiles: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._addProfiles),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      allocate_workflow: {
        value: cdktn.stringToHclTerraform(this._allocateWorkflow),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      authorized_keys: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._authorizedKeys),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      claim_key: {
        value: cdktn.stringToHclTerraform(this._claimKey),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      deallocate_workflow: {
        value: cdktn.stringToHclTerraform(this._deallocateWorkflow),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      expires_after: {
        value: cdktn.stringToHclTerraform(this._expiresAfter),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      filters: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._filters),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      machine: {
        value: cdktn.stringToHclTerraform(this._machine),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      pool: {
        value: cdktn.stringToHclTerraform(this._pool),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      timeout: {
        value: cdktn.stringToHclTerraform(this._timeout),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      wait_for: {
        value: cdktn.stringToHclTerraform(this._waitFor),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      wait_for_release: {
        value: cdktn.booleanToHclTerraform(this._waitForRelease),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
