// https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/objects
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface DataDrpObjectsConfig extends cdktn.TerraformMetaArguments {
  /**
  * With the values of profiles, stages and the profile `global`. Default false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/objects#aggregate DataDrpObjects#aggregate}
  */
  readonly aggregate?: boolean | cdktn.IResolvable;
  /**
  * DRP filters such as `Available=true`; all by default.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/objects#filters DataDrpObjects#filters}
  */
  readonly filters?: string[];
  /**
  * List so many at most.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/objects#limit DataDrpObjects#limit}
  */
  readonly limit?: number;
  /**
  * Names of the params to read; all by default. Reading only some is much less to transfer.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/objects#params DataDrpObjects#params}
  */
  readonly params?: string[];
  /**
  * Path of the kind in the API, such as `machines`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/objects#prefix DataDrpObjects#prefix}
  */
  readonly prefix: string;
  /**
  * Index to sort by; the key by default.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/objects#sort DataDrpObjects#sort}
  */
  readonly sort?: string;
}

/**
* Represents a {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/objects drp_objects}
*/
export class DataDrpObjects extends cdktn.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "drp_objects";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a DataDrpObjects resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataDrpObjects to import
  * @param importFromId The id of the existing DataDrpObjects that should be imported. Refer to the {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/objects#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the DataDrpObjects to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "drp_objects", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/data-sources/objects drp_objects} Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataDrpObjectsConfig
  */
  public constructor(scope: Construct, id: string, config: DataDrpObjectsConfig) {
    super(scope, id, {
      terraformResourceType: 'drp_objects',
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
    this._filters = config.filters;
    this._limit = config.limit;
    this._params = config.params;
    this._prefix = config.prefix;
    this._sort = config.sort;
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

  // items - computed: true, optional: false, required: false
  private _items = new cdktn.AnyMap(this, "items");
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

  // params - computed: false, optional: true, required: false
  private _params?: string[]; 
  public get params() {
    return this.getListAttribute('params');
  }
  public set params(value: string[]) {
    this._params = value;
  }
  public resetParams() {
    this._params = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get paramsInput() {
    return this._params;
  }

  // prefix - computed: false, optional: false, required: true
  private _prefix?: string; 
  public get prefix() {
    return this.getStringAttribute('prefix');
  }
  public set prefix(value: string) {
    this._prefix = value;
  }
  // Temporarily expose input value. Use with caution.
  public get prefixInput() {
    return this._prefix;
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
      aggregate: cdktn.booleanToTerraform(this._aggregate),
      filters: cdktn.listMapper(cdktn.stringToTerraform, false)(this._filters),
      limit: cdktn.numberToTerraform(this._limit),
      params: cdktn.listMapper(cdktn.stringToTerraform, false)(this._params),
      prefix: cdktn.stringToTerraform(this._prefix),
      sort: cdktn.stringToTerraform(this._sort),
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
      params: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._params),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      prefix: {
        value: cdktn.stringToHclTerraform(this._prefix),
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
