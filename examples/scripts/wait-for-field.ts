// Shows: waiting until a field of a machine has a value, and hearing of each change meanwhile.
//
//   node examples/scripts/wait-for-field.ts <machine> WorkflowComplete true [seconds]
import { Client, WaitTimeoutError } from '@metalwright/sdk'

const [name = '', field = '', text = '', seconds = '3600'] = process.argv.slice(2)
const value: unknown = /^(true|false|-?\d+)$/.test(text) ? JSON.parse(text) : text
const client = Client.fromEnvironment()
try {
  const { Stage } = await client.machines.wait(
    `Name:${name}`,
    (machine) => Object(machine)[field] === value,
    {
      timeoutMs: Number(seconds) * 1000,
      onChange: (machine) =>
        console.log(`stage ${machine.Stage}, task ${machine.CurrentTask}, ${machine.PoolStatus}`),
    },
  )
  console.log(`${name}: ${field} is ${text}, in stage ${Stage}`)
} catch (error) {
  if (!(error instanceof WaitTimeoutError)) throw error
  console.error(error.message)
  process.exitCode = 2
} finally {
  await client.close()
}
