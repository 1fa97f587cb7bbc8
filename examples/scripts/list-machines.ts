// Shows: a list with filters and an order, as a table.
//
//   node examples/scripts/list-machines.ts 'PoolStatus=Eq(Free)' 'Arch=Eq(amd64)'
import { Client } from '@metalwright/sdk'

const filters = process.argv.slice(2)
const client = Client.fromEnvironment()
const { items, total } = await client.machines.list({ filters, sort: ['Pool', 'Name'], slim: ['params'] })
console.table(
  items.map(({ Name, Address, Pool, PoolStatus, Stage, Runnable }) => ({
    Name,
    Address,
    Pool,
    PoolStatus,
    Stage,
    Runnable,
  })),
)
console.log(`${items.length} of ${total} machines`)
await client.close()
