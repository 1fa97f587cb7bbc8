import { afterEach, describe, expect, it } from 'vitest'
import { createBinlServer } from '../../src/dhcp/binl-server.ts'
import { bootFile } from '../../src/dhcp/boot/boot-file.ts'
import { type BootStage, renewPacket } from '../../src/dhcp/client.ts'
import { DhcpRelay, DhcpTimeout } from '../../src/dhcp/client-exchange.ts'
import { typeOf } from '../../src/dhcp/codec/message-type.ts'
import { systemNetwork } from '../../src/dhcp/network/system-network.ts'
import { MemoryLeaseStore } from '../../src/dhcp/strategy/memory-lease-store.ts'
import { mac, reservation, subnet } from './strategy/bench-of-leases.ts'

const HOST = '127.0.0.1'
const open: { stop(): Promise<void> }[] = []

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.stop()
})

async function lab(store: MemoryLeaseStore) {
  const server = createBinlServer(
    { listen: { kind: 'address', address: HOST }, port: 0 },
    {
      network: await systemNetwork(),
      store,
      bootFor: async (request) =>
        bootFile(request, { httpUrl: 'http://10.0.0.1:8091', tftpAddress: '10.0.0.1' }),
    },
  )
  await server.start()
  open.push(server)
  const relay = await DhcpRelay.open(HOST, { address: HOST, port: server.listening()[0]?.port ?? 0 })
  open.push({ stop: () => relay.close() })
  const ask = (n: number, stage: BootStage, address: string) =>
    relay.exchange(renewPacket({ mac: mac(n), stage, transactionId: n }, address), { wait: 150, tries: 1 })
  return { ask }
}

describe('boot server', () => {
  it('tells firmware its boot file by unicast to the port it asked from', async () => {
    const { ask } = await lab(new MemoryLeaseStore({ subnets: [subnet({ Proxy: true })] }))
    const ack = await ask(1, 'pxe-bios', '10.0.0.77')
    expect(ack).toMatchObject({ clientAddress: '10.0.0.77', yourAddress: '0.0.0.0', file: 'undionly.kpxe' })
    expect([typeOf(ack), Buffer.from(ack.options.get(60) ?? []).toString()]).toEqual(['ack', 'PXEClient'])
    expect([...(ack.options.get(43) ?? [])]).toEqual([6, 1, 8, 255])
    expect(ack.options.has(51)).toBe(false)
  })

  it('keeps quiet towards others', async () => {
    const never = reservation({ Addr: '10.0.0.51', Token: mac(2), Options: [{ Code: 67, Value: '' }] })
    const { ask } = await lab(
      new MemoryLeaseStore({ subnets: [subnet({ Proxy: true })], reservations: [never] }),
    )
    await expect(ask(1, 'pxe-bios', '10.9.0.1')).rejects.toThrow(DhcpTimeout)
    await expect(ask(1, 'system', '10.0.0.77')).rejects.toThrow(DhcpTimeout)
    await expect(ask(2, 'pxe-bios', '10.0.0.51')).rejects.toThrow(DhcpTimeout)
  })
})
