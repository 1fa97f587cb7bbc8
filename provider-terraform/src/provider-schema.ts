import { bool, map, number, string } from './framework/attribute.ts'
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
      description:
        'URL of the API. Default: `RS_ENDPOINT`, else the first server of `RS_ENDPOINTS` (URLs with blanks or commas between them) that answers, else `https://127.0.0.1:8092`.',
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
      description: 'User, together with `password`; instead of `key`. Default: `RS_USERNAME`.',
      validators: [matches(/^[^:]+$/, 'a name without a colon')],
    }),
    password: string({
      optional: true,
      sensitive: true,
      description: 'Password, together with `username`. Default: `RS_PASSWORD`.',
    }),
    token: string({
      optional: true,
      sensitive: true,
      description: 'Token to log in with. Default: `RS_TOKEN`.',
    }),
    client_cert: string({
      optional: true,
      description:
        'Certificate that is shown to the server, for servers that ask for one: PEM text, or path of a PEM file. Default: `RS_CLIENT_CERT`.',
    }),
    client_key: string({
      optional: true,
      sensitive: true,
      description: 'Private key of `client_cert`: PEM text, or path of a PEM file. Default: `RS_CLIENT_KEY`.',
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
    proxy_endpoint: string({
      optional: true,
      description:
        'Id of the server behind a manager that passes calls on: they go to `/ID/api/v3`. Default: `RS_ENDPOINT_PROXY`.',
      validators: [matches(/^[^/\s]+$/, 'the id of an endpoint, without a slash')],
    }),
    default_pool: string({
      optional: true,
      description: 'Pool for machines that name none. Default: `RS_POOL`, else `default`.',
      validators: [matches(/\S/, 'a text that is not blank')],
    }),
    request_timeout: string({
      optional: true,
      description: 'Longest time for one API request. Default `30s`.',
      validators: [duration],
    }),
    max_retries: number({
      optional: true,
      description:
        'How often a request that is safe to repeat is sent again: reading, and whatever does the same when it is done twice. Default 4.',
      validators: [wholeBetween(0, 100)],
    }),
    retry_max_wait: string({
      optional: true,
      description:
        'Longest pause before a request is sent again, also when the server asks for more (`Retry-After` of 429 and 503). Default `30s`.',
      validators: [duration],
    }),
    poll_interval: string({
      optional: true,
      description:
        'Pause between two looks at something that is waited for, with servers that cannot say when it changes. Default `5s`.',
      validators: [duration],
    }),
    max_concurrent_requests: number({
      optional: true,
      description: 'How many requests are under way at a time; waits for machines come on top. Default 10.',
      validators: [wholeBetween(1, 1000)],
    }),
    claim_owner: string({
      optional: true,
      description:
        'Text that says on every claimed machine who holds it, for people. Default: `TF_DRP_OWNER`, else `terraform`.',
      validators: [matches(/\S/, 'a text that is not blank')],
    }),
    default_meta: map('string', {
      optional: true,
      description:
        'Annotations (`Meta`) for every object that is created; those of the resource itself win over them.',
    }),
    import_adopt: bool({
      optional: true,
      description:
        'Whether importing a machine takes over the claim of another owner. With false such an import is refused. Default true.',
    }),
    preflight: bool({
      optional: true,
      description:
        'Ask the server while planning whether a machine is free for each `drp_machine` that is to be created, and warn when none is. Costs a request for each. Default false.',
    }),
    skip_version_check: bool({
      optional: true,
      description:
        'Claim machines without asking the server first whether it has pools (`embedded-pool` among the features of `GET /info`). Default false.',
    }),
  },
}

const ways = ['token', 'key', 'username'] as const

/** Only one way to log in. Whether there is half of one is seen when the environment has been read, too. */
export function validateProvider({ config, error }: ValidateContext): void {
  const [first, second] = ways.filter((name) => config.get(name) !== null)
  if (first !== undefined && second !== undefined) {
    error('More than one way to log in', `Set either ${first} or ${second}, not both.`, path(second))
  }
}
