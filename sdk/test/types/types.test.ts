import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { compile } from './compile.ts'

/** Mistakes the compiler must refuse, with what it says. */
const MISTAKES: Readonly<Record<string, readonly [code: string, fault: RegExp]>> = {
  'an unknown field in a change': [`client.machines.update('x', { Stge: 'local' })`, /Stge.* does not exist/],
  'a value of another type in a change': [
    `client.machines.update('x', { Runnable: 'yes' })`,
    /not assignable/,
  ],
  'a state there is not': [`client.jobs.setState('x', 'done')`, /'"done"' is not assignable/],
  'a wait for a state there is not': [`client.machines.wait('x', { PoolStatus: 'Ready' })`, /not assignable/],
  'an object without a name': [`client.profiles.create({ Description: 'x' })`, /'Name' is missing/],
  'a lease that is created': [`client.leases.create({})`, /'create' does not exist/],
  'a run that is deleted': [`client.runs.delete('x')`, /'delete' does not exist/],
  'params of what has none': [`client.tasks.params`, /'params' does not exist/],
  'an order of its own while paging': [`client.machines.iterate({ sort: 'Name' })`, /'sort' does not exist/],
  'a kind of object there is not': [`client.collection('machine')`, /'"machine"' is not assignable/],
  'a param of another type': [
    `client.machines.params.typed(site).set('x', 'site/slot', 'four')`,
    /'string' is not assignable to parameter of type 'number'/,
  ],
  'a param there is not': [`client.machines.params.typed(site).set('x', 'site/slt', 4)`, /not assignable/],
  'a filter that is no condition': [`client.machines.list({ filters: { Name: null } })`, /not assignable/],
}

describe('the types', () => {
  it('promise what users build on', async () => {
    const text = await readFile(new URL('client.types.ts', import.meta.url), 'utf8')
    expect(Object.fromEntries(await compile({ 'client.ts': text }))).toEqual({})
  })

  it('refuse mistakes', async () => {
    const header = [
      "import { type Client, defineParams } from '@metalwright/sdk'",
      'declare const client: Client',
      "export const site = defineParams({ 'site/slot': { type: 'integer' } })",
      '',
    ].join('\n')
    const names = Object.keys(MISTAKES)
    const files = names.map((name, index) => [`m${index}.ts`, `${header}void ${MISTAKES[name]?.[0]}\n`])
    const found = await compile(Object.fromEntries(files))
    for (const [index, name] of names.entries()) {
      const fault = expect.stringMatching(MISTAKES[name]?.[1] ?? /./)
      expect({ [name]: found.get(`m${index}.ts`) }).toEqual({ [name]: [fault] })
    }
  })
})
