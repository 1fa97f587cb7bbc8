/** Where a device sits, read out of its path below `/sys`. */
export interface DevicePlace {
  /** PCI address of the device or of the controller it hangs on, such as `0000:00:1f.2`; empty for none. */
  readonly pci: string
  /** Kind of the bus nearest to it. */
  readonly bus: 'pci' | 'usb' | 'virtual' | ''
}

const PCI_ADDRESS = /^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/

/** Reads a path such as `/sys/devices/pci0000:00/0000:00:03.0/virtio0`. */
export function devicePlace(path: string): DevicePlace {
  const parts = path.slice(0, 4096).split('/')
  const pci = parts.findLast((part) => PCI_ADDRESS.test(part)) ?? ''
  const usb = parts.some((part) => /^usb\d+$/.test(part))
  if (usb) return { pci, bus: 'usb' }
  if (pci !== '') return { pci, bus: 'pci' }
  return { pci, bus: parts.includes('virtual') ? 'virtual' : '' }
}
