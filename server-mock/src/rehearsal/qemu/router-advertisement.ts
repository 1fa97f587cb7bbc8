const ALL_NODES_MAC = Buffer.from('333300000001', 'hex')
const ALL_NODES = Buffer.from('ff020000000000000000000000000001', 'hex')
const ICMPV6 = 58
const HOP_LIMIT = 255

/** Bytes of a MAC address in colon form. @throws RangeError when it is none. */
export function macBytes(mac: string): Buffer {
  if (!/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(mac)) throw new RangeError(`"${mac}" is not a MAC address`)
  return Buffer.from(mac.replaceAll(':', ''), 'hex')
}

/** Link-local IPv6 address made from a MAC address (RFC 4291, appendix A). */
export function linkLocal(mac: Uint8Array): Buffer {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = mac
  return Buffer.from([0xfe, 0x80, 0, 0, 0, 0, 0, 0, a ^ 2, b, c, 0xff, 0xfe, d, e, f])
}

/** Internet checksum (RFC 1071) over data of even length. */
const checksum = (data: Buffer): number => {
  let sum = 0
  for (let at = 0; at < data.length; at += 2) sum += data.readUInt16BE(at)
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  return ~sum & 0xffff
}

/**
 * Ethernet frame with a router advertisement (RFC 4861, 4.2) to all nodes that offers nothing: lifetime 0, no
 * flags, no prefix. It only tells clients that waiting for IPv6 configuration is over.
 */
export function routerAdvertisement(mac: string): Buffer {
  const source = macBytes(mac)
  const body = Buffer.alloc(16)
  body[0] = 134
  const address = linkLocal(source)
  const pseudo = Buffer.concat([
    address,
    ALL_NODES,
    Buffer.from([0, 0, 0, body.length, 0, 0, 0, ICMPV6]),
    body,
  ])
  body.writeUInt16BE(checksum(pseudo), 2)
  const header = Buffer.from([0x60, 0, 0, 0, 0, body.length, ICMPV6, HOP_LIMIT])
  return Buffer.concat([ALL_NODES_MAC, source, Buffer.from([0x86, 0xdd]), header, address, ALL_NODES, body])
}
