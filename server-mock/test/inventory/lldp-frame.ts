/** One element of a frame: type and value. */
export type FrameElement = readonly [type: number, value: Uint8Array | string]

const ADDRESSES = Buffer.from('0180c200000e0cc47a0000ff', 'hex')

/** Bytes in hexadecimal followed by a text. */
export function bytes(hex: string, text = ''): Buffer {
  return Buffer.concat([Buffer.from(hex.replaceAll(' ', ''), 'hex'), Buffer.from(text)])
}

/** An Ethernet frame with these LLDP elements and the mark of its end. */
export function lldpFrame(elements: readonly FrameElement[], tag = ''): Buffer {
  return Buffer.concat([ADDRESSES, bytes(tag), bytes('88cc'), ...elements.map(element), bytes('0000')])
}

function element([type, value]: FrameElement): Buffer {
  const data = Buffer.from(value)
  return Buffer.concat([Buffer.from([(type << 1) | (data.length >> 8), data.length & 0xff]), data])
}

/** What a switch sends: chassis by MAC address, port by name, time to live, and names. */
export const SWITCH: readonly FrameElement[] = [
  [1, bytes('04 00 11 22 33 44 55')],
  [2, bytes('05', 'swp7')],
  [3, bytes('0078')],
  [4, 'rack 3 unit 12'],
  [5, 'leaf1'],
  [6, 'Debian GNU/Linux 12'],
  [8, bytes('05 01 0a000001 02 00000001 00')],
  [127, bytes('0080c2 01 0064')],
]
