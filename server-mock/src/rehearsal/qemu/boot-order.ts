/** What firmware can boot from: the network cards, or the disks. */
export type BootDevice = 'network' | 'disk'

/**
 * The order in which firmware tries. An empty one leaves it to the firmware: on UEFI its own boot entries
 * count then, as the system (efibootmgr) left them; any other order overrides these at each start.
 */
export type BootOrder = readonly BootDevice[]

/** Numbers of a machine's devices. */
export type BootDevices = { nics: number; disks: number }

/**
 * QEMU's boot index by device id (`nic0`, `disk0` …): within a kind in the order of the devices; devices that
 * the order does not name have none.
 */
export function bootIndexes(order: BootOrder, { nics, disks }: BootDevices): ReadonlyMap<string, number> {
  const ids = order.flatMap((device) =>
    Array.from({ length: device === 'network' ? nics : disks }, (_, at) =>
      device === 'network' ? `nic${at}` : `disk${at}`,
    ),
  )
  return new Map([...new Set(ids)].map((id, at) => [id, at + 1]))
}
