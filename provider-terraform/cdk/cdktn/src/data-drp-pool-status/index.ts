// https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/pool_status
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface DataDrpPoolStatusConfig extends cdktn.TerraformMetaArguments {
  /**
  * Id of the pool.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/pool_status#pool DataDrpPoolStatus#pool}
  */
  readonly pool: string;
}

/**
* Represents a {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/pool_status drp_pool_status}
*/
export class DataDrpPoolStatus extends cdktn.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "drp_pool_status";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a DataDrpPoolStatus resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataDrpPoolStatus to import
  * @param importFromId The id of the existing DataDrpPoolStatus that should be imported. Refer to the {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/pool_status#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the DataDrpPoolStatus to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "drp_pool_status", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/pool_status drp_pool_status} Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataDrpPoolStatusConfig
  */
  public constructor(scope: Construct, id: string, config: DataDrpPoolStatusConfig) {
    super(scope, id, {
      terraformResourceType: 'drp_pool_status',
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
    this._pool = config.pool;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // counts - computed: true, optional: false, required: false
  private _counts = new cdktn.NumberMap(this, "counts");
  public get counts() {
    return this._counts;
  }

  // free - computed: true, optional: false, required: false
  public get free() {
    return this.getListAttribute('free');
  }

  // pool - computed: false, optional: false, required: true
  private _pool?: string; 
  public get pool() {
    return this.getStringAttribute('pool');
  }
  public set pool(value: string) {
    this._pool = value;
  }
  // Temporarily expose input value. Use with caution.
  public get poolInput() {
    return this._pool;
  }

  // total - computed: true, optional: false, required: false
  public get total() {
    return this.getNumberAttribute('total');
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      pool: cdktn.stringToTerraform(this._pool),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      pool: {
        value: cdktn.stringToHclTerraform(this._pool),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
