// Shows: the log of a machine's newest job as it is written, to its end.
//
//   node examples/scripts/follow-job.ts <machine>
import { stripVTControlCharacters } from 'node:util'
import { Client } from '@metalwright/sdk'

const [name = ''] = process.argv.slice(2)
const client = Client.fromEnvironment()
const { CurrentJob } = await client.machines.get(`Name:${name}`)
for await (const text of client.jobs.followLog(CurrentJob)) {
  // What a machine writes must not act on this terminal.
  process.stdout.write(stripVTControlCharacters(text))
}
const { Task, State } = await client.jobs.get(CurrentJob)
console.log(`\ntask ${Task} is ${State}`)
process.exitCode = State === 'finished' ? 0 : 1
await client.close()
