// Made from schema.json by scripts/generate.ts; changes here are lost.
import * as pulumi from '@pulumi/pulumi'

/** Settings of the provider in the configuration of the stack. */
export const config = {
  /** URL of the API. Default: `RS_ENDPOINT`, else `https://127.0.0.1:8092`. */
  get endpoint(): string | undefined {
    return new pulumi.Config('drp').get('endpoint')
  },
  /** Token to log in with. Default: `RS_TOKEN`. */
  get token(): string | undefined {
    return new pulumi.Config('drp').get('token')
  },
  /** User and password as `USER:PASSWORD`, split at the first colon. Default: `RS_KEY`. */
  get key(): string | undefined {
    return new pulumi.Config('drp').get('key')
  },
  /** User, together with `password`; instead of `key`. */
  get username(): string | undefined {
    return new pulumi.Config('drp').get('username')
  },
  /** Password, together with `username`. */
  get password(): string | undefined {
    return new pulumi.Config('drp').get('password')
  },
  /** PEM text, or path of a PEM file, of the authority that signed the server certificate. Default: `RS_CACERT`. */
  get caCertificate(): string | undefined {
    return new pulumi.Config('drp').get('caCertificate')
  },
  /** SHA-256 of the server certificate in hexadecimal; then no authority is needed. Default: `RS_FINGERPRINT`. */
  get fingerprint(): string | undefined {
    return new pulumi.Config('drp').get('fingerprint')
  },
  /** Accept any server certificate: whoever stands between here and the server can read and change everything. Default: `RS_INSECURE`, else false. */
  get insecureSkipTlsVerify(): boolean | undefined {
    return new pulumi.Config('drp').getObject<boolean>('insecureSkipTlsVerify')
  },
  /** Pool for machines that name none. Default `default`. */
  get defaultPool(): string | undefined {
    return new pulumi.Config('drp').get('defaultPool')
  },
  /** Longest time for a claim, its update and its release where a resource has no `customTimeouts`, such as `90m`. Default `60m`. */
  get defaultTimeout(): string | undefined {
    return new pulumi.Config('drp').get('defaultTimeout')
  },
  /** Longest time for one API request, such as `30s`. Default `30s`. */
  get requestTimeout(): string | undefined {
    return new pulumi.Config('drp').get('requestTimeout')
  },
  /** How often a request that is safe to repeat is sent again. Default 4. */
  get requestRetries(): number | undefined {
    return new pulumi.Config('drp').getObject<number>('requestRetries')
  },
}
