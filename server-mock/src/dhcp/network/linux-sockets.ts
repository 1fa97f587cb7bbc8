import { loadLibc } from '../../libc/libc.ts'
import { parseAddress } from '../ipv4.ts'

/** Linux socket calls Node does not offer. Descriptors belong to the caller until Node takes them over. */
export interface LinuxSockets {
  /** A UDP socket that receives all datagrams of one interface to a port, broadcasts included. */
  udpOnInterface(name: string, port: number): number
  /** A socket that sends IPv4 packets as link-layer frames and receives nothing. */
  frameSender(): number
  /** Sends an IPv4 packet to a hardware address on an interface. Throws on error. */
  sendFrame(fd: number, packet: Uint8Array, interfaceIndex: number, hardwareAddress: Uint8Array): void
  /**
   * A socket for ICMP echoes that never blocks: a raw one (CAP_NET_RAW), else a ping socket, which the group of
   * the process must be allowed (`net.ipv4.ping_group_range`). Only raw ones receive the IPv4 header.
   */
  echoSocket(): { readonly fd: number; readonly headers: boolean }
  /** Sends a datagram at once, or throws: also when it would have to wait. The port is 0 where there are none. */
  sendTo(fd: number, message: Uint8Array, address: string, port: number): void
  /** Receives one message into the buffer; its size, or undefined when none waits. */
  receiveNow(fd: number, buffer: Uint8Array): number | undefined
  /** Closes a descriptor Node did not take over. */
  close(fd: number): void
}

const AF_INET = 2
const AF_PACKET = 17
const SOCK_DGRAM = 2
const SOCK_RAW = 3
const SOCK_NONBLOCK = 0o4000
const SOCK_CLOEXEC = 0o2000000
const IPPROTO_ICMP = 1
const SOL_SOCKET = 1
const SOL_RAW = 255
const ICMP_FILTER = 1
/** All ICMP types but 0, the echo reply. */
const ALL_BUT_REPLIES = -2
const SO_REUSEADDR = 2
const SO_BROADCAST = 6
const SO_BINDTODEVICE = 25
const SO_RCVBUFFORCE = 33
const MSG_DONTWAIT = 0x40
const ETHERTYPE_IPV4 = 0x0800
/**
 * A power-on of a whole room arrives within a second, and the kernel keeps it until it is read. About 2,000
 * messages: of a longer queue the last ones are answered when their clients have long asked again. Bytes.
 */
const RECEIVE_BUFFER = 1536 * 1024

/** Loads the calls. Rejects as {@link loadLibc} does. */
export async function loadLinuxSockets(): Promise<LinuxSockets> {
  const libc = await loadLibc()
  const { check } = libc
  const socket = libc.func('int socket(int, int, int)')
  const bind = libc.func('int bind(int, void *, uint32_t)')
  const setsockopt = libc.func('int setsockopt(int, int, int, void *, uint32_t)')
  const sendto = libc.func('int64_t sendto(int, void *, size_t, int, void *, uint32_t)')
  const recv = libc.func('int64_t recv(int, void *, size_t, int)')
  const close = libc.func('int close(int)')

  const set = (fd: number, option: number, value: Uint8Array) =>
    setsockopt(fd, SOL_SOCKET, option, value, value.length)

  /** The one sockaddr_in of all sends: filled in anew for each, and read before the call returns. */
  const peer = new Uint8Array(16)
  const peerView = new DataView(peer.buffer)
  peer[0] = AF_INET

  return {
    udpOnInterface: (name, port) => {
      const fd = check('socket', socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))
      try {
        check('SO_REUSEADDR', set(fd, SO_REUSEADDR, int(1)))
        check('SO_BROADCAST', set(fd, SO_BROADCAST, int(1)))
        // Needs CAP_NET_ADMIN; the usual buffer serves all but very large sites.
        set(fd, SO_RCVBUFFORCE, int(RECEIVE_BUFFER))
        check(`SO_BINDTODEVICE ${name}`, set(fd, SO_BINDTODEVICE, Buffer.from(`${name}\0`)))
        const any = Uint8Array.of(AF_INET, 0, port >> 8, port & 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        check(`bind to port ${port}`, bind(fd, any, any.length))
      } catch (error) {
        close(fd)
        throw error
      }
      return fd
    },
    // Protocol 0: the kernel queues nothing on it.
    frameSender: () => check('socket', socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, 0)),
    sendFrame: (fd, packet, interfaceIndex, hardwareAddress) => {
      const target = new Uint8Array(20)
      const view = new DataView(target.buffer)
      view.setUint16(0, AF_PACKET, true)
      view.setUint16(2, ETHERTYPE_IPV4)
      view.setInt32(4, interfaceIndex, true)
      target[11] = hardwareAddress.length
      target.set(hardwareAddress.subarray(0, 8), 12)
      check('sendto', sendto(fd, packet, packet.length, MSG_DONTWAIT, target, target.length))
    },
    echoSocket: () => {
      const raw = socket(AF_INET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_ICMP)
      if (raw < 0) {
        const ping = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_ICMP)
        return { fd: check('ICMP socket', ping), headers: false }
      }
      const filter = int(ALL_BUT_REPLIES)
      setsockopt(raw, SOL_RAW, ICMP_FILTER, filter, filter.length)
      return { fd: raw, headers: true }
    },
    sendTo: (fd, message, address, port) => {
      peerView.setUint16(2, port)
      peerView.setUint32(4, parseAddress(address) ?? 0)
      check('sendto', sendto(fd, message, message.length, MSG_DONTWAIT, peer, peer.length))
    },
    receiveNow: (fd, buffer) => {
      const size = recv(fd, buffer, buffer.length, MSG_DONTWAIT)
      return size < 0 ? undefined : size
    },
    close: (fd) => {
      close(fd)
    },
  }
}

/** A C int on the little-endian machines Node runs Linux on. */
function int(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setInt32(0, value, true)
  return bytes
}
