// Shows: moving from one server to another, such as from DRP 3.x: copies what people have made, in an order in which
// nothing is missing. Run it again as often as you like; objects that are there are brought up to date.
//
//   RS_ENDPOINT=… RS_KEY=… TO_RS_ENDPOINT=… TO_RS_KEY=… node examples/scripts/copy-server.ts
import { Client, SdkError } from '@metalwright/sdk'
import { catalogue, type JsonValue } from '@metalwright/sdk/models'

/** Later ones name earlier ones. Users come without passwords; leases, jobs and runs stay where they were. */
const KINDS = [
  'params',
  'templates',
  'tasks',
  'bootenvs',
  'stages',
  'workflows',
  'profiles',
  'roles',
  'tenants',
  'users',
  'subnets',
  'reservations',
  'machines',
] as const
/** What a machine is. What it was doing is not copied: it starts no workflow and boots its disk. */
const MACHINE = ['Uuid', 'Name', 'Description', 'Meta', 'Address', 'HardwareAddrs', 'Profiles', 'Arch', 'OS']

const target = Object.entries(process.env).filter(([name]) => name.startsWith('TO_'))
const from = Client.fromEnvironment()
const to = Client.fromEnvironment(Object.fromEntries(target.map(([name, value]) => [name.slice(3), value])))
const failed: string[] = []
for (const kind of KINDS) {
  const { key, computed, secret } = catalogue[kind]
  let copied = 0
  // Secure params come in plain, and are sealed again for the object that holds them there.
  const query = kind === 'machines' || kind === 'profiles' || kind === 'stages' ? { decode: true } : {}
  for await (const object of from.collection(kind).iterate(query)) {
    if (object.ReadOnly) continue
    const all = Object.entries<unknown>(object).filter(([name]) => name !== 'Params')
    const fields = kind === 'machines' ? all.filter(([name]) => MACHINE.includes(name)) : all
    const skip: readonly string[] = [...computed, ...secret, 'Secret']
    const copy = Object.fromEntries(fields.filter(([name]) => !skip.includes(name)))
    const name = String(copy[key])
    try {
      if (kind === 'machines') {
        const first = (await to.machines.exists(name)) ? {} : { BootEnv: 'local' }
        await to.machines.ensure({ Name: '', ...copy, ...first })
      } else await to.collection(kind).ensure({ Name: '', ID: '', ...copy })
      const params: Record<string, JsonValue> = 'Params' in object ? object.Params : {}
      if (kind === 'machines' || kind === 'profiles' || kind === 'stages')
        await to[kind].params.replace(name, params)
      copied += 1
    } catch (error) {
      if (!(error instanceof SdkError)) throw error
      failed.push(`${kind} ${name}: ${error.message}`)
    }
  }
  console.log(`${String(copied).padStart(6)} ${kind}`)
}
for (const line of failed) console.error(line)
process.exitCode = failed.length === 0 ? 0 : 1
await Promise.all([from.close(), to.close()])
