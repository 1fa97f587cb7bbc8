// https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface BootenvConfig extends cdktf.TerraformMetaArguments {
  /**
  * Take over a bootenv that is there already instead of failing; what the configuration does not give is shown as a change by the next plan. Default false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#adopt_existing Bootenv#adopt_existing}
  */
  readonly adoptExisting?: boolean | cdktf.IResolvable;
  /**
  * Template of the kernel command line.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#boot_params Bootenv#boot_params}
  */
  readonly bootParams?: string;
  /**
  * One line on what it is.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#description Bootenv#description}
  */
  readonly description?: string;
  /**
  * What there is to know of it. Markdown.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#documentation Bootenv#documentation}
  */
  readonly documentation?: string;
  /**
  * Make sure that the ISO images of `os` are on the server: those that are not are streamed there through this computer, each from its `iso_url` and checked by its SHA-256. Then wait until the server has unpacked them. They stay when the boot environment goes. Default false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#ensure_iso Bootenv#ensure_iso}
  */
  readonly ensureIso?: boolean | cdktf.IResolvable;
  /**
  * Initial RAM disks, paths below the operating system's file tree.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#initrds Bootenv#initrds}
  */
  readonly initrds?: string[];
  /**
  * Kernel, a path below the operating system's file tree; empty means no network boot.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#kernel Bootenv#kernel}
  */
  readonly kernel?: string;
  /**
  * Boot loader by architecture key, such as `amd64-uefi`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#loaders Bootenv#loaders}
  */
  readonly loaders?: { [key: string]: string };
  /**
  * Annotations such as `icon`, `color`, `title`. Only those given are looked after.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#meta Bootenv#meta}
  */
  readonly meta?: { [key: string]: string };
  /**
  * Name.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#name Bootenv#name}
  */
  readonly name: string;
  /**
  * Only for machines the server does not know. Default `false`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#only_unknown Bootenv#only_unknown}
  */
  readonly onlyUnknown?: boolean | cdktf.IResolvable;
  /**
  * Parameters that it uses when they are set.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#optional_params Bootenv#optional_params}
  */
  readonly optionalParams?: string[];
  /**
  * Operating system that it boots or installs.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#os Bootenv#os}
  */
  readonly os?: BootenvOs;
  /**
  * Fail, instead of only warning, when the object is not available after it was written.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#require_available Bootenv#require_available}
  */
  readonly requireAvailable?: boolean | cdktf.IResolvable;
  /**
  * Parameters that must be set where it is used.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#required_params Bootenv#required_params}
  */
  readonly requiredParams?: string[];
  /**
  * Files rendered for each machine in the bootenv; each needs a `Path`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#templates Bootenv#templates}
  */
  readonly templates?: BootenvTemplates[] | cdktf.IResolvable;
  /**
  * How long each operation may take.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#timeouts Bootenv#timeouts}
  */
  readonly timeouts?: BootenvTimeouts;
}
export interface BootenvOsSupportedArchitectures {
  /**
  * Template of the kernel command line.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#boot_params Bootenv#boot_params}
  */
  readonly bootParams?: string;
  /**
  * Initial RAM disks, paths below the operating system's file tree.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#initrds Bootenv#initrds}
  */
  readonly initrds?: string[];
  /**
  * Name of the ISO file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#iso_file Bootenv#iso_file}
  */
  readonly isoFile?: string;
  /**
  * Where the ISO file can be had.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#iso_url Bootenv#iso_url}
  */
  readonly isoUrl?: string;
  /**
  * Kernel, a path below the operating system's file tree.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#kernel Bootenv#kernel}
  */
  readonly kernel?: string;
  /**
  * Boot loader.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#loader Bootenv#loader}
  */
  readonly loader?: string;
  /**
  * SHA-256 of the ISO file, in hex.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#sha256 Bootenv#sha256}
  */
  readonly sha256?: string;
}

export function bootenvOsSupportedArchitecturesToTerraform(struct?: BootenvOsSupportedArchitectures | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
    boot_params: cdktf.stringToTerraform(struct!.bootParams),
    initrds: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.initrds),
    iso_file: cdktf.stringToTerraform(struct!.isoFile),
    iso_url: cdktf.stringToTerraform(struct!.isoUrl),
    kernel: cdktf.stringToTerraform(struct!.kernel),
    loader: cdktf.stringToTerraform(struct!.loader),
    sha256: cdktf.stringToTerraform(struct!.sha256),
  }
}


