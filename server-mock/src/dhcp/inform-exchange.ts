import type { BootAnswer } from './boot/boot-answer.ts'
import { readBootRequest } from './boot/boot-request.ts'
import { imageList, imageSelected, isListed, isMac, readBsdp } from './boot/bsdp.ts'
import type { ClientMessage } from './client-message.ts'
import type { DhcpPacket } from './codec/packet.ts'
import { bootFileOf } from './effective-options.ts'
import type { Exchange, ExchangePorts, Reply } from './exchange.ts'
import { formatAddress } from './ipv4.ts'
import { bsdpReply, informReply } from './reply.ts'
import type { Decision } from './strategy/decision.ts'

type InformDecision = Decision & { readonly kind: 'inform' }
type InformPorts = Pick<ExchangePorts, 'bootFor' | 'clientPort'>

/**
 * Answers an INFORM: the options of the client's network, or to a Mac's boot question (BSDP) the image of its
 * bootenv. Beside another DHCP server only the latter is answered.
 */
export async function informExchange(
  message: ClientMessage,
  decision: InformDecision,
  ports: InformPorts,
  serverAddress: string,
): Promise<Exchange> {
  const { packet } = message
  const { options, subnet } = decision
  const { problems } = options
  const bsdp = isMac(packet) ? readBsdp(packet) : undefined
  if (bsdp === undefined) {
    if (subnet.record.Proxy || isMac(packet)) return { decision, problems }
    const reply = toClient(
      packet,
      informReply(packet, options, serverAddress),
      ports.clientPort,
      serverAddress,
    )
    return { decision, reply, problems }
  }
  if (bsdp.server !== undefined && addressText(bsdp.server) !== serverAddress) return { decision, problems }
  const boot = await macBoot(message, decision, ports, serverAddress, packet.clientAddress)
  const wrongImage = bsdp.kind === 'select' && !isListed(bsdp.image)
  if (boot.kind === 'none' || wrongImage) return { decision, boot, problems }
  const isSelect = bsdp.kind === 'select'
  const vendor = isSelect ? imageSelected() : imageList(boot.title ?? '')
  const answer = bsdpReply(packet, 'ack', vendor, boot, serverAddress, isSelect)
  const port = bsdp.replyPort ?? ports.clientPort
  return { decision, boot, reply: toClient(packet, answer, port, serverAddress), problems }
}

/** The second OFFER to a Mac: what it boots, beside the first one that gives an address; undefined for nothing. */
export async function macOffer(
  message: ClientMessage,
  decision: Decision & { readonly kind: 'offer' },
  ports: InformPorts,
  serverAddress: string,
): Promise<DhcpPacket | undefined> {
  const { lease, subnet, reservation, options } = decision.grant
  if (lease.SkipBoot || options.neverBoot || subnet === undefined) return undefined
  const asked = { kind: 'inform', reason: 'options-only', subnet, reservation, options } as const
  const boot = await macBoot(message, asked, ports, serverAddress, lease.Addr)
  if (boot.kind === 'none') return undefined
  return bsdpReply(message.packet, 'offer', imageSelected(), boot, serverAddress, true)
}

function macBoot(
  { packet, token }: ClientMessage,
  { subnet, reservation, options }: InformDecision,
  { bootFor }: InformPorts,
  serverAddress: string,
  address: string,
): Promise<BootAnswer> {
  const nextServer = reservation?.NextServer || subnet.record.NextServer
  const configuredFile = bootFileOf(options)
  const known = { mac: token, address, serverAddress, nextServer, configuredFile, proxy: subnet.record.Proxy }
  return bootFor(readBootRequest(packet, known))
}

/** By unicast to the address the client has (RFC 2131 §4.3.5), also past a relay. */
function toClient({ clientAddress }: DhcpPacket, answer: DhcpPacket, port: number, source: string): Reply {
  return { packet: answer, destination: { kind: 'unicast', address: clientAddress, port }, source }
}

function addressText(bytes: Uint8Array): string {
  return formatAddress(bytes.reduce((sum, byte) => sum * 256 + byte, 0))
}
