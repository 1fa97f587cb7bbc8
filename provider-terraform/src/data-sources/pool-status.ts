import type { Connection } from '../connection.ts'
import { list, map, number, string } from '../framework/attribute.ts'
import { DiagnosticError } from '../framework/diagnostic.ts'
import type { DataSource } from '../framework/resource.ts'

/** `drp_pool_status`: how many machines of a pool are in which state. */
export const poolStatusSource: DataSource<Connection> = {
  typeName: 'drp_pool_status',
  schema: {
    description: 'Counts the machines of a pool by their state, and names the free ones.',
    attributes: {
      pool: string({ required: true, description: 'Id of the pool.' }),
      total: number({ computed: true, description: 'Machines in the pool.' }),
      counts: map('number', {
        computed: true,
        description:
          'Machines by state, such as `Free`, `Building`, `InUse`; states without machines are left out.',
      }),
      free: list('string', { computed: true, description: 'Names of the machines that can be claimed.' }),
    },
  },
  async read({ connection, config, signal }) {
    const remote = await connection.objects()
    const pool = config.string('pool') ?? ''
    const machines = await remote.list('machines', { filters: [`Pool=Eq(${pool})`] }, { signal })
    if (machines.length === 0 && (await remote.get('pools', pool, { signal })) === null) {
      throw new DiagnosticError(
        'There is no such pool',
        `No pool "${pool}" is visible at ${connection.endpoint}. Check the id and the rights of the user.`,
      )
    }
    const { summaryOf } = await import('@metalwright/sdk/claims')
    return { ...summaryOf(machines) }
  },
}
