// Shows: going through any number of objects page by page, in constant memory.
//
//   node examples/scripts/count-by-stage.ts
import { Client } from '@metalwright/sdk'

const client = Client.fromEnvironment()
const counts = new Map<string, number>()
for await (const { Stage } of client.machines.iterate({ slim: ['params', 'meta'], pageSize: 500 })) {
  counts.set(Stage, (counts.get(Stage) ?? 0) + 1)
}
for (const [stage, count] of [...counts].sort(([a], [b]) => a.localeCompare(b))) {
  console.log(`${String(count).padStart(6)} ${stage}`)
}
await client.close()
