// A language host for Node.js, as Pulumi's CLI starts one: it prints its port, and serves until it is told to end.
import { startLanguageHost } from './language-host.ts'

const host = await startLanguageHost((text) => process.stderr.write(text))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => host.close())
process.stdout.write(`${host.port}\n`)