export function bootenvOsSupportedArchitecturesToHclTerraform(struct?: BootenvOsSupportedArchitectures | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
    boot_params: {
      value: cdktf.stringToHclTerraform(struct!.bootParams),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    initrds: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.initrds),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    iso_file: {
      value: cdktf.stringToHclTerraform(struct!.isoFile),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    iso_url: {
      value: cdktf.stringToHclTerraform(struct!.isoUrl),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    kernel: {
      value: cdktf.stringToHclTerraform(struct!.kernel),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    loader: {
      value: cdktf.stringToHclTerraform(struct!.loader),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    sha256: {
      value: cdktf.stringToHclTerraform(struct!.sha256),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class BootenvOsSupportedArchitecturesOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectKey the key of this item in the map
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectKey: string) {
    super(terraformResource, terraformAttribute, false, complexObjectKey);
  }

  public get internalValue(): BootenvOsSupportedArchitectures | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._bootParams !== undefined) {
      hasAnyValues = true;
      internalValueResult.bootParams = this._bootParams;
    }
    if (this._initrds !== undefined) {
      hasAnyValues = true;
      internalValueResult.initrds = this._initrds;
    }
    if (this._isoFile !== undefined) {
      hasAnyValues = true;
      internalValueResult.isoFile = this._isoFile;
    }
    if (this._isoUrl !== undefined) {
      hasAnyValues = true;
      internalValueResult.isoUrl = this._isoUrl;
    }
    if (this._kernel !== undefined) {
      hasAnyValues = true;
      internalValueResult.kernel = this._kernel;
    }
    if (this._loader !== undefined) {
      hasAnyValues = true;
      internalValueResult.loader = this._loader;
    }
    if (this._sha256 !== undefined) {
      hasAnyValues = true;
      internalValueResult.sha256 = this._sha256;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: BootenvOsSupportedArchitectures | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._bootParams = undefined;
      this._initrds = undefined;
      this._isoFile = undefined;
      this._isoUrl = undefined;
      this._kernel = undefined;
      this._loader = undefined;
      this._sha256 = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._bootParams = value.bootParams;
      this._initrds = value.initrds;
      this._isoFile = value.isoFile;
      this._isoUrl = value.isoUrl;
      this._kernel = value.kernel;
      this._loader = value.loader;
      this._sha256 = value.sha256;
    }
  }

  // boot_params - computed: false, optional: true, required: false
  private _bootParams?: string; 
  public get bootParams() {
    return this.getStringAttribute('boot_params');
  }
  public set bootParams(value: string) {
    this._bootParams = value;
  }
  public resetBootParams() {
    this._bootParams = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get bootParamsInput() {
    return this._bootParams;
  }

  // initrds - computed: false, optional: true, required: false
  private _initrds?: string[]; 
  public get initrds() {
    return this.getListAttribute('initrds');
  }
  public set initrds(value: string[]) {
    this._initrds = value;
  }
  public resetInitrds() {
    this._initrds = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get initrdsInput() {
    return this._initrds;
  }

  // iso_file - computed: false, optional: true, required: false
  private _isoFile?: string; 
  public get isoFile() {
    return this.getStringAttribute('iso_file');
  }
  public set isoFile(value: string) {
    this._isoFile = value;
  }
  public resetIsoFile() {
    this._isoFile = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get isoFileInput() {
    return this._isoFile;
  }

  // iso_url - computed: false, optional: true, required: false
  private _isoUrl?: string; 
  public get isoUrl() {
    return this.getStringAttribute('iso_url');
  }
  public set isoUrl(value: string) {
    this._isoUrl = value;
  }
  public resetIsoUrl() {
    this._isoUrl = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get isoUrlInput() {
    return this._isoUrl;
  }

  // kernel - computed: false, optional: true, required: false
  private _kernel?: string; 
  public get kernel() {
    return this.getStringAttribute('kernel');
  }
  public set kernel(value: string) {
    this._kernel = value;
  }
  public resetKernel() {
    this._kernel = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get kernelInput() {
    return this._kernel;
  }

  // loader - computed: false, optional: true, required: false
  private _loader?: string; 
  public get loader() {
    return this.getStringAttribute('loader');
  }
  public set loader(value: string) {
    this._loader = value;
  }
  public resetLoader() {
    this._loader = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get loaderInput() {
    return this._loader;
  }

  // sha256 - computed: false, optional: true, required: false
  private _sha256?: string; 
  public get sha256() {
    return this.getStringAttribute('sha256');
  }
  public set sha256(value: string) {
    this._sha256 = value;
  }
  public resetSha256() {
    this._sha256 = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get sha256Input() {
    return this._sha256;
  }
}

export class BootenvOsSupportedArchitecturesMap extends cdktf.ComplexMap {
  public internalValue? : { [key: string]: BootenvOsSupportedArchitectures } | cdktf.IResolvable

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute);
  }

  /**
  * @param key the key of the item to return
  */
  public get(key: string): BootenvOsSupportedArchitecturesOutputReference {
    return new BootenvOsSupportedArchitecturesOutputReference(this.terraformResource, this.terraformAttribute, key);
  }
}
export interface BootenvOs {
  /**
  * Code name of the release.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#codename Bootenv#codename}
  */
  readonly codename?: string;
  /**
  * Family, such as `debian`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#family Bootenv#family}
  */
  readonly family?: string;
  /**
  * Name of the ISO file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#iso_file Bootenv#iso_file}
  */
  readonly isoFile?: string;
  /**
  * SHA-256 of the ISO file, in hex.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#iso_sha256 Bootenv#iso_sha256}
  */
  readonly isoSha256?: string;
  /**
  * Where the ISO file can be had.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#iso_url Bootenv#iso_url}
  */
  readonly isoUrl?: string;
  /**
  * Name.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#name Bootenv#name}
  */
  readonly name?: string;
  /**
  * What each architecture boots from, by its name, such as `x86_64`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#supported_architectures Bootenv#supported_architectures}
  */
  readonly supportedArchitectures?: { [key: string]: BootenvOsSupportedArchitectures } | cdktf.IResolvable;
  /**
  * Version.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#version Bootenv#version}
  */
  readonly version?: string;
}

export function bootenvOsToTerraform(struct?: BootenvOs | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
    codename: cdktf.stringToTerraform(struct!.codename),
    family: cdktf.stringToTerraform(struct!.family),
    iso_file: cdktf.stringToTerraform(struct!.isoFile),
    iso_sha256: cdktf.stringToTerraform(struct!.isoSha256),
    iso_url: cdktf.stringToTerraform(struct!.isoUrl),
    name: cdktf.stringToTerraform(struct!.name),
    supported_architectures: cdktf.hashMapper(bootenvOsSupportedArchitecturesToTerraform)(struct!.supportedArchitectures),
    version: cdktf.stringToTerraform(struct!.version),
  }
}


export function bootenvOsToHclTerraform(struct?: BootenvOs | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
    codename: {
      value: cdktf.stringToHclTerraform(struct!.codename),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    family: {
      value: cdktf.stringToHclTerraform(struct!.family),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    iso_file: {
      value: cdktf.stringToHclTerraform(struct!.isoFile),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    iso_sha256: {
      value: cdktf.stringToHclTerraform(struct!.isoSha256),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    iso_url: {
      value: cdktf.stringToHclTerraform(struct!.isoUrl),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    name: {
      value: cdktf.stringToHclTerraform(struct!.name),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    supported_architectures: {
      value: cdktf.hashMapperHcl(bootenvOsSupportedArchitecturesToHclTerraform)(struct!.supportedArchitectures),
      isBlock: true,
      type: "map",
      storageClassType: "BootenvOsSupportedArchitecturesMap",
    },
    version: {
      value: cdktf.stringToHclTerraform(struct!.version),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class BootenvOsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BootenvOs | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._codename !== undefined) {
      hasAnyValues = true;
      internalValueResult.codename = this._codename;
    }
    if (this._family !== undefined) {
      hasAnyValues = true;
      internalValueResult.family = this._family;
    }
    if (this._isoFile !== undefined) {
      hasAnyValues = true;
      internalValueResult.isoFile = this._isoFile;
    }
    if (this._isoSha256 !== undefined) {
      hasAnyValues = true;
      internalValueResult.isoSha256 = this._isoSha256;
    }
    if (this._isoUrl !== undefined) {
      hasAnyValues = true;
      internalValueResult.isoUrl = this._isoUrl;
    }
    if (this._name !== undefined) {
      hasAnyValues = true;
      internalValueResult.name = this._name;
    }
    if (this._supportedArchitectures?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.supportedArchitectures = this._supportedArchitectures?.internalValue;
    }
    if (this._version !== undefined) {
      hasAnyValues = true;
      internalValueResult.version = this._version;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: BootenvOs | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._codename = undefined;
      this._family = undefined;
      this._isoFile = undefined;
      this._isoSha256 = undefined;
      this._isoUrl = undefined;
      this._name = undefined;
      this._supportedArchitectures.internalValue = undefined;
      this._version = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._codename = value.codename;
      this._family = value.family;
      this._isoFile = value.isoFile;
      this._isoSha256 = value.isoSha256;
      this._isoUrl = value.isoUrl;
      this._name = value.name;
      this._supportedArchitectures.internalValue = value.supportedArchitectures;
      this._version = value.version;
    }
  }

  // codename - computed: false, optional: true, required: false
  private _codename?: string; 
  public get codename() {
    return this.getStringAttribute('codename');
  }
  public set codename(value: string) {
    this._codename = value;
  }
  public resetCodename() {
    this._codename = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get codenameInput() {
    return this._codename;
  }

  // family - computed: false, optional: true, required: false
  private _family?: string; 
  public get family() {
    return this.getStringAttribute('family');
  }
  public set family(value: string) {
    this._family = value;
  }
  public resetFamily() {
    this._family = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get familyInput() {
    return this._family;
  }

  // iso_file - computed: false, optional: true, required: false
  private _isoFile?: string; 
  public get isoFile() {
    return this.getStringAttribute('iso_file');
  }
  public set isoFile(value: string) {
    this._isoFile = value;
  }
  public resetIsoFile() {
    this._isoFile = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get isoFileInput() {
    return this._isoFile;
  }

  // iso_sha256 - computed: false, optional: true, required: false
  private _isoSha256?: string; 
  public get isoSha256() {
    return this.getStringAttribute('iso_sha256');
  }
  public set isoSha256(value: string) {
    this._isoSha256 = value;
  }
  public resetIsoSha256() {
    this._isoSha256 = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get isoSha256Input() {
    return this._isoSha256;
  }

  // iso_url - computed: false, optional: true, required: false
  private _isoUrl?: string; 
  public get isoUrl() {
    return this.getStringAttribute('iso_url');
  }
  public set isoUrl(value: string) {
    this._isoUrl = value;
  }
  public resetIsoUrl() {
    this._isoUrl = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get isoUrlInput() {
    return this._isoUrl;
  }

  // name - computed: false, optional: true, required: false
  private _name?: string; 
  public get name() {
    return this.getStringAttribute('name');
  }
  public set name(value: string) {
    this._name = value;
  }
  public resetName() {
    this._name = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get nameInput() {
    return this._name;
  }

  // supported_architectures - computed: false, optional: true, required: false
  private _supportedArchitectures = new BootenvOsSupportedArchitecturesMap(this, "supported_architectures");
  public get supportedArchitectures() {
    return this._supportedArchitectures;
  }
  public putSupportedArchitectures(value: { [key: string]: BootenvOsSupportedArchitectures } | cdktf.IResolvable) {
    this._supportedArchitectures.internalValue = value;
  }
  public resetSupportedArchitectures() {
    this._supportedArchitectures.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get supportedArchitecturesInput() {
    return this._supportedArchitectures.internalValue;
  }

  // version - computed: false, optional: true, required: false
  private _version?: string; 
  public get version() {
    return this.getStringAttribute('version');
  }
  public set version(value: string) {
    this._version = value;
  }
  public resetVersion() {
    this._version = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get versionInput() {
    return this._version;
  }
}
export interface BootenvTemplates {
  /**
  * Inline contents.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#contents Bootenv#contents}
  */
  readonly contents?: string;
  /**
  * Serve this existing file instead of rendering anything.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#link Bootenv#link}
  */
  readonly link?: string;
  /**
  * Annotations such as `icon`, `color`, `title`. Only those given are looked after.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#meta Bootenv#meta}
  */
  readonly meta?: { [key: string]: string };
  /**
  * Name within its owner, required.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#name Bootenv#name}
  */
  readonly name: string;
  /**
  * Template of the path it is served at; empty in a task means an executable script.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#path Bootenv#path}
  */
  readonly path?: string;
  /**
  * Template object that gives the contents; used when `Contents` is empty.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#template_id Bootenv#template_id}
  */
  readonly templateId?: string;
}

export function bootenvTemplatesToTerraform(struct?: BootenvTemplates | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
    contents: cdktf.stringToTerraform(struct!.contents),
    link: cdktf.stringToTerraform(struct!.link),
    meta: cdktf.hashMapper(cdktf.stringToTerraform)(struct!.meta),
    name: cdktf.stringToTerraform(struct!.name),
    path: cdktf.stringToTerraform(struct!.path),
    template_id: cdktf.stringToTerraform(struct!.templateId),
  }
}


export function bootenvTemplatesToHclTerraform(struct?: BootenvTemplates | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
    contents: {
      value: cdktf.stringToHclTerraform(struct!.contents),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    link: {
      value: cdktf.stringToHclTerraform(struct!.link),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    meta: {
      value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(struct!.meta),
      isBlock: false,
      type: "map",
      storageClassType: "stringMap",
    },
    name: {
      value: cdktf.stringToHclTerraform(struct!.name),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    path: {
      value: cdktf.stringToHclTerraform(struct!.path),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    template_id: {
      value: cdktf.stringToHclTerraform(struct!.templateId),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class BootenvTemplatesOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): BootenvTemplates | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BootenvTemplates | cdktf.IResolvable | undefined) {
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
    else if (cdktf.Tokenization.isResolvable(value)) {
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

export class BootenvTemplatesList extends cdktf.ComplexList {
  public internalValue? : BootenvTemplates[] | cdktf.IResolvable

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet);
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): BootenvTemplatesOutputReference {
    return new BootenvTemplatesOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface BootenvTimeouts {
  /**
  * Longest time for create, such as `90m`. Default `1h`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#create Bootenv#create}
  */
  readonly create?: string;
  /**
  * Longest time for delete, such as `90m`. Default `5m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#delete Bootenv#delete}
  */
  readonly delete?: string;
  /**
  * Longest time for read, such as `90m`. Default `5m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#read Bootenv#read}
  */
  readonly read?: string;
  /**
  * Longest time for update, such as `90m`. Default `1h`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#update Bootenv#update}
  */
  readonly update?: string;
}

export function bootenvTimeoutsToTerraform(struct?: BootenvTimeouts | cdktf.IResolvable): any {
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


export function bootenvTimeoutsToHclTerraform(struct?: BootenvTimeouts | cdktf.IResolvable): any {
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

export class BootenvTimeoutsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BootenvTimeouts | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BootenvTimeouts | cdktf.IResolvable | undefined) {
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
* Represents a {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv drp_bootenv}
*/
export class Bootenv extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "drp_bootenv";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a Bootenv resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the Bootenv to import
  * @param importFromId The id of the existing Bootenv that should be imported. Refer to the {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the Bootenv to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "drp_bootenv", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs/resources/bootenv drp_bootenv} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options BootenvConfig
  */
  public constructor(scope: Construct, id: string, config: BootenvConfig) {
    super(scope, id, {
      terraformResourceType: 'drp_bootenv',
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
    this._bootParams = config.bootParams;
    this._description = config.description;
    this._documentation = config.documentation;
    this._ensureIso = config.ensureIso;
    this._initrds = config.initrds;
    this._kernel = config.kernel;
    this._loaders = config.loaders;
    this._meta = config.meta;
    this._name = config.name;
    this._onlyUnknown = config.onlyUnknown;
    this._optionalParams = config.optionalParams;
    this._os.internalValue = config.os;
    this._requireAvailable = config.requireAvailable;
    this._requiredParams = config.requiredParams;
    this._templates.internalValue = config.templates;
    this._timeouts.internalValue = config.timeouts;
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

  // available - computed: true, optional: false, required: false
  public get available() {
    return this.getBooleanAttribute('available');
  }

  // boot_params - computed: false, optional: true, required: false
  private _bootParams?: string; 
  public get bootParams() {
    return this.getStringAttribute('boot_params');
  }
  public set bootParams(value: string) {
    this._bootParams = value;
  }
  public resetBootParams() {
    this._bootParams = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get bootParamsInput() {
    return this._bootParams;
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

  // ensure_iso - computed: false, optional: true, required: false
  private _ensureIso?: boolean | cdktf.IResolvable; 
  public get ensureIso() {
    return this.getBooleanAttribute('ensure_iso');
  }
  public set ensureIso(value: boolean | cdktf.IResolvable) {
    this._ensureIso = value;
  }
  public resetEnsureIso() {
    this._ensureIso = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get ensureIsoInput() {
    return this._ensureIso;
  }

  // errors - computed: true, optional: false, required: false
  public get errors() {
    return this.getListAttribute('errors');
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // initrds - computed: false, optional: true, required: false
  private _initrds?: string[]; 
  public get initrds() {
    return this.getListAttribute('initrds');
  }
  public set initrds(value: string[]) {
    this._initrds = value;
  }
  public resetInitrds() {
    this._initrds = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get initrdsInput() {
    return this._initrds;
  }

  // kernel - computed: false, optional: true, required: false
  private _kernel?: string; 
  public get kernel() {
    return this.getStringAttribute('kernel');
  }
  public set kernel(value: string) {
    this._kernel = value;
  }
  public resetKernel() {
    this._kernel = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get kernelInput() {
    return this._kernel;
  }

  // loaders - computed: false, optional: true, required: false
  private _loaders?: { [key: string]: string }; 
  public get loaders() {
    return this.getStringMapAttribute('loaders');
  }
  public set loaders(value: { [key: string]: string }) {
    this._loaders = value;
  }
  public resetLoaders() {
    this._loaders = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get loadersInput() {
    return this._loaders;
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

  // only_unknown - computed: true, optional: true, required: false
  private _onlyUnknown?: boolean | cdktf.IResolvable; 
  public get onlyUnknown() {
    return this.getBooleanAttribute('only_unknown');
  }
  public set onlyUnknown(value: boolean | cdktf.IResolvable) {
    this._onlyUnknown = value;
  }
  public resetOnlyUnknown() {
    this._onlyUnknown = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get onlyUnknownInput() {
    return this._onlyUnknown;
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

  // os - computed: false, optional: true, required: false
  private _os = new BootenvOsOutputReference(this, "os");
  public get os() {
    return this._os;
  }
  public putOs(value: BootenvOs) {
    this._os.internalValue = value;
  }
  public resetOs() {
    this._os.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get osInput() {
    return this._os.internalValue;
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

  // templates - computed: false, optional: true, required: false
  private _templates = new BootenvTemplatesList(this, "templates", false);
  public get templates() {
    return this._templates;
  }
  public putTemplates(value: BootenvTemplates[] | cdktf.IResolvable) {
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
  private _timeouts = new BootenvTimeoutsOutputReference(this, "timeouts");
  public get timeouts() {
    return this._timeouts;
  }
  public putTimeouts(value: BootenvTimeouts) {
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
      adopt_existing: cdktf.booleanToTerraform(this._adoptExisting),
      boot_params: cdktf.stringToTerraform(this._bootParams),
      description: cdktf.stringToTerraform(this._description),
      documentation: cdktf.stringToTerraform(this._documentation),
      ensure_iso: cdktf.booleanToTerraform(this._ensureIso),
      initrds: cdktf.listMapper(cdktf.stringToTerraform, false)(this._initrds),
      kernel: cdktf.stringToTerraform(this._kernel),
      loaders: cdktf.hashMapper(cdktf.stringToTerraform)(this._loaders),
      meta: cdktf.hashMapper(cdktf.stringToTerraform)(this._meta),
      name: cdktf.stringToTerraform(this._name),
      only_unknown: cdktf.booleanToTerraform(this._onlyUnknown),
      optional_params: cdktf.listMapper(cdktf.stringToTerraform, false)(this._optionalParams),
      os: bootenvOsToTerraform(this._os.internalValue),
      require_available: cdktf.booleanToTerraform(this._requireAvailable),
      required_params: cdktf.listMapper(cdktf.stringToTerraform, false)(this._requiredParams),
      templates: cdktf.listMapper(bootenvTemplatesToTerraform, false)(this._templates.internalValue),
      timeouts: bootenvTimeoutsToTerraform(this._timeouts.internalValue),
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
      boot_params: {
        value: cdktf.stringToHclTerraform(this._bootParams),
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
      ensure_iso: {
        value: cdktf.booleanToHclTerraform(this._ensureIso),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      initrds: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._initrds),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      kernel: {
        value: cdktf.stringToHclTerraform(this._kernel),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      loaders: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._loaders),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
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
      only_unknown: {
        value: cdktf.booleanToHclTerraform(this._onlyUnknown),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      optional_params: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._optionalParams),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      os: {
        value: bootenvOsToHclTerraform(this._os.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "BootenvOs",
      },
      require_available: {
        value: cdktf.booleanToHclTerraform(this._requireAvailable),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      required_params: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._requiredParams),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      templates: {
        value: cdktf.listMapperHcl(bootenvTemplatesToHclTerraform, false)(this._templates.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "BootenvTemplatesList",
      },
      timeouts: {
        value: bootenvTimeoutsToHclTerraform(this._timeouts.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "BootenvTimeouts",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
