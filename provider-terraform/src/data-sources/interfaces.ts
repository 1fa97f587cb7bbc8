import type { Connection } from '../connection.ts'
import { list, listOf, number, string } from '../framework/attribute.ts'
import type { DataSource } from '../framework/resource.ts'
import type { Value } from '../values/value.ts'

/** `drp_interfaces`: network interfaces of the server, for whoever sets up subnets. */
export const interfacesSource: DataSource<Connection> = {
  typeName: 'drp_interfaces',
  schema: {
    description: 'Lists the network interfaces of the server, for setting up subnets.',
    attributes: {
      items: listOf(
        {
          name: string({ computed: true, description: 'Name.' }),
          index: number({ computed: true, description: 'Number in the system.' }),
          addresses: list('string', { computed: true, description: 'Addresses with prefix lengths.' }),
          active_address: string({
            computed: true,
            description:
              'The address that faces this client, with its prefix length; null on other interfaces.',
          }),
          gateway: string({ computed: true, description: 'Gateway; null where none is known.' }),
          dns_servers: list('string', { computed: true, description: 'DNS servers.' }),
          dns_domain: string({ computed: true, description: 'DNS domain; null where none is known.' }),
        },
        { computed: true, description: 'Each interface.' },
      ),
    },
  },
  async read({ connection, signal }) {
    const found = await (await connection.system()).interfaces({ signal })
    return {
      items: found.map((one) => {
        const text = (name: string) => String(one[name] ?? '') || null
        const texts = (name: string) => (Array.isArray(one[name]) ? one[name].map(String) : [])
        return new Map<string, Value>([
          ['name', String(one['Name'] ?? '')],
          ['index', Number(one['Index'] ?? 0)],
          ['addresses', texts('Addresses')],
          ['active_address', text('ActiveAddress')],
          ['gateway', text('Gateway')],
          ['dns_servers', texts('DnsServers')],
          ['dns_domain', text('DnsDomain')],
        ])
      }),
    }
  },
}
