// Shows: connecting with the settings of the environment, and asking the server what it is and can do.
//
//   node examples/scripts/server-info.ts
import { Client } from '@metalwright/sdk'

const client = Client.fromEnvironment()
const info = await client.info()
console.log(`${client.transport.endpoint.origin} is ${info.id}, version ${info.version}`)
console.log(`serves DHCP: ${info.dhcp_enabled}, TFTP: ${info.tftp_enabled}, files: port ${info.file_port}`)
console.log(`claims machines of pools: ${await client.supports('embedded-pool')}`)
for (const { name, count } of info.stats) console.log(`${name}: ${count}`)
await client.close()
