import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installBootFiles, startQemuSite } from '@metalwright/server/rehearsal'
import type { Cell } from './cells.ts'
import { addNetworks } from './networks.ts'
import { type CellResult, runCell } from './run-cell.ts'

/** Machines that run at one time: what two processors can emulate. */
const AT_ONCE = 2

/** Boot programs of Debian's packages, by the names under which machines are told to load them. */
const LOADERS: Readonly<Record<string, string>> = {
  'undionly.kpxe': '/usr/lib/ipxe/undionly.kpxe',
  'ipxe.efi': '/usr/lib/ipxe/snponly.efi',
  'shimx64.efi': '/usr/lib/shim/shimx64.efi.signed',
  // The name by which shim asks for what it starts.
  'grubx64.efi': '/usr/lib/grub/x86_64-efi-signed/grubnetx64.efi.signed',
}

/** What a run of the matrix may have besides Debian 12's files. */
export interface MatrixOptions {
  /** Told of each cell as it is done, and of what is made before. */
  readonly log: (line: string) => void
  /** Folder with `ipxe-arm64.efi`, and `vmlinuz` and `initrd.img` of a discovery system for arm64. */
  readonly arm64?: string
}

/** Boots one machine for each cell from one server. */
export async function runMatrix(
  cells: readonly Cell[],
  { log, arm64 }: MatrixOptions,
): Promise<readonly CellResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'metalwright-matrix-'))
  const site = await startQemuSite({ machines: 0, folder, log })
  try {
    await installBootFiles(join(folder, 'server'), '', LOADERS)
    if (arm64 !== undefined) {
      await installBootFiles(join(folder, 'server'), '', { 'ipxe-arm64.efi': join(arm64, 'ipxe-arm64.efi') })
      await installBootFiles(join(folder, 'server'), 'discovery/arm64', {
        vmlinuz: join(arm64, 'vmlinuz'),
        'initrd.img': join(arm64, 'initrd.img'),
      })
    }
    await addNetworks(site)
    const results: CellResult[] = []
    const waiting = [...cells]
    const worker = async (): Promise<void> => {
      for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) {
        const result = await runCell(site, folder, cell)
        log(`${cell.name}: ${JSON.stringify(result.seconds)}`)
        results.push(result)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    return cells.flatMap((cell) => results.filter((result) => result.cell === cell))
  } finally {
    await site.close()
    await rm(folder, { recursive: true, force: true })
  }
}
