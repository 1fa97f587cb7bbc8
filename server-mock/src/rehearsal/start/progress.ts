import type { Client } from '@metalwright/sdk'
import type { Machine } from '@metalwright/sdk/models'

/** Calls `onLine` with what happens to the machines until the signal fires. */
export async function showProgress(
  client: Client,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const events = await client.events.subscribe(['runs.*.*', 'machines.*.*'], { signal })
  const phases = new Map<string, number>()
  const names = new Map<string, string>()
  for await (const item of events) {
    if (item.kind !== 'event') continue
    const { Type, Key, Object: body } = item.event
    if (body === null || typeof body !== 'object' || Array.isArray(body)) continue
    if (Type === 'machines') {
      names.set(Key, String(body['Name']))
      continue
    }
    const list = Array.isArray(body['Phases']) ? body['Phases'] : []
    for (const phase of list.slice(phases.get(Key) ?? 0)) {
      if (phase === null || typeof phase !== 'object' || Array.isArray(phase)) continue
      const who = names.get(String(body['Machine'])) ?? String(body['HardwareAddr'])
      onLine(`${who}: ${String(phase['Name'])}`)
    }
    phases.set(Key, list.length)
  }
}

/** Waits until so many machines are known, done with their workflow and free. @throws Error when time is over */
export async function waitForFree(client: Client, count: number, timeoutMs: number): Promise<Machine[]> {
  const signal = AbortSignal.timeout(timeoutMs)
  const events = await client.events.subscribe(['machines.*.*'], { signal })
  for (;;) {
    const { items } = await client.machines.list()
    const free = items.filter(({ PoolStatus, WorkflowComplete }) => PoolStatus === 'Free' && WorkflowComplete)
    if (free.length >= count) {
      events.close()
      return free
    }
    try {
      await events.next(signal)
    } catch {
      const states = items.map(
        ({ Name, Stage, CurrentTask, Errors }) =>
          `${Name} in ${Stage} task ${CurrentTask} ${Errors.join('; ')}`,
      )
      throw new Error(
        `${free.length} of ${count} machines were ready after ${timeoutMs / 1000} s: ${states.join(', ') || 'none has registered'}`,
      )
    }
  }
}
