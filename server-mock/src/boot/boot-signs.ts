import { hexAddress } from '@metalwright/sdk/models'
import type { Runs, Sign } from '../objects/machines/runs.ts'
import type { Objects } from '../objects/objects.ts'
import { bootFilePaths } from '../render/boot-file-paths.ts'
import type { Served } from './file-server.ts'

/** Notes phases of provisioning runs from the files that machines load. */
export class BootSigns {
  readonly #objects: Objects
  readonly #runs: Runs

  constructor(objects: Objects, runs: Runs) {
    this.#objects = objects
    this.#runs = runs
  }

  /** A file was handed out: a boot script or loader means `loader`, a bootenv's kernel `kernel`. */
  async served(served: Served): Promise<void> {
    const phase = await this.#phase(served.path)
    if (phase === undefined) return
    const sign = await this.#sign(served)
    if (sign !== undefined) await this.#runs.mark(sign, phase, { file: served.path })
  }

  async #phase(path: string): Promise<string | undefined> {
    if (/\.(ipxe|kpxe|pxe|efi)$/.test(path) || path.startsWith('pxelinux.cfg/')) return 'loader'
    const session = this.#objects.session()
    for (const body of await session.bodies('bootenvs')) {
      const bootEnv = await session.get('bootenvs', String(body['Name']))
      if (bootEnv === undefined) continue
      if (bootFilePaths(bootEnv).some((file) => file.kind === 'kernel' && file.path === path)) return 'kernel'
    }
    return undefined
  }

  async #sign({ machine, peer }: Served): Promise<Sign | undefined> {
    if (machine !== undefined) return { machine }
    const lease = await this.#objects.session().get('leases', hexAddress(peer))
    return lease === undefined ? undefined : { mac: lease.Token }
  }
}
