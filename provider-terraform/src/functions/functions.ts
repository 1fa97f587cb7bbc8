import type { ProviderFunction } from '../framework/function.ts'
import { dhcpOption } from './dhcp-option.ts'
import { durationSeconds } from './duration-seconds.ts'
import { filter } from './filter.ts'
import { fromHexAddress, hexAddress } from './hex-address.ts'
import { machineKey, parseMachineId } from './machine-key.ts'
import { mergeParams } from './merge-params.ts'
import { parseFilter } from './parse-filter.ts'
import { renderMeta } from './render-meta.ts'
import { validateParam } from './validate-param.ts'

/** Every function. */
export const functions: readonly ProviderFunction[] = [
  dhcpOption,
  durationSeconds,
  filter,
  fromHexAddress,
  hexAddress,
  machineKey,
  mergeParams,
  parseFilter,
  parseMachineId,
  renderMeta,
  validateParam,
]
