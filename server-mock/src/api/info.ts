import type { Info } from '@metalwright/sdk/models'

/** Makes the server's description for a caller who reached it at this address. */
export type InfoSource = (address: string) => Promise<Info>

/**
 * What the server can do, by the names clients and content packs gate on. Only what is really there may stand
 * in this list.
 */
export const FEATURES: readonly string[] = [
  'api-v3',
  'sane-exit-codes',
  'common-blob-size',
  'change-stage-map',
  'job-exit-states',
  'profileless-machine',
  'fsm-runner',
  'workflows',
  'default-workflow',
  'http-range-header',
  'roles',
  'slim-objects',
  'sprig',
  'embedded-pool',
  'claim-key',
]
