// https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';

// Configuration

export interface StageConfig extends cdktn.TerraformMetaArguments {
  /**
  * Take over a stage that is there already instead of failing; what the configuration does not give is shown as a change by the next plan. Default false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#adopt_existing Stage#adopt_existing}
  */
  readonly adoptExisting?: boolean | cdktn.IResolvable;
  /**
  * Boot environment of the stage; empty keeps the current one.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#boot_env Stage#boot_env}
  */
  readonly bootEnv?: string;
  /**
  * One line on what it is.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#description Stage#description}
  */
  readonly description?: string;
  /**
  * What there is to know of it. Markdown.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#documentation Stage#documentation}
  */
  readonly documentation?: string;
  /**
  * Annotations such as `icon`, `color`, `title`. Only those given are looked after.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#meta Stage#meta}
  */
  readonly meta?: { [key: string]: string };
  /**
  * Name.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#name Stage#name}
  */
  readonly name: string;
  /**
  * Parameters that it uses when they are set.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#optional_params Stage#optional_params}
  */
  readonly optionalParams?: string[];
  /**
  * Parameters by name, with values of any type. Only those given are looked after; others may add theirs.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#params Stage#params}
  */
  readonly params?: any;
  /**
  * Profiles whose params machines in the stage see.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#profiles Stage#profiles}
  */
  readonly profiles?: string[];
  /**
  * Reboot on entry when the machine has no workflow. Default `false`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#reboot Stage#reboot}
  */
  readonly reboot?: boolean | cdktn.IResolvable;
  /**
  * Fail, instead of only warning, when the object is not available after it was written.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#require_available Stage#require_available}
  */
  readonly requireAvailable?: boolean | cdktn.IResolvable;
  /**
  * Parameters that must be set where it is used.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#required_params Stage#required_params}
  */
  readonly requiredParams?: string[];
  /**
  * Obsolete; always true. Default `true`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#runner_wait Stage#runner_wait}
  */
  readonly runnerWait?: boolean | cdktn.IResolvable;
  /**
  * Parameters that are secret, by name. Never stored; sealed and sent when the object is made and when `secret_params_wo_version` changes.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#secret_params_wo Stage#secret_params_wo}
  */
  readonly secretParamsWo?: any;
  /**
  * Change it to send `secret_params_wo` again.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#secret_params_wo_version Stage#secret_params_wo_version}
  */
  readonly secretParamsWoVersion?: number;
  /**
  * Tasks in order.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#tasks Stage#tasks}
  */
  readonly tasks?: string[];
  /**
  * Files and scripts to render.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#templates Stage#templates}
  */
  readonly templates?: StageTemplates[] | cdktn.IResolvable;
  /**
  * How long each operation may take.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#timeouts Stage#timeouts}
  */
  readonly timeouts?: StageTimeouts;
}
export interface StageTemplates {
  /**
  * Inline contents.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#contents Stage#contents}
  */
  readonly contents?: string;
  /**
  * Serve this existing file instead of rendering anything.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#link Stage#link}
  */
  readonly link?: string;
  /**
  * Annotations such as `icon`, `color`, `title`. Only those given are looked after.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#meta Stage#meta}
  */
  readonly meta?: { [key: string]: string };
  /**
  * Name within its owner, required.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#name Stage#name}
  */
  readonly name: string;
  /**
  * Template of the path it is served at; empty in a task means an executable script.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#path Stage#path}
  */
  readonly path?: string;
  /**
  * Template object that gives the contents; used when `Contents` is empty.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#template_id Stage#template_id}
  */
  readonly templateId?: string;
}

export function stageTemplatesToTerraform(struct?: StageTemplates | cdktn.IResolvable): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
    contents: cdktn.stringToTerraform(struct!.contents),
    link: cdktn.stringToTerraform(struct!.link),
    meta: cdktn.hashMapper(cdktn.stringToTerraform)(struct!.meta),
    name: cdktn.stringToTerraform(struct!.name),
    path: cdktn.stringToTerraform(struct!.path),
    template_id: cdktn.stringToTerraform(struct!.templateId),
  }
}


