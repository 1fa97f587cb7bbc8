// Shows: changing many machines with a bound on how many at a time, reading them page by page meanwhile.
//
//   node examples/scripts/rotate-param.ts <param> ['Pool=Eq(web)' …]
import { randomBytes } from 'node:crypto'
import { Client } from '@metalwright/sdk'

const AT_A_TIME = 5
const [param = '', ...filters] = process.argv.slice(2)
const client = Client.fromEnvironment()
const machines = client.machines.iterate({ filters, slim: ['params', 'meta'] })
const failed: string[] = []
let changed = 0

// All workers read from one source, so each machine goes to one of them, and no more are under way than there are workers.
const worker = async () => {
  for await (const { Uuid, Name } of machines) {
    try {
      await client.machines.params.set(Uuid, param, randomBytes(24).toString('base64url'))
      changed += 1
    } catch (error) {
      failed.push(`${Name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}
await Promise.all(Array.from({ length: AT_A_TIME }, worker))
for (const line of failed) console.error(line)
console.log(`${param}: ${changed} changed, ${failed.length} failed`)
process.exitCode = failed.length === 0 ? 0 : 1
await client.close()
