// Shows: claiming a machine, using it, and giving it back. Run it again after a crash: the same claim key gives the
// same machine, so none is lost.
//
//   node examples/scripts/claim-machine.ts <pool> <claim key> [workflow]
import { Claims, Client, NoCapacityError } from '@metalwright/sdk'

const [pool = 'default', claimKey = 'example', workflow] = process.argv.slice(2)
const patience = { timeoutMs: 3_600_000, onProgress: (text: string) => console.log(text) }
const client = Client.fromEnvironment()
const claims = new Claims(client)
try {
  const { claimId, machine } = await claims.allocate({ pool, claimKey, owner: 'scripts', workflow })
  const { Name, Address, Uuid } = await claims.wait(machine.Uuid, { until: 'InUse', ...patience })
  console.log(`${Name} is ours at ${Address}`)
  // … here it is used …
  await claims.release(Uuid, claimId, { wait: patience })
  console.log(`${Name} is free again`)
} catch (error) {
  if (!(error instanceof NoCapacityError)) throw error
  console.error(`Nothing to claim: ${JSON.stringify(error.counts)}`)
  process.exitCode = 2
} finally {
  await client.close()
}