export function stageTemplatesToHclTerraform(struct?: StageTemplates | cdktn.IResolvable): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
    contents: {
      value: cdktn.stringToHclTerraform(struct!.contents),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    link: {
      value: cdktn.stringToHclTerraform(struct!.link),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    meta: {
      value: cdktn.hashMapperHcl(cdktn.stringToHclTerraform)(struct!.meta),
      isBlock: false,
      type: "map",
      storageClassType: "stringMap",
    },
    name: {
      value: cdktn.stringToHclTerraform(struct!.name),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    path: {
      value: cdktn.stringToHclTerraform(struct!.path),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    template_id: {
      value: cdktn.stringToHclTerraform(struct!.templateId),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class StageTemplatesOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktn.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): StageTemplates | cdktn.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._contents !== undefined) {
      hasAnyValues = true;
      internalValueResult.contents = this._contents;
    }
    if (this._link !== undefined) {
      hasAnyValues = true;
      internalValueResult.link = this._link;
    }
    if (this._meta !== undefined) {
      hasAnyValues = true;
      internalValueResult.meta = this._meta;
    }
    if (this._name !== undefined) {
      hasAnyValues = true;
      internalValueResult.name = this._name;
    }
    if (this._path !== undefined) {
      hasAnyValues = true;
      internalValueResult.path = this._path;
    }
    if (this._templateId !== undefined) {
      hasAnyValues = true;
      internalValueResult.templateId = this._templateId;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: StageTemplates | cdktn.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._contents = undefined;
      this._link = undefined;
      this._meta = undefined;
      this._name = undefined;
      this._path = undefined;
      this._templateId = undefined;
    }
    else if (cdktn.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._contents = value.contents;
      this._link = value.link;
      this._meta = value.meta;
      this._name = value.name;
      this._path = value.path;
      this._templateId = value.templateId;
    }
  }

  // contents - computed: false, optional: true, required: false
  private _contents?: string; 
  public get contents() {
    return this.getStringAttribute('contents');
  }
  public set contents(value: string) {
    this._contents = value;
  }
  public resetContents() {
    this._contents = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get contentsInput() {
    return this._contents;
  }

  // link - computed: false, optional: true, required: false
  private _link?: string; 
  public get link() {
    return this.getStringAttribute('link');
  }
  public set link(value: string) {
    this._link = value;
  }
  public resetLink() {
    this._link = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get linkInput() {
    return this._link;
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

  // path - computed: false, optional: true, required: false
  private _path?: string; 
  public get path() {
    return this.getStringAttribute('path');
  }
  public set path(value: string) {
    this._path = value;
  }
  public resetPath() {
    this._path = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get pathInput() {
    return this._path;
  }

  // template_id - computed: false, optional: true, required: false
  private _templateId?: string; 
  public get templateId() {
    return this.getStringAttribute('template_id');
  }
  public set templateId(value: string) {
    this._templateId = value;
  }
  public resetTemplateId() {
    this._templateId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get templateIdInput() {
    return this._templateId;
  }
}

export class StageTemplatesList extends cdktn.ComplexList {
  public internalValue? : StageTemplates[] | cdktn.IResolvable

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string, wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet);
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): StageTemplatesOutputReference {
    return new StageTemplatesOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface StageTimeouts {
  /**
  * Longest time for create, such as `90m`. Default `5m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#create Stage#create}
  */
  readonly create?: string;
  /**
  * Longest time for delete, such as `90m`. Default `5m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#delete Stage#delete}
  */
  readonly delete?: string;
  /**
  * Longest time for read, such as `90m`. Default `5m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#read Stage#read}
  */
  readonly read?: string;
  /**
  * Longest time for update, such as `90m`. Default `5m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#update Stage#update}
  */
  readonly update?: string;
}

export function stageTimeoutsToTerraform(struct?: StageTimeouts | cdktn.IResolvable): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
    create: cdktn.stringToTerraform(struct!.create),
    delete: cdktn.stringToTerraform(struct!.delete),
    read: cdktn.stringToTerraform(struct!.read),
    update: cdktn.stringToTerraform(struct!.update),
  }
}


export function stageTimeoutsToHclTerraform(struct?: StageTimeouts | cdktn.IResolvable): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
    create: {
      value: cdktn.stringToHclTerraform(struct!.create),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    delete: {
      value: cdktn.stringToHclTerraform(struct!.delete),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    read: {
      value: cdktn.stringToHclTerraform(struct!.read),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    update: {
      value: cdktn.stringToHclTerraform(struct!.update),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class StageTimeoutsOutputReference extends cdktn.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktn.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktn.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): StageTimeouts | cdktn.IResolvable | undefined {
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

  public set internalValue(value: StageTimeouts | cdktn.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._create = undefined;
      this._delete = undefined;
      this._read = undefined;
      this._update = undefined;
    }
    else if (cdktn.Tokenization.isResolvable(value)) {
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
* Represents a {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage drp_stage}
*/
export class Stage extends cdktn.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "drp_stage";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a Stage resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the Stage to import
  * @param importFromId The id of the existing Stage that should be imported. Refer to the {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the Stage to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "drp_stage", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/stage drp_stage} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options StageConfig
  */
  public constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id, {
      terraformResourceType: 'drp_stage',
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
    this._bootEnv = config.bootEnv;
    this._description = config.description;
    this._documentation = config.documentation;
    this._meta = config.meta;
    this._name = config.name;
    this._optionalParams = config.optionalParams;
    this._params = config.params;
    this._profiles = config.profiles;
    this._reboot = config.reboot;
    this._requireAvailable = config.requireAvailable;
    this._requiredParams = config.requiredParams;
    this._runnerWait = config.runnerWait;
    this._secretParamsWo = config.secretParamsWo;
    this._secretParamsWoVersion = config.secretParamsWoVersion;
    this._tasks = config.tasks;
    this._templates.internalValue = config.templates;
    this._timeouts.internalValue = config.timeouts;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // adopt_existing - computed: false, optional: true, required: false
  private _adoptExisting?: boolean | cdktn.IResolvable; 
  public get adoptExisting() {
    return this.getBooleanAttribute('adopt_existing');
  }
  public set adoptExisting(value: boolean | cdktn.IResolvable) {
    this._adoptExisting = value;
  }
  public resetAdoptExisting() {
    this._adoptExisting = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get adoptExistingInput() {
    return this._adoptExisting;
  }

  // available - computed: true, optional: false, required: false
  public get available() {
    return this.getBooleanAttribute('available');
  }

  // boot_env - computed: false, optional: true, required: false
  private _bootEnv?: string; 
  public get bootEnv() {
    return this.getStringAttribute('boot_env');
  }
  public set bootEnv(value: string) {
    this._bootEnv = value;
  }
  public resetBootEnv() {
    this._bootEnv = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get bootEnvInput() {
    return this._bootEnv;
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

  // optional_params - computed: false, optional: true, required: false
  private _optionalParams?: string[]; 
  public get optionalParams() {
    return this.getListAttribute('optional_params');
  }
  public set optionalParams(value: string[]) {
    this._optionalParams = value;
  }
  public resetOptionalParams() {
    this._optionalParams = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get optionalParamsInput() {
    return this._optionalParams;
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

  // profiles - computed: false, optional: true, required: false
  private _profiles?: string[]; 
  public get profiles() {
    return this.getListAttribute('profiles');
  }
  public set profiles(value: string[]) {
    this._profiles = value;
  }
  public resetProfiles() {
    this._profiles = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get profilesInput() {
    return this._profiles;
  }

  // read_only - computed: true, optional: false, required: false
  public get readOnly() {
    return this.getBooleanAttribute('read_only');
  }

  // reboot - computed: true, optional: true, required: false
  private _reboot?: boolean | cdktn.IResolvable; 
  public get reboot() {
    return this.getBooleanAttribute('reboot');
  }
  public set reboot(value: boolean | cdktn.IResolvable) {
    this._reboot = value;
  }
  public resetReboot() {
    this._reboot = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get rebootInput() {
    return this._reboot;
  }

  // require_available - computed: false, optional: true, required: false
  private _requireAvailable?: boolean | cdktn.IResolvable; 
  public get requireAvailable() {
    return this.getBooleanAttribute('require_available');
  }
  public set requireAvailable(value: boolean | cdktn.IResolvable) {
    this._requireAvailable = value;
  }
  public resetRequireAvailable() {
    this._requireAvailable = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get requireAvailableInput() {
    return this._requireAvailable;
  }

  // required_params - computed: false, optional: true, required: false
  private _requiredParams?: string[]; 
  public get requiredParams() {
    return this.getListAttribute('required_params');
  }
  public set requiredParams(value: string[]) {
    this._requiredParams = value;
  }
  public resetRequiredParams() {
    this._requiredParams = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get requiredParamsInput() {
    return this._requiredParams;
  }

  // runner_wait - computed: true, optional: true, required: false
  private _runnerWait?: boolean | cdktn.IResolvable; 
  public get runnerWait() {
    return this.getBooleanAttribute('runner_wait');
  }
  public set runnerWait(value: boolean | cdktn.IResolvable) {
    this._runnerWait = value;
  }
  public resetRunnerWait() {
    this._runnerWait = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get runnerWaitInput() {
    return this._runnerWait;
  }

  // secret_params_wo - computed: false, optional: true, required: false
  private _secretParamsWo?: any; 
  /**
  * @deprecated Write-only: the provider never returns this value; reading it always yields null by protocol contract. The getter remains for compatibility and will be removed in a future prebuilt-provider major.
  */
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

  // tasks - computed: false, optional: true, required: false
  private _tasks?: string[]; 
  public get tasks() {
    return this.getListAttribute('tasks');
  }
  public set tasks(value: string[]) {
    this._tasks = value;
  }
  public resetTasks() {
    this._tasks = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get tasksInput() {
    return this._tasks;
  }

  // templates - computed: false, optional: true, required: false
  private _templates = new StageTemplatesList(this, "templates", false);
  public get templates() {
    return this._templates;
  }
  public putTemplates(value: StageTemplates[] | cdktn.IResolvable) {
    this._templates.internalValue = value;
  }
  public resetTemplates() {
    this._templates.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get templatesInput() {
    return this._templates.internalValue;
  }

  // timeouts - computed: false, optional: true, required: false
  private _timeouts = new StageTimeoutsOutputReference(this, "timeouts");
  public get timeouts() {
    return this._timeouts;
  }
  public putTimeouts(value: StageTimeouts) {
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

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      adopt_existing: cdktn.booleanToTerraform(this._adoptExisting),
      boot_env: cdktn.stringToTerraform(this._bootEnv),
      description: cdktn.stringToTerraform(this._description),
      documentation: cdktn.stringToTerraform(this._documentation),
      meta: cdktn.hashMapper(cdktn.stringToTerraform)(this._meta),
      name: cdktn.stringToTerraform(this._name),
      optional_params: cdktn.listMapper(cdktn.stringToTerraform, false)(this._optionalParams),
      params: cdktn.anyToTerraform(this._params),
      profiles: cdktn.listMapper(cdktn.stringToTerraform, false)(this._profiles),
      reboot: cdktn.booleanToTerraform(this._reboot),
      require_available: cdktn.booleanToTerraform(this._requireAvailable),
      required_params: cdktn.listMapper(cdktn.stringToTerraform, false)(this._requiredParams),
      runner_wait: cdktn.booleanToTerraform(this._runnerWait),
      secret_params_wo: this.markWriteOnlyAttribute(cdktn.anyToTerraform(this._secretParamsWo)),
      secret_params_wo_version: cdktn.numberToTerraform(this._secretParamsWoVersion),
      tasks: cdktn.listMapper(cdktn.stringToTerraform, false)(this._tasks),
      templates: cdktn.listMapper(stageTemplatesToTerraform, false)(this._templates.internalValue),
      timeouts: stageTimeoutsToTerraform(this._timeouts.internalValue),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      adopt_existing: {
        value: cdktn.booleanToHclTerraform(this._adoptExisting),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      boot_env: {
        value: cdktn.stringToHclTerraform(this._bootEnv),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      description: {
        value: cdktn.stringToHclTerraform(this._description),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      documentation: {
        value: cdktn.stringToHclTerraform(this._documentation),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      meta: {
        value: cdktn.hashMapperHcl(cdktn.stringToHclTerraform)(this._meta),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      name: {
        value: cdktn.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      optional_params: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._optionalParams),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      params: {
        value: cdktn.anyToHclTerraform(this._params),
        isBlock: false,
        type: "any",
        storageClassType: "any",
      },
      profiles: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._profiles),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      reboot: {
        value: cdktn.booleanToHclTerraform(this._reboot),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      require_available: {
        value: cdktn.booleanToHclTerraform(this._requireAvailable),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      required_params: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._requiredParams),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      runner_wait: {
        value: cdktn.booleanToHclTerraform(this._runnerWait),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      secret_params_wo: {
        value: this.markWriteOnlyAttribute(cdktn.anyToHclTerraform(this._secretParamsWo)),
        isBlock: false,
        type: "any",
        storageClassType: "any",
      },
      secret_params_wo_version: {
        value: cdktn.numberToHclTerraform(this._secretParamsWoVersion),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      tasks: {
        value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._tasks),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      templates: {
        value: cdktn.listMapperHcl(stageTemplatesToHclTerraform, false)(this._templates.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "StageTemplatesList",
      },
      timeouts: {
        value: stageTimeoutsToHclTerraform(this._timeouts.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "StageTimeouts",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
