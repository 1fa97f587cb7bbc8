// Shows: loading a content pack from a folder of YAML files into the server, in place of the one that is there.
//
//   node examples/scripts/upload-content.ts examples/scripts/content
import { Client } from '@metalwright/sdk'
import { bundle } from '@metalwright/sdk/content'

const [folder = '.'] = process.argv.slice(2)
const pack = await bundle(folder)
const client = Client.fromEnvironment()
const { meta, Counts, Warnings } = await client.contents.upload(pack)
const counts = Object.entries(Counts).filter(([, count]) => count > 0)
console.log(`${meta.Name} ${meta.Version}: ${counts.map(([kind, count]) => `${count} ${kind}`).join(', ')}`)
for (const warning of Warnings) console.error(warning)
await client.close()
