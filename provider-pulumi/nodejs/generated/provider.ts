// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'
import { isOf, optionsOf, propertiesOf, type Shape } from './resource.ts'

const shape: Shape = {
  inputs: ["endpoint","token","key","username","password","caCertificate","fingerprint","defaultPool","defaultTimeout","requestTimeout"],
  json: ["insecureSkipTlsVerify","requestRetries"],
  outputs: [],
  required: [],
  presets: {},
  secrets: ["token","key","password"],
}

/** The connection to a server. */
export class Provider extends pulumi.ProviderResource {
  /** Name of the package. */
  static readonly __pulumiType = 'drp'

  /** URL of the API. Default: `RS_ENDPOINT`, else `https://127.0.0.1:8092`. */
  declare readonly endpoint: pulumi.Output<string | undefined>
  /** Token to log in with. Default: `RS_TOKEN`. */
  declare readonly token: pulumi.Output<string | undefined>
  /** User and password as `USER:PASSWORD`, split at the first colon. Default: `RS_KEY`. */
  declare readonly key: pulumi.Output<string | undefined>
  /** User, together with `password`; instead of `key`. */
  declare readonly username: pulumi.Output<string | undefined>
  /** Password, together with `username`. */
  declare readonly password: pulumi.Output<string | undefined>
  /** PEM text, or path of a PEM file, of the authority that signed the server certificate. Default: `RS_CACERT`. */
  declare readonly caCertificate: pulumi.Output<string | undefined>
  /** SHA-256 of the server certificate in hexadecimal; then no authority is needed. Default: `RS_FINGERPRINT`. */
  declare readonly fingerprint: pulumi.Output<string | undefined>
  /** Pool for machines that name none. Default `default`. */
  declare readonly defaultPool: pulumi.Output<string | undefined>
  /** Longest time for a claim, its update and its release where a resource has no `customTimeouts`, such as `90m`. Default `60m`. */
  declare readonly defaultTimeout: pulumi.Output<string | undefined>
  /** Longest time for one API request, such as `30s`. Default `30s`. */
  declare readonly requestTimeout: pulumi.Output<string | undefined>

  /**
   * @param name name of the resource, unique in the program
   * @param args where the server is, and how to log in
   * @param opts how Pulumi treats it
   */
  constructor(name: string, args?: ProviderArgs, opts?: pulumi.ResourceOptions) {
    super(Provider.__pulumiType, name, propertiesOf(shape, args, opts), optionsOf(shape, opts))
  }

  /** Whether a value is one, also when it comes from another copy of this package. */
  static override isInstance(value: unknown): value is Provider {
    return isOf(value, `pulumi:providers:${Provider.__pulumiType}`)
  }
}

/** Where the server is, and how to log in. */
export interface ProviderArgs {
  /** URL of the API. Default: `RS_ENDPOINT`, else `https://127.0.0.1:8092`. */
  endpoint?: pulumi.Input<string | undefined>
  /** Token to log in with. Default: `RS_TOKEN`. */
  token?: pulumi.Input<string | undefined>
  /** User and password as `USER:PASSWORD`, split at the first colon. Default: `RS_KEY`. */
  key?: pulumi.Input<string | undefined>
  /** User, together with `password`; instead of `key`. */
  username?: pulumi.Input<string | undefined>
  /** Password, together with `username`. */
  password?: pulumi.Input<string | undefined>
  /** PEM text, or path of a PEM file, of the authority that signed the server certificate. Default: `RS_CACERT`. */
  caCertificate?: pulumi.Input<string | undefined>
  /** SHA-256 of the server certificate in hexadecimal; then no authority is needed. Default: `RS_FINGERPRINT`. */
  fingerprint?: pulumi.Input<string | undefined>
  /** Accept any server certificate: whoever stands between here and the server can read and change everything. Default: `RS_INSECURE`, else false. */
  insecureSkipTlsVerify?: pulumi.Input<boolean | undefined>
  /** Pool for machines that name none. Default `default`. */
  defaultPool?: pulumi.Input<string | undefined>
  /** Longest time for a claim, its update and its release where a resource has no `customTimeouts`, such as `90m`. Default `60m`. */
  defaultTimeout?: pulumi.Input<string | undefined>
  /** Longest time for one API request, such as `30s`. Default `30s`. */
  requestTimeout?: pulumi.Input<string | undefined>
  /** How often a request that is safe to repeat is sent again. Default 4. */
  requestRetries?: pulumi.Input<number | undefined>
}
