// https://registry.terraform.io/providers/metalwright/drp/latest/docs
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface DrpProviderConfig {
  /**
  * PEM text, or path of a PEM file, of the authority that signed the server certificate. Default: `RS_CACERT`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#ca_cert DrpProvider#ca_cert}
  */
  readonly caCert?: string;
  /**
  * Text that says on every claimed machine who holds it, for people. Default: `TF_DRP_OWNER`, else `terraform`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#claim_owner DrpProvider#claim_owner}
  */
  readonly claimOwner?: string;
  /**
  * Certificate that is shown to the server, for servers that ask for one: PEM text, or path of a PEM file. Default: `RS_CLIENT_CERT`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#client_cert DrpProvider#client_cert}
  */
  readonly clientCert?: string;
  /**
  * Private key of `client_cert`: PEM text, or path of a PEM file. Default: `RS_CLIENT_KEY`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#client_key DrpProvider#client_key}
  */
  readonly clientKey?: string;
  /**
  * Annotations (`Meta`) for every object that is created; those of the resource itself win over them.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#default_meta DrpProvider#default_meta}
  */
  readonly defaultMeta?: { [key: string]: string };
  /**
  * Pool for machines that name none. Default: `RS_POOL`, else `default`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#default_pool DrpProvider#default_pool}
  */
  readonly defaultPool?: string;
  /**
  * URL of the API. Default: `RS_ENDPOINT`, else the first server of `RS_ENDPOINTS` (URLs with blanks or commas between them) that answers, else `https://127.0.0.1:8092`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#endpoint DrpProvider#endpoint}
  */
  readonly endpoint?: string;
  /**
  * Whether importing a machine takes over the claim of another owner. With false such an import is refused. Default true.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#import_adopt DrpProvider#import_adopt}
  */
  readonly importAdopt?: boolean | cdktf.IResolvable;
  /**
  * Accept any server certificate. Default: `RS_INSECURE`, else false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#insecure_skip_verify DrpProvider#insecure_skip_verify}
  */
  readonly insecureSkipVerify?: boolean | cdktf.IResolvable;
  /**
  * User and password as `USER:PASSWORD`. Default: `RS_KEY`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#key DrpProvider#key}
  */
  readonly key?: string;
  /**
  * How many requests are under way at a time; waits for machines come on top. Default 10.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#max_concurrent_requests DrpProvider#max_concurrent_requests}
  */
  readonly maxConcurrentRequests?: number;
  /**
  * How often a request that is safe to repeat is sent again: reading, and whatever does the same when it is done twice. Default 4.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#max_retries DrpProvider#max_retries}
  */
  readonly maxRetries?: number;
  /**
  * Password, together with `username`. Default: `RS_PASSWORD`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#password DrpProvider#password}
  */
  readonly password?: string;
  /**
  * Pause between two looks at something that is waited for, with servers that cannot say when it changes. Default `5s`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#poll_interval DrpProvider#poll_interval}
  */
  readonly pollInterval?: string;
  /**
  * Ask the server while planning whether a machine is free for each `drp_machine` that is to be created, and warn when none is. Costs a request for each. Default false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#preflight DrpProvider#preflight}
  */
  readonly preflight?: boolean | cdktf.IResolvable;
  /**
  * Id of the server behind a manager that passes calls on: they go to `/ID/api/v3`. Default: `RS_ENDPOINT_PROXY`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#proxy_endpoint DrpProvider#proxy_endpoint}
  */
  readonly proxyEndpoint?: string;
  /**
  * Longest time for one API request. Default `30s`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#request_timeout DrpProvider#request_timeout}
  */
  readonly requestTimeout?: string;
  /**
  * Longest pause before a request is sent again, also when the server asks for more (`Retry-After` of 429 and 503). Default `30s`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#retry_max_wait DrpProvider#retry_max_wait}
  */
  readonly retryMaxWait?: string;
  /**
  * Claim machines without asking the server first whether it has pools (`embedded-pool` among the features of `GET /info`). Default false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#skip_version_check DrpProvider#skip_version_check}
  */
  readonly skipVersionCheck?: boolean | cdktf.IResolvable;
  /**
  * SHA-256 of the server certificate in hexadecimal; then no authority is needed. Default: `RS_FINGERPRINT`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#tls_fingerprint DrpProvider#tls_fingerprint}
  */
  readonly tlsFingerprint?: string;
  /**
  * Token to log in with. Default: `RS_TOKEN`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#token DrpProvider#token}
  */
  readonly token?: string;
  /**
  * User, together with `password`; instead of `key`. Default: `RS_USERNAME`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#username DrpProvider#username}
  */
  readonly username?: string;
  /**
  * Alias name
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#alias DrpProvider#alias}
  */
  readonly alias?: string;
}

