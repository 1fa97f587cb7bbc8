import { describe, expect, it } from 'vitest'
import { discoverPacket } from '../../src/dhcp/client.ts'
import { encodePacket } from '../../src/dhcp/codec/encode-packet.ts'
import type { DhcpPacket } from '../../src/dhcp/codec/packet.ts'
import { bootConversation, type CapturedDatagram } from '../../src/rehearsal/qemu/index.ts'
import { captured } from '../dhcp/fixtures/captured.ts'

const MAC = '52:54:00:77:00:01'

function datagram(payload: Uint8Array, from: string, toPort: number): CapturedDatagram {
  const bytes = Buffer.from(payload)
  return { atUs: 0, from, to: '255.255.255.255', fromPort: 0, toPort, payload: bytes, length: bytes.length }
}
const asked = (payload: Uint8Array): CapturedDatagram => datagram(payload, '0.0.0.0', 67)

/** An answer to a client's message, with a boot file or without. */
function answer(to: Uint8Array, from: string, file: string): CapturedDatagram {
  const bytes = Buffer.alloc(300)
  Buffer.from(to).copy(bytes, 0, 0, 44)
  bytes[0] = 2
  bytes.write(file, 108, 'latin1')
  Buffer.from('63825363350102ff', 'hex').copy(bytes, 236)
  return datagram(bytes, from, 68)
}

describe('boot conversation', () => {
  it('has a stage for each program that asked, with what it was told by whom', () => {
    const [firmware, request] = captured('uefi-pxe')
    const [loader] = captured('uefi-ipxe')
    const stranger: DhcpPacket = discoverPacket({
      mac: '52:54:00:77:00:02',
      stage: 'system',
      transactionId: 1,
    })
    const stages = bootConversation(
      [
        asked(Buffer.from('nonsense')),
        asked(firmware),
        asked(encodePacket(stranger).bytes),
        answer(firmware, '10.0.0.2', ''),
        answer(firmware, '10.0.0.1', 'ipxe.efi'),
        asked(firmware),
        asked(request),
        answer(firmware, '10.0.0.2', ''),
        asked(loader),
      ],
      MAC,
    )
    expect(stages).toEqual([
      {
        vendorClass: 'PXEClient:Arch:00007:UNDI:003000',
        userClass: '',
        architecture: 7,
        file: 'ipxe.efi',
        servers: ['10.0.0.2', '10.0.0.1'],
      },
      {
        vendorClass: 'PXEClient:Arch:00007:UNDI:003010',
        userClass: 'iPXE',
        architecture: 7,
        file: '',
        servers: [],
      },
    ])
  })
})
