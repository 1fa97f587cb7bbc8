import { endianness } from 'node:os'
import { DatagramBatches } from '../../libc/datagram-batches.ts'
import { loadLibc } from '../../libc/libc.ts'
import { parseAddress } from '../ipv4.ts'
import { LARGEST_MESSAGE } from './network.ts'

/** Linux socket calls Node does not offer. Descriptors belong to the caller until Node takes them over. */
export interface LinuxSockets {
  /** A UDP socket that receives all datagrams of one interface to a port, broadcasts included. */
  udpOnInterface(name: string, port: number): number
  /** A UDP socket on a local address; `shared`: other sockets may be bound to the port, too. */
  udpOnAddress(address: string, port: number, shared: boolean): number
  /** A socket that sends IPv4 packets as link-layer frames and receives nothing. */
  frameSender(): number
  /** Many datagrams with one call. */
  readonly batches: DatagramBatches
  /** Socket address of an IPv4 address; the port is 0 where there are none. */
  inetAddress(address: string, port: number): Uint8Array
  /** Socket address of a hardware address on an interface, for IPv4 packets. */
  linkAddress(interfaceIndex: number, hardwareAddress: Uint8Array): Uint8Array
  /**
   * A socket for ICMP echoes that never blocks: a raw one (CAP_NET_RAW), else a ping socket, which the group of
   * the process must be allowed (`net.ipv4.ping_group_range`). Only raw ones receive the IPv4 header.
   */
  echoSocket(): { readonly fd: number; readonly headers: boolean }
  /** Sends a datagram to a socket address at once, or throws: also when it would have to wait. */
  sendTo(fd: number, message: Uint8Array, peer: Uint8Array): void
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
const SO_RCVBUF = 8
const SO_RCVBUFFORCE = 33
const MSG_DONTWAIT = 0x40
const ETHERTYPE_IPV4 = 0x0800
/**
 * A power-on of a whole room arrives within a second, and the kernel keeps it until it is read. About 2,000
 * messages: of a longer queue the last ones are answered when their clients have long asked again. Bytes.
 */
const RECEIVE_BUFFER = 1536 * 1024

/** What is sent fits an Ethernet frame. Bytes. */
const LARGEST_FRAME = 1536

/** Little-endian processors whose pointers have 32 bits: structures differ there. */
const NARROW = ['arm', 'ia32', 'mipsel']

/** Loads the calls. Rejects as {@link loadLibc} does, and for processors that are not supported. */
export async function loadLinuxSockets(): Promise<LinuxSockets> {
  if (NARROW.includes(process.arch) || endianness() === 'BE') throw new Error(`not on ${process.arch}`)
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
  const setInt = (fd: number, option: number, value: number) => set(fd, option, int(value))

  const udp = (set: (fd: number) => void, address: number, port: number): number => {
    const fd = check('socket', socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))
    try {
      check('SO_BROADCAST', setInt(fd, SO_BROADCAST, 1))
      // Needs CAP_NET_ADMIN; else as much as the system allows anybody.
      if (setInt(fd, SO_RCVBUFFORCE, RECEIVE_BUFFER) < 0) setInt(fd, SO_RCVBUF, RECEIVE_BUFFER)
      set(fd)
      const local = inetAddress(address, port)
      check(`bind to port ${port}`, bind(fd, local, local.length))
    } catch (error) {
      close(fd)
      throw error
    }
    return fd
  }

  return {
    udpOnInterface: (name, port) =>
      udp(
        (fd) => {
          check('SO_REUSEADDR', setInt(fd, SO_REUSEADDR, 1))
          check(`SO_BINDTODEVICE ${name}`, set(fd, SO_BINDTODEVICE, Buffer.from(`${name}\0`)))
        },
        0,
        port,
      ),
    udpOnAddress: (address, port, shared) =>
      udp(
        (fd) => {
          if (shared) check('SO_REUSEADDR', setInt(fd, SO_REUSEADDR, 1))
        },
        parseAddress(address) ?? 0,
        port,
      ),
    batches: new DatagramBatches(libc, LARGEST_FRAME, LARGEST_MESSAGE),
    inetAddress: (address, port) => inetAddress(parseAddress(address) ?? 0, port),
    linkAddress,
    // Protocol 0: the kernel queues nothing on it.
    frameSender: () => check('socket', socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, 0)),
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
    sendTo: (fd, message, peer) => {
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

function inetAddress(address: number, port: number): Uint8Array {
  const bytes = new Uint8Array(16)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, AF_INET, true)
  view.setUint16(2, port)
  view.setUint32(4, address)
  return bytes
}

function linkAddress(interfaceIndex: number, hardwareAddress: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(20)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, AF_PACKET, true)
  view.setUint16(2, ETHERTYPE_IPV4)
  view.setInt32(4, interfaceIndex, true)
  bytes[11] = hardwareAddress.length
  bytes.set(hardwareAddress.subarray(0, 8), 12)
  return bytes
}

/** A C int on the little-endian machines Node runs Linux on. */
function int(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setInt32(0, value, true)
  return bytes
}
