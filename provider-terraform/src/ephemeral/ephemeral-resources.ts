import type { Connection } from '../connection.ts'
import type { EphemeralResource } from '../framework/ephemeral-resource.ts'
import { claimEphemeral } from './claim.ts'
import { machineTokenEphemeral } from './machine-token.ts'
import { secureParamEphemeral } from './secure-param.ts'
import { signedUrlEphemeral } from './signed-url.ts'
import { tokenEphemeral } from './token.ts'

/** Every ephemeral resource. */
export const ephemeralResources: readonly EphemeralResource<Connection>[] = [
  claimEphemeral,
  machineTokenEphemeral,
  secureParamEphemeral,
  signedUrlEphemeral,
  tokenEphemeral,
]
