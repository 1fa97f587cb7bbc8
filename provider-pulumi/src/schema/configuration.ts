import { boolean, integer, string } from './property-types.ts'
import type { Properties } from './schema.ts'

/** Settings of the provider: `drp:endpoint` in the configuration of a stack, or arguments of an explicit `Provider`. */
export const configuration: Properties = {
  endpoint: {
    type: string,
    environment: ['RS_ENDPOINT'],
    description: 'URL of the API. Default: `RS_ENDPOINT`, else `https://127.0.0.1:8092`.',
  },
  token: {
    type: string,
    secret: true,
    description: 'Token to log in with. Default: `RS_TOKEN`.',
  },
  key: {
    type: string,
    secret: true,
    description: 'User and password as `USER:PASSWORD`, split at the first colon. Default: `RS_KEY`.',
  },
  username: { type: string, description: 'User, together with `password`; instead of `key`.' },
  password: { type: string, secret: true, description: 'Password, together with `username`.' },
  caCertificate: {
    type: string,
    description:
      'PEM text, or path of a PEM file, of the authority that signed the server certificate. Default: `RS_CACERT`.',
  },
  fingerprint: {
    type: string,
    description:
      'SHA-256 of the server certificate in hexadecimal; then no authority is needed. Default: `RS_FINGERPRINT`.',
  },
  insecureSkipTlsVerify: {
    type: boolean,
    description:
      'Accept any server certificate: whoever stands between here and the server can read and change everything. Default: `RS_INSECURE`, else false.',
  },
  defaultPool: { type: string, description: 'Pool for machines that name none. Default `default`.' },
  defaultTimeout: {
    type: string,
    description:
      'Longest time for a claim, its update and its release where a resource has no `customTimeouts`, such as `90m`. Default `60m`.',
  },
  requestTimeout: {
    type: string,
    description: 'Longest time for one API request, such as `30s`. Default `30s`.',
  },
  requestRetries: {
    type: integer,
    description: 'How often a request that is safe to repeat is sent again. Default 4.',
  },
}
