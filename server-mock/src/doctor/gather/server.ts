import { ApiError, type Client, type Filters, in_ } from '@metalwright/sdk'
import { catalogue, PREFIXES, type Prefix } from '@metalwright/sdk/models'
import type { ServerFacts, StuckMachine, UnavailableObject } from '../facts.ts'

/** Objects of a kind that are fetched at the most; the rest is told by no check. */
const LIMIT = 200
const HELD = ['HoldJoin', 'HoldBuild', 'HoldDestroy', 'HoldLeave']

/**
 * Asks the API for all that the checks judge. Kinds of objects that an older server lacks count as empty.
 *
 * @throws SdkError when the server cannot be asked any more
 */
export async function askServer(client: Client): Promise<ServerFacts> {
  const slim = ['meta', 'params'] as const
  const [info, prefs, bootEnvs] = await Promise.all([
    client.info(),
    client.prefs.get(),
    itemsOf(client.bootenvs.list({ slim })),
  ])
  const [interfaces, subnets, leases, reservations, stages, workflows, contents, isos] = await Promise.all([
    orElse(client.interfaces.list(), []),
    itemsOf(client.subnets.list()),
    itemsOf(client.leases.list()),
    itemsOf(client.reservations.list()),
    itemsOf(client.stages.list({ slim })),
    itemsOf(client.workflows.list({ slim })),
    orElse(client.contents.list(), []),
    orElse<string[] | undefined>(client.isos.list(), undefined),
  ])
  const used = await Promise.all(
    bootEnvs.map(({ Name }) => orElse(client.machines.count({ filters: { BootEnv: Name } }), 0)),
  )
  return {
    info,
    prefs,
    interfaces,
    subnets,
    leases,
    reservations,
    bootEnvs,
    stages,
    workflows,
    contents,
    isos,
    unavailable: (await Promise.all(PREFIXES.map((prefix) => unavailable(client, prefix)))).flat(),
    machines: await client.machines.count(),
    stuck: await stuckMachines(client),
    stalled: await orElse(client.machines.stalled(), []),
    bootEnvsInUse: bootEnvs.map(({ Name }) => Name).filter((_, index) => (used[index] ?? 0) > 0),
  }
}

async function unavailable(client: Client, prefix: Prefix): Promise<UnavailableObject[]> {
  const items = await itemsOf(
    client.collection(prefix).list({ filters: { Available: false }, limit: LIMIT, slim: ['params'] }),
  )
  return items.map((object) => {
    const fields: Readonly<Record<string, unknown>> = object
    const errors = Array.isArray(fields['Errors']) ? fields['Errors'].map(String) : []
    const name = prefix === 'machines' ? fields['Name'] : fields[catalogue[prefix].key]
    return { prefix, name: String(name), errors }
  })
}

/** Each machine once, by the worst reason. */
async function stuckMachines(client: Client): Promise<StuckMachine[]> {
  const slim = ['meta', 'params'] as const
  const machines = (filters: Filters) => itemsOf(client.machines.list({ filters, slim, limit: LIMIT }))
  const [held, waiting, failed] = await Promise.all([
    machines({ PoolStatus: in_(...HELD) }),
    machines({ Runnable: false }),
    itemsOf(client.jobs.list({ filters: { State: 'failed', Current: true }, limit: LIMIT })),
  ])
  const taskOf = new Map(failed.map(({ Machine, Task }) => [Machine, Task]))
  const seen = new Set(held.map(({ Uuid }) => Uuid))
  return [
    ...held.map(({ Name, PoolStatus }): StuckMachine => ({ name: Name, reason: 'held', detail: PoolStatus })),
    ...waiting
      .filter(({ Uuid }) => !seen.has(Uuid))
      .map(({ Name, Uuid, Stage }): StuckMachine => {
        const task = taskOf.get(Uuid)
        return task === undefined
          ? { name: Name, reason: 'waiting', detail: Stage }
          : { name: Name, reason: 'failed', detail: task }
      }),
  ]
}

async function itemsOf<Item>(list: Promise<{ readonly items: Item[] }>): Promise<Item[]> {
  return orElse(
    list.then(({ items }) => items),
    [],
  )
}

/** What a call answers, or this when the server does not know the call, the kind or the filter. */
async function orElse<Value>(call: Promise<Value>, otherwise: Value): Promise<Value> {
  try {
    return await call
  } catch (error) {
    if (error instanceof ApiError && [404, 405, 406].includes(error.status)) return otherwise
    throw error
  }
}
