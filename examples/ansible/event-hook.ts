// Shows: starting a job of AWX, or a rulebook of Event-Driven Ansible, for each machine that has become ready.
//
//   AWX_WEBHOOK_URL=https://awx.example.net/api/v2/job_templates/7/github/ AWX_WEBHOOK_KEY=… \
//     node examples/ansible/event-hook.ts [Field=value]     (WorkflowComplete=true; Ctrl-C ends it)
//
// Each call is signed with the key, as GitHub signs its own: AWX takes it for a webhook of GitHub, and
// `ansible.eda.webhook` with `hmac_secret`. A call that is repeated has the same id, so that AWX starts one job for it.
import { createHash, createHmac } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { Client } from '@metalwright/sdk'
import { Machine } from '@metalwright/sdk/models'

const { AWX_WEBHOOK_URL: url, AWX_WEBHOOK_KEY: key } = process.env
if (!url || !key)
  throw new Error('Set AWX_WEBHOOK_URL and AWX_WEBHOOK_KEY, both from the job template in AWX.')
const [field = '', value = ''] = (process.argv[2] ?? 'WorkflowComplete=true').split('=')
const stopped = new AbortController()
const client = Client.fromEnvironment()
const subscription = await client.events.subscribe(['machines.*.*'])
process.once('SIGINT', () => {
  stopped.abort()
  subscription.close()
})

/** Machines that are as is waited for. */
const ready = new Set<string>()
for await (const machine of client.machines.iterate()) if (isReady(machine)) ready.add(machine.Uuid)
console.log(`waiting for ${field}=${value}; ${ready.size} machines are so already`)
for await (const item of subscription) {
  if (item.kind === 'resync') {
    // Events may be missing: what has changed meanwhile shows in the list.
    for await (const machine of client.machines.iterate()) await look(machine, machine.Uuid)
    continue
  }
  const { Action, Key, Object: object } = item.event
  const machine = Machine.safeParse(object)
  if (Action === 'delete') ready.delete(Key)
  else if (machine.success) await look(machine.data, `${Key} ${item.event.Time} ${item.event.Revision}`)
}
await client.close()

function isReady(machine: Machine): boolean {
  return Object.entries(machine).some(([name, one]) => name === field && String(one) === value)
}

async function look(machine: Machine, occasion: string): Promise<void> {
  const { Uuid } = machine
  if (!isReady(machine)) ready.delete(Uuid)
  else if (!ready.has(Uuid)) {
    ready.add(Uuid)
    await tell(machine, occasion)
  }
}

/** Calls the webhook until it has taken the call. */
async function tell(
  { Uuid, Name, Address, Pool, Stage, Workflow }: Machine,
  occasion: string,
): Promise<void> {
  const payload = { event: `${field}=${value}`, machine: { Uuid, Name, Address, Pool, Stage, Workflow } }
  const body = JSON.stringify(payload)
  const sign = (algorithm: string) =>
    `${algorithm}=${createHmac(algorithm, key ?? '')
      .update(body)
      .digest('hex')}`
  const headers = {
    'Content-Type': 'application/json',
    'X-GitHub-Event': 'machine',
    'X-GitHub-Delivery': createHash('sha256').update(occasion).digest('hex').slice(0, 32),
    'X-Hub-Signature': sign('sha1'),
    'X-Hub-Signature-256': sign('sha256'),
  }
  for (let pause = 1000; !stopped.signal.aborted; pause = Math.min(pause * 2, 60_000)) {
    const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(30_000)])
    const answer = await fetch(url ?? '', { method: 'POST', headers, body, signal }).catch(String)
    if (typeof answer !== 'string' && answer.ok) return console.log(`${Name}: told (${answer.status})`)
    const why =
      typeof answer === 'string' ? answer : `${answer.status} ${(await answer.text()).slice(0, 200)}`
    console.error(`${Name}: ${why}; again in ${pause / 1000} s`)
    await setTimeout(pause, undefined, { signal: stopped.signal }).catch(() => {})
  }
}
