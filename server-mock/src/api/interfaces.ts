import { NetworkInterface } from '@metalwright/sdk/models'
import { z } from 'zod'
import { readInterfaces } from '../dhcp/network/read-interfaces.ts'
import { Problem } from '../objects/problem.ts'
import type { Call, Route } from './route.ts'

/** Network interfaces of the server with an IPv4 address, for whoever sets up subnets. */
export function interfaceRoutes(): Route[] {
  const key = (call: Call) => call.path['key'] ?? ''
  return [
    {
      method: 'GET',
      path: '/interfaces',
      access: { scope: 'interfaces', action: 'list', refusal: 'empty-list' },
      description: { summary: 'Network interfaces of the server', answer: z.array(NetworkInterface) },
      handle: async (call) => ({ status: 200, body: await interfaces(call.serverAddress) }),
    },
    {
      method: 'GET',
      path: '/interfaces/:key',
      access: {
        scope: 'interfaces',
        action: 'get',
        specific: (call) => [key(call)],
        refusal: 'not-found',
      },
      description: { summary: 'One network interface of the server', answer: NetworkInterface },
      handle: async (call) => {
        const found = (await interfaces(call.serverAddress)).find(({ Name }) => Name === key(call))
        if (found === undefined) {
          throw new Problem(404, ['No interface'], { model: 'interfaces', key: key(call) })
        }
        return { status: 200, body: found }
      },
    },
  ]
}

/** @param facing address of the server that the caller used */
async function interfaces(facing: string): Promise<NetworkInterface[]> {
  const found = await readInterfaces()
  return found
    .filter(({ networks }) => networks.length > 0)
    .map(({ name, index, networks }) => ({
      Name: name,
      Index: index,
      Addresses: [...networks],
      ActiveAddress: networks.find((network) => network.split('/')[0] === facing) ?? '',
      Gateway: '',
      DnsServers: [],
      DnsDomain: '',
      ReadOnly: true,
      Meta: {},
    }))
}
