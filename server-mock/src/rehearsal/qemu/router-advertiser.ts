/**
 * Sends a router advertisement on one interface twice a second, until it is ended.
 * Usage (as root, inside the lab): node router-advertiser.ts INTERFACE
 */
import { readFileSync } from 'node:fs'
import koffi from 'koffi'
import { routerAdvertisement } from './router-advertisement.ts'

const AF_PACKET = 17
const SOCK_RAW = 3
const INTERVAL_MS = 500

const name = process.argv[2] ?? ''
const index = Number(readFileSync(`/sys/class/net/${name}/ifindex`, 'utf8'))
const frame = routerAdvertisement(readFileSync(`/sys/class/net/${name}/address`, 'utf8').trim())

const libc = koffi.load('libc.so.6')
const openSocket = libc.func('int socket(int domain, int type, int protocol)')
const sendTo = libc.func(
  'long sendto(int fd, const uint8_t *data, size_t length, int flags, const uint8_t *address, uint32_t size)',
)

// struct sockaddr_ll: family, protocol (network order), interface index, then the destination's address.
const destination = Buffer.alloc(20)
destination.writeUInt16LE(AF_PACKET, 0)
destination.writeUInt16BE(0x86dd, 2)
destination.writeInt32LE(index, 4)
destination[11] = 6
frame.copy(destination, 12, 0, 6)

// Protocol 0: the socket only sends, nothing queues on it.
const socket: unknown = openSocket(AF_PACKET, SOCK_RAW, 0)
if (typeof socket !== 'number' || socket < 0) throw new Error('no packet socket: this needs root')
const send = (): void => {
  sendTo(socket, frame, frame.length, 0, destination, destination.length)
}
send()
setInterval(send, INTERVAL_MS)
