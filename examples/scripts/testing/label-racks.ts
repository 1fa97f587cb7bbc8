import { type Client, defineParams } from '@metalwright/sdk'

/** Params of this site, with their types. */
export const site = defineParams({
  'site/rack': { type: 'string', description: 'Where the machine stands' },
  'site/slot': { type: 'integer', minimum: 1 },
})

/** Puts the rack into the description of every machine that tells one. Gives the names of those it has changed. */
export async function labelRacks(client: Client, signal?: AbortSignal): Promise<string[]> {
  const changed: string[] = []
  for await (const { Uuid, Name, Description, Params } of client.machines.iterate({}, { signal })) {
    const { 'site/rack': rack, 'site/slot': slot } = site.of(Params)
    const label = rack === undefined ? Description : `rack ${rack}, slot ${slot ?? '?'}`
    if (label === Description) continue
    await client.machines.update(Uuid, { Description: label }, { signal })
    changed.push(Name)
  }
  return changed.sort()
}
