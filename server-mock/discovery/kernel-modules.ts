import { relative } from 'node:path'
import type { UnpackedKernel } from './kernel-package.ts'
import type { RootTree } from './root-tree.ts'
import { runTool } from './tool.ts'

/**
 * Watchdogs in hardware. The discovery system loads them by name only, when one is to be armed or disarmed: loading
 * a driver may stop a watchdog that the system before has armed.
 */
export const watchdogModules: readonly string[] = [
  'i6300esb',
  'iTCO_wdt',
  'sp5100_tco',
  'hpwdt',
  'ipmi_watchdog',
]

/** Modules a deployed test system needs to find its disk and its network. */
export const smallModules: readonly string[] = [
  'virtio_pci',
  'virtio_blk',
  'virtio_net',
  'virtio_rng',
  'ahci',
  'sd_mod',
  'nvme',
  'ext4',
  'e1000e',
]

/** Modules of the discovery system: common server network and storage hardware, file systems, management. */
export const serverModules: readonly string[] = [
  ...smallModules,
  // network
  'e1000',
  'igb',
  'igc',
  'ixgbe',
  'i40e',
  'ice',
  'tg3',
  'bnxt_en',
  'mlx4_en',
  'mlx5_core',
  'r8169',
  'vmxnet3',
  'cdc_ether',
  // storage
  'virtio_scsi',
  'ata_piix',
  'megaraid_sas',
  'mpt3sas',
  'smartpqi',
  'hpsa',
  'aacraid',
  'vmd',
  'usb_storage',
  'uas',
  'xhci_pci',
  'ehci_pci',
  // console
  'usbhid',
  'hid_generic',
  'i8042',
  // file systems and block layers
  'vfat',
  'nls_cp437',
  'nls_ascii',
  'nls_iso8859_1',
  'xfs',
  'btrfs',
  'loop',
  'dm_mod',
  // management
  'ipmi_si',
  'ipmi_devintf',
  'efivarfs',
  // watchdogs
  ...watchdogModules,
]

/**
 * Paths of the modules that the given ones need, in the order in which they can be loaded, each once.
 * Names built into the kernel, and names it does not have, are left out.
 */
export function parseModuleDepends(output: string): string[] {
  const found = new Set<string>()
  for (const line of output.split('\n')) {
    const path = /^insmod (\/\S+)/.exec(line)?.[1]
    if (path !== undefined) found.add(path)
  }
  return [...found]
}

/** Resolves modules with `modprobe` against an unpacked kernel; paths are on the host, in loading order. */
export async function resolveModules(kernel: UnpackedKernel, names: readonly string[]): Promise<string[]> {
  const outputs: string[] = []
  for (const name of names) {
    const argv: [string, ...string[]] = [
      'modprobe',
      '-q',
      '-d',
      kernel.root,
      '-S',
      kernel.release,
      '--show-depends',
      name,
    ]
    // A kernel without one of the drivers still makes a useful image.
    outputs.push(await runTool(argv).catch(() => ''))
  }
  return parseModuleDepends(outputs.join('\n'))
}

/**
 * Copies modules into a tree below `/lib/modules/<release>` (untouched: stripping would drop their signature)
 * with the index files, and returns their paths inside the tree in loading order.
 */
export async function installModules(
  tree: RootTree,
  kernel: UnpackedKernel,
  files: readonly string[],
): Promise<string[]> {
  const paths: string[] = []
  for (const file of files) {
    const path = `/${relative(kernel.root, file)}`
    await tree.copy(file, path, 0o644)
    paths.push(path)
  }
  for (const index of ['modules.builtin', 'modules.builtin.modinfo', 'modules.order']) {
    const path = `/lib/modules/${kernel.release}/${index}`
    await tree.copy(`${kernel.root}${path}`, path, 0o644)
  }
  await runTool(['depmod', '-b', tree.root, kernel.release])
  return paths
}
