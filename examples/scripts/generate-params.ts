// Shows: types for the params of a server, from the schemas that are published there. Write it into a file of your
// project, and import `params` from it.
//
//   node examples/scripts/generate-params.ts > params.ts
import { Client, paramsModule } from '@metalwright/sdk'

const client = Client.fromEnvironment()
const definitions = []
for await (const param of client.params.iterate()) definitions.push(param)
process.stdout.write(paramsModule(definitions))
await client.close()
