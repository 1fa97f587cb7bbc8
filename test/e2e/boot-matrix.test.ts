import { beforeAll, describe, expect, it } from 'vitest'
import { CELLS } from './boot-matrix/cells.ts'
import { lackingForMatrix } from './boot-matrix/needs.ts'
import { NETWORKS } from './boot-matrix/networks.ts'
import { type CellResult, PHASES } from './boot-matrix/run-cell.ts'
import { runMatrix } from './boot-matrix/run-matrix.ts'

const lacking = lackingForMatrix()
if (lacking.length > 0) console.warn(`the boot matrix is skipped: there is no ${lacking.join(', ')}`)

/** Every way to boot that docs/reference/boot-matrix.md has, from power on to the agent. */
describe.skipIf(lacking.length > 0)('boot matrix', () => {
  const results = new Map<string, CellResult>()
  beforeAll(async () => {
    for (const result of await runMatrix(CELLS, { log: () => {} })) {
      results.set(result.cell.name, result)
    }
  }, 1_200_000)

  it.each(CELLS)('$name: $firmware', (cell) => {
    const result = results.get(cell.name)
    expect(result?.seconds.agent, result?.console.join('\n')).toBeGreaterThan(0)
    expect(result?.stages.map(({ file }) => file)).toEqual(cell.told)
    for (const [at, asks] of cell.asks.entries()) expect(result?.stages[at]?.vendorClass).toMatch(asks)

    const { prefix } = NETWORKS[cell.network]
    expect(result?.machine?.Address.startsWith(prefix)).toBe(true)
    const seen = PHASES.flatMap((phase) => result?.seconds[phase] ?? [])
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    // Where another server gives the addresses, ours cannot tell whose a file's reader is.
    if (cell.network !== 'foreign') expect(seen).toHaveLength(PHASES.length)
    else expect(result?.stages[0]?.servers).toHaveLength(2)
  })
})