/**
* Represents a {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs drp}
*/
export class DrpProvider extends cdktf.TerraformProvider {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "drp";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a DrpProvider resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DrpProvider to import
  * @param importFromId The id of the existing DrpProvider that should be imported. Refer to the {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the DrpProvider to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "drp", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/metalwright/drp/latest/docs drp} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DrpProviderConfig = {}
  */
  public constructor(scope: Construct, id: string, config: DrpProviderConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'drp',
      terraformGeneratorMetadata: {
        providerName: 'drp',
        providerVersionConstraint: '~> 0.1'
      },
      terraformProviderSource: 'metalwright/drp'
    });
    this._caCert = config.caCert;
    this._claimOwner = config.claimOwner;
    this._clientCert = config.clientCert;
    this._clientKey = config.clientKey;
    this._defaultMeta = config.defaultMeta;
    this._defaultPool = config.defaultPool;
    this._endpoint = config.endpoint;
    this._importAdopt = config.importAdopt;
    this._insecureSkipVerify = config.insecureSkipVerify;
    this._key = config.key;
    this._maxConcurrentRequests = config.maxConcurrentRequests;
    this._maxRetries = config.maxRetries;
    this._password = config.password;
    this._pollInterval = config.pollInterval;
    this._preflight = config.preflight;
    this._proxyEndpoint = config.proxyEndpoint;
    this._requestTimeout = config.requestTimeout;
    this._retryMaxWait = config.retryMaxWait;
    this._skipVersionCheck = config.skipVersionCheck;
    this._tlsFingerprint = config.tlsFingerprint;
    this._token = config.token;
    this._username = config.username;
    this._alias = config.alias;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // ca_cert - computed: false, optional: true, required: false
  private _caCert?: string; 
  public get caCert() {
    return this._caCert;
  }
  public set caCert(value: string | undefined) {
    this._caCert = value;
  }
  public resetCaCert() {
    this._caCert = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get caCertInput() {
    return this._caCert;
  }

  // claim_owner - computed: false, optional: true, required: false
  private _claimOwner?: string; 
  public get claimOwner() {
    return this._claimOwner;
  }
  public set claimOwner(value: string | undefined) {
    this._claimOwner = value;
  }
  public resetClaimOwner() {
    this._claimOwner = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get claimOwnerInput() {
    return this._claimOwner;
  }

  // client_cert - computed: false, optional: true, required: false
  private _clientCert?: string; 
  public get clientCert() {
    return this._clientCert;
  }
  public set clientCert(value: string | undefined) {
    this._clientCert = value;
  }
  public resetClientCert() {
    this._clientCert = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get clientCertInput() {
    return this._clientCert;
  }

  // client_key - computed: false, optional: true, required: false
  private _clientKey?: string; 
  public get clientKey() {
    return this._clientKey;
  }
  public set clientKey(value: string | undefined) {
    this._clientKey = value;
  }
  public resetClientKey() {
    this._clientKey = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get clientKeyInput() {
    return this._clientKey;
  }

  // default_meta - computed: false, optional: true, required: false
  private _defaultMeta?: { [key: string]: string }; 
  public get defaultMeta() {
    return this._defaultMeta;
  }
  public set defaultMeta(value: { [key: string]: string } | undefined) {
    this._defaultMeta = value;
  }
  public resetDefaultMeta() {
    this._defaultMeta = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get defaultMetaInput() {
    return this._defaultMeta;
  }

  // default_pool - computed: false, optional: true, required: false
  private _defaultPool?: string; 
  public get defaultPool() {
    return this._defaultPool;
  }
  public set defaultPool(value: string | undefined) {
    this._defaultPool = value;
  }
  public resetDefaultPool() {
    this._defaultPool = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get defaultPoolInput() {
    return this._defaultPool;
  }

  // endpoint - computed: false, optional: true, required: false
  private _endpoint?: string; 
  public get endpoint() {
    return this._endpoint;
  }
  public set endpoint(value: string | undefined) {
    this._endpoint = value;
  }
  public resetEndpoint() {
    this._endpoint = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get endpointInput() {
    return this._endpoint;
  }

  // import_adopt - computed: false, optional: true, required: false
  private _importAdopt?: boolean | cdktf.IResolvable; 
  public get importAdopt() {
    return this._importAdopt;
  }
  public set importAdopt(value: boolean | cdktf.IResolvable | undefined) {
    this._importAdopt = value;
  }
  public resetImportAdopt() {
    this._importAdopt = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get importAdoptInput() {
    return this._importAdopt;
  }

  // insecure_skip_verify - computed: false, optional: true, required: false
  private _insecureSkipVerify?: boolean | cdktf.IResolvable; 
  public get insecureSkipVerify() {
    return this._insecureSkipVerify;
  }
  public set insecureSkipVerify(value: boolean | cdktf.IResolvable | undefined) {
    this._insecureSkipVerify = value;
  }
  public resetInsecureSkipVerify() {
    this._insecureSkipVerify = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get insecureSkipVerifyInput() {
    return this._insecureSkipVerify;
  }

  // key - computed: false, optional: true, required: false
  private _key?: string; 
  public get key() {
    return this._key;
  }
  public set key(value: string | undefined) {
    this._key = value;
  }
  public resetKey() {
    this._key = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keyInput() {
    return this._key;
  }

  // max_concurrent_requests - computed: false, optional: true, required: false
  private _maxConcurrentRequests?: number; 
  public get maxConcurrentRequests() {
    return this._maxConcurrentRequests;
  }
  public set maxConcurrentRequests(value: number | undefined) {
    this._maxConcurrentRequests = value;
  }
  public resetMaxConcurrentRequests() {
    this._maxConcurrentRequests = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get maxConcurrentRequestsInput() {
    return this._maxConcurrentRequests;
  }

  // max_retries - computed: false, optional: true, required: false
  private _maxRetries?: number; 
  public get maxRetries() {
    return this._maxRetries;
  }
  public set maxRetries(value: number | undefined) {
    this._maxRetries = value;
  }
  public resetMaxRetries() {
    this._maxRetries = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get maxRetriesInput() {
    return this._maxRetries;
  }

  // password - computed: false, optional: true, required: false
  private _password?: string; 
  public get password() {
    return this._password;
  }
  public set password(value: string | undefined) {
    this._password = value;
  }
  public resetPassword() {
    this._password = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get passwordInput() {
    return this._password;
  }

  // poll_interval - computed: false, optional: true, required: false
  private _pollInterval?: string; 
  public get pollInterval() {
    return this._pollInterval;
  }
  public set pollInterval(value: string | undefined) {
    this._pollInterval = value;
  }
  public resetPollInterval() {
    this._pollInterval = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get pollIntervalInput() {
    return this._pollInterval;
  }

  // preflight - computed: false, optional: true, required: false
  private _preflight?: boolean | cdktf.IResolvable; 
  public get preflight() {
    return this._preflight;
  }
  public set preflight(value: boolean | cdktf.IResolvable | undefined) {
    this._preflight = value;
  }
  public resetPreflight() {
    this._preflight = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get preflightInput() {
    return this._preflight;
  }

  // proxy_endpoint - computed: false, optional: true, required: false
  private _proxyEndpoint?: string; 
  public get proxyEndpoint() {
    return this._proxyEndpoint;
  }
  public set proxyEndpoint(value: string | undefined) {
    this._proxyEndpoint = value;
  }
  public resetProxyEndpoint() {
    this._proxyEndpoint = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get proxyEndpointInput() {
    return this._proxyEndpoint;
  }

  // request_timeout - computed: false, optional: true, required: false
  private _requestTimeout?: string; 
  public get requestTimeout() {
    return this._requestTimeout;
  }
  public set requestTimeout(value: string | undefined) {
    this._requestTimeout = value;
  }
  public resetRequestTimeout() {
    this._requestTimeout = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get requestTimeoutInput() {
    return this._requestTimeout;
  }

  // retry_max_wait - computed: false, optional: true, required: false
  private _retryMaxWait?: string; 
  public get retryMaxWait() {
    return this._retryMaxWait;
  }
  public set retryMaxWait(value: string | undefined) {
    this._retryMaxWait = value;
  }
  public resetRetryMaxWait() {
    this._retryMaxWait = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get retryMaxWaitInput() {
    return this._retryMaxWait;
  }

  // skip_version_check - computed: false, optional: true, required: false
  private _skipVersionCheck?: boolean | cdktf.IResolvable; 
  public get skipVersionCheck() {
    return this._skipVersionCheck;
  }
  public set skipVersionCheck(value: boolean | cdktf.IResolvable | undefined) {
    this._skipVersionCheck = value;
  }
  public resetSkipVersionCheck() {
    this._skipVersionCheck = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get skipVersionCheckInput() {
    return this._skipVersionCheck;
  }

  // tls_fingerprint - computed: false, optional: true, required: false
  private _tlsFingerprint?: string; 
  public get tlsFingerprint() {
    return this._tlsFingerprint;
  }
  public set tlsFingerprint(value: string | undefined) {
    this._tlsFingerprint = value;
  }
  public resetTlsFingerprint() {
    this._tlsFingerprint = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get tlsFingerprintInput() {
    return this._tlsFingerprint;
  }

  // token - computed: false, optional: true, required: false
  private _token?: string; 
  public get token() {
    return this._token;
  }
  public set token(value: string | undefined) {
    this._token = value;
  }
  public resetToken() {
    this._token = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get tokenInput() {
    return this._token;
  }

  // username - computed: false, optional: true, required: false
  private _username?: string; 
  public get username() {
    return this._username;
  }
  public set username(value: string | undefined) {
    this._username = value;
  }
  public resetUsername() {
    this._username = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get usernameInput() {
    return this._username;
  }

  // alias - computed: false, optional: true, required: false
  private _alias?: string; 
  public get alias() {
    return this._alias;
  }
  public set alias(value: string | undefined) {
    this._alias = value;
  }
  public resetAlias() {
    this._alias = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get aliasInput() {
    return this._alias;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      ca_cert: cdktf.stringToTerraform(this._caCert),
      claim_owner: cdktf.stringToTerraform(this._claimOwner),
      client_cert: cdktf.stringToTerraform(this._clientCert),
      client_key: cdktf.stringToTerraform(this._clientKey),
      default_meta: cdktf.hashMapper(cdktf.stringToTerraform)(this._defaultMeta),
      default_pool: cdktf.stringToTerraform(this._defaultPool),
      endpoint: cdktf.stringToTerraform(this._endpoint),
      import_adopt: cdktf.booleanToTerraform(this._importAdopt),
      insecure_skip_verify: cdktf.booleanToTerraform(this._insecureSkipVerify),
      key: cdktf.stringToTerraform(this._key),
      max_concurrent_requests: cdktf.numberToTerraform(this._maxConcurrentRequests),
      max_retries: cdktf.numberToTerraform(this._maxRetries),
      password: cdktf.stringToTerraform(this._password),
      poll_interval: cdktf.stringToTerraform(this._pollInterval),
      preflight: cdktf.booleanToTerraform(this._preflight),
      proxy_endpoint: cdktf.stringToTerraform(this._proxyEndpoint),
      request_timeout: cdktf.stringToTerraform(this._requestTimeout),
      retry_max_wait: cdktf.stringToTerraform(this._retryMaxWait),
      skip_version_check: cdktf.booleanToTerraform(this._skipVersionCheck),
      tls_fingerprint: cdktf.stringToTerraform(this._tlsFingerprint),
      token: cdktf.stringToTerraform(this._token),
      username: cdktf.stringToTerraform(this._username),
      alias: cdktf.stringToTerraform(this._alias),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      ca_cert: {
        value: cdktf.stringToHclTerraform(this._caCert),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      claim_owner: {
        value: cdktf.stringToHclTerraform(this._claimOwner),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      client_cert: {
        value: cdktf.stringToHclTerraform(this._clientCert),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      client_key: {
        value: cdktf.stringToHclTerraform(this._clientKey),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      default_meta: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._defaultMeta),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      default_pool: {
        value: cdktf.stringToHclTerraform(this._defaultPool),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      endpoint: {
        value: cdktf.stringToHclTerraform(this._endpoint),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      import_adopt: {
        value: cdktf.booleanToHclTerraform(this._importAdopt),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      insecure_skip_verify: {
        value: cdktf.booleanToHclTerraform(this._insecureSkipVerify),
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
      max_concurrent_requests: {
        value: cdktf.numberToHclTerraform(this._maxConcurrentRequests),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      max_retries: {
        value: cdktf.numberToHclTerraform(this._maxRetries),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      password: {
        value: cdktf.stringToHclTerraform(this._password),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      poll_interval: {
        value: cdktf.stringToHclTerraform(this._pollInterval),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      preflight: {
        value: cdktf.booleanToHclTerraform(this._preflight),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      proxy_endpoint: {
        value: cdktf.stringToHclTerraform(this._proxyEndpoint),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      request_timeout: {
        value: cdktf.stringToHclTerraform(this._requestTimeout),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      retry_max_wait: {
        value: cdktf.stringToHclTerraform(this._retryMaxWait),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      skip_version_check: {
        value: cdktf.booleanToHclTerraform(this._skipVersionCheck),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      tls_fingerprint: {
        value: cdktf.stringToHclTerraform(this._tlsFingerprint),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      token: {
        value: cdktf.stringToHclTerraform(this._token),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      username: {
        value: cdktf.stringToHclTerraform(this._username),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      alias: {
        value: cdktf.stringToHclTerraform(this._alias),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
