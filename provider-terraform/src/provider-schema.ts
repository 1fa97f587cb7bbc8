import { bool, number, string } from './framework/attribute.ts'
import type { ValidateContext } from './framework/resource.ts'
import type { Schema } from './framework/schema.ts'
import { duration, matches, wholeBetween } from './framework/validator.ts'
import { path } from './values/path.ts'

/** Schema of the provider block. */
export const providerSchema: Schema = {
  description:
    'Claims, images and releases physical machines through the API of Digital Rebar Provision, or of a server that speaks it, and looks after the objects of that server. Nothing is contacted before the first resource needs it, so arguments may come from resources of the same run.',
  attributes: {
    endpoint: string({
      optional: true,
      description: 'URL of the API. Default: `RS_ENDPOINT`, else `https://127.0.0.1:8092`.',
      validators: [matches(/^https?:\/\/\S+$/, 'a URL such as https://drp.example.net:8092')],
    }),
    key: string({
      optional: true,
      sensitive: true,
      description: 'User and password as `USER:PASSWORD`. Default: `RS_KEY`.',
      validators: [matches(/^[^:]+:/, 'of the form USER:PASSWORD')],
    }),
    username: string({
      optional: true,
      description: 'User, together with `password`; instead of `key`.',
      validators: [matches(/^[^:]+$/, 'a name without a colon')],
    }),
    password: string({ optional: true, sensitive: true, description: 'Password, together with `username`.' }),
    token: string({
      optional: true,
      sensitive: true,
      description: 'Token to log in with. Default: `RS_TOKEN`.',
    }),
    ca_cert: string({
      optional: true,
      description:
        'PEM text, or path of a PEM file, of the authority that signed the server certificate. Default: `RS_CACERT`.',
    }),
    tls_fingerprint: string({
      optional: true,
      description:
        'SHA-256 of the server certificate in hexadecimal; then no authority is needed. Default: `RS_FINGERPRINT`.',
      validators: [matches(/^(?:sha256:)?(?:[0-9a-fA-F]{2}:?){32}$/, 'a SHA-256 in 64 hexadecimal digits')],
    }),
    insecure_skip_verify: bool({
      optional: true,
      description: 'Accept any server certificate. Default: `RS_INSECURE`, else false.',
    }),
    default_pool: string({
      optional: true,
      description: 'Pool for machines that name none. Default `default`.',
      validators: [matches(/\S/, 'a text that is not blank')],
    }),
    request_timeout: string({
      optional: true,
      description: 'Longest time for one API request. Default `30s`.',
      validators: [duration],
    }),
    max_retries: number({
      optional: true,
      description: 'How often a request that is safe to repeat is sent again. Default 4.',
      validators: [wholeBetween(0, 100)],
    }),
  },
}

const ways = ['token', 'key', 'username'] as const

/** Only one way to log in, and no half of one. */
export function validateProvider({ config, error }: ValidateContext): void {
  const given = ways.filter((name) => config.get(name) !== null)
  const [first, second] = given
  if (first !== undefined && second !== undefined) {
    error('More than one way to log in', `Set either ${first} or ${second}, not both.`, path(second))
  }
  for (const [one, other] of [
    ['username', 'password'],
    ['password', 'username'],
  ] as const) {
    if (config.get(one) !== null && config.get(other) === null) {
      error(`${one} needs ${other}`, `Set ${other} too, or use key or token.`, path(one))
    }
  }
}
