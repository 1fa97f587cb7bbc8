import type { Check } from './check.ts'
import { announcedAddress } from './checks/announced-address.ts'
import { baseRoot } from './checks/base-root.ts'
import { bootFiles } from './checks/boot-files.ts'
import { certificate } from './checks/certificate.ts'
import { clock } from './checks/clock.ts'
import { connection } from './checks/connection.ts'
import { contents } from './checks/contents.ts'
import { defaults } from './checks/defaults.ts'
import { discoveryImage } from './checks/discovery-image.ts'
import { leases } from './checks/leases.ts'
import { machines } from './checks/machines.ts'
import { objects } from './checks/objects.ts'
import { ports } from './checks/ports.ts'
import { secrets } from './checks/secrets.ts'
import { subnets } from './checks/subnets.ts'
import { unknownMachines } from './checks/unknown-machines.ts'

/** All checks, in the order in which one thing rests on the other. */
export const checks: readonly Check[] = [
  connection,
  certificate,
  clock,
  ports,
  announcedAddress,
  subnets,
  leases,
  unknownMachines,
  defaults,
  discoveryImage,
  bootFiles,
  objects,
  contents,
  machines,
  baseRoot,
  secrets,
]
