// Shows: live events. The stream reconnects by itself; where events may be missing it says so.
//
//   node examples/scripts/watch-events.ts 'machines.*.*' 'jobs.update.*'     (Ctrl-C ends it)
import { Client } from '@metalwright/sdk'

const selectors = process.argv.length > 2 ? process.argv.slice(2) : ['*.*.*']
const client = Client.fromEnvironment()
const subscription = await client.events.subscribe(selectors)
process.once('SIGINT', () => subscription.close())
console.log(`watching ${selectors.join(', ')}`)
for await (const item of subscription) {
  if (item.kind === 'resync') {
    console.log(`(events may be missing: ${item.reason}; list again what you follow)`)
    continue
  }
  const { Time, Type, Action, Key, Principal } = item.event
  console.log(`${Time} ${Type}.${Action}.${Key} by ${Principal}`)
}
await client.close()
