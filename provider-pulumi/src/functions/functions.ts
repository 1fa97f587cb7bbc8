import { getInfo, getParams, getPoolStatus, kindsWithParams, objectFunctions } from '../schema/functions.ts'
import { fromJson, type Json } from '../values/json.ts'
import { Secret, type Value } from '../values/value.ts'
import { View } from '../values/view.ts'
import type { DrpFunction } from './function.ts'
import { objectFunction } from './object-functions.ts'

const info: DrpFunction = {
  schema: getInfo,
  run: async (_inputs, { connection, signal }) => {
    const { client } = await connection.api()
    const all = await client.info({ signal })
    const whole: Json = JSON.parse(JSON.stringify(all))
    return new Map<string, Value>([
      ['serverId', all.id || all.local_id],
      ['version', all.version],
      ['arch', all.arch],
      ['os', all.os],
      ['address', all.address],
      ['apiPort', all.api_port],
      ['filePort', all.file_port],
      ['features', all.features],
      ['all', fromJson(whole)],
    ])
  },
}

const poolStatus: DrpFunction = {
  schema: getPoolStatus,
  run: async (inputs, { connection, signal }) => {
    const { client } = await connection.api()
    const pool = new View(inputs).text('pool') ?? ''
    await client.pools.get(pool, { signal })
    const { items } = await client.machines.list(
      { filters: { Pool: pool }, slim: ['meta', 'params'] },
      { signal },
    )
    const { summaryOf } = await import('@metalwright/sdk/claims')
    const { total, counts, free } = summaryOf(items)
    return new Map<string, Value>([
      ['total', total],
      ['counts', counts],
      ['free', free],
    ])
  },
}

const params: DrpFunction = {
  schema: getParams,
  run: async (inputs, { connection, signal }) => {
    const view = new View(inputs)
    const prefix = kindsWithParams.find((kind) => kind === (view.text('prefix') ?? 'machines'))
    if (prefix === undefined) throw new Error(`prefix must be one of ${kindsWithParams.join(', ')}.`)
    const key = view.text('key') ?? ''
    const decode = view.flag('decode') ?? false
    const { objects } = await connection.api()
    const found = await objects.params(
      prefix,
      key,
      { aggregate: view.flag('aggregate') ?? false, decode },
      { signal },
    )
    if (found === null) throw new Error(`There is no ${prefix}/${key} at ${connection.endpoint}.`)
    const { isSealed } = await import('@metalwright/sdk/secure')
    const values = Object.entries(found).filter(([, value]) => decode || !isSealed(value))
    return new Map<string, Value>([['values', new Secret(fromJson(Object.fromEntries(values)))]])
  },
}

/** Every function of the provider. */
export const functions: readonly DrpFunction[] = [
  ...objectFunctions.map(objectFunction),
  info,
  poolStatus,
  params,
]
