// Shows: uploading a file or an ISO image with its progress. It is streamed, repeated when the connection breaks, and
// its digest is compared with what the server stored.
//
//   node examples/scripts/upload-file.ts isos ./debian-13.iso
//   node examples/scripts/upload-file.ts files ./web.raw.zst images/web.raw.zst
import { basename } from 'node:path'
import { Client } from '@metalwright/sdk'

const [store, file = '', path = basename(file)] = process.argv.slice(2)
const client = Client.fromEnvironment()
let shown = -1
const onProgress = (bytes: number, total = bytes) => {
  const percent = Math.floor((100 * bytes) / Math.max(1, total))
  if (percent === shown) return
  shown = percent
  process.stderr.write(`\r${percent} % of ${total} bytes`)
}
const target = store === 'isos' ? client.isos : client.files
const { Path, Size, Sha256 } = await target.upload(path, { file }, { onProgress })
process.stderr.write('\n')
console.log(`${Path}: ${Size} bytes, SHA-256 ${Sha256}`)
await client.close()
