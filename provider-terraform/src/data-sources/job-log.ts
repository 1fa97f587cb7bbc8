import type { Connection } from '../connection.ts'
import { bool, number, string } from '../framework/attribute.ts'
import { DiagnosticError } from '../framework/diagnostic.ts'
import type { DataSource } from '../framework/resource.ts'
import { matches, wholeBetween } from '../framework/validator.ts'
import { path } from '../values/path.ts'
import { missing } from './missing.ts'
import { theMachine } from './the-machine.ts'

const usual = 65_536
const none = /^0{8}-(?:0{4}-){3}0{12}$|^$/

/** `drp_job_log`: the end of the log of a job. */
export const jobLogSource: DataSource<Connection> = {
  typeName: 'drp_job_log',
  schema: {
    description:
      'Reads the end of the log of a job, or of the newest job of a machine. The log may hold secrets that a task has printed.',
    attributes: {
      job: string({
        optional: true,
        computed: true,
        description: 'UUID of the job; or set `machine`.',
        validators: [matches(/^\S+$/, 'a UUID')],
      }),
      machine: string({
        optional: true,
        description: 'UUID of a machine, or `Name:x`: its newest job is read.',
        validators: [matches(/^\S+$/, 'a UUID or Name:x')],
      }),
      max_bytes: number({
        optional: true,
        description: `Bytes to read at most, from the end. Default ${usual}.`,
        validators: [wholeBetween(1, 8 * 1024 * 1024)],
      }),
      task: string({ computed: true, description: 'Task that the job runs.' }),
      state: string({ computed: true, description: 'State of the job, such as `running` or `failed`.' }),
      exit_state: string({ computed: true, description: 'How the task ended, such as `complete`.' }),
      log: string({ computed: true, sensitive: true, description: 'The end of the log.' }),
      truncated: bool({ computed: true, description: 'Whether there is more in front of it.' }),
    },
  },
  validate({ config, error }) {
    const given = ['job', 'machine'].filter((name) => config.get(name) !== null)
    if (given.length === 1) return
    error('Exactly one way to name it is needed', 'Set either job or machine.', path(given[0] ?? 'job'))
  },
  async read({ connection, config, signal }) {
    const given = config.string('job')
    const key = given ?? (await newestJob())
    const job = await (await connection.objects()).get('jobs', key, { signal })
    const log = await (await connection.system()).jobLog(key, config.number('max_bytes') ?? usual, { signal })
    if (job === null || log === null) {
      throw missing('job', given === null ? 'machine' : 'job', key, connection.endpoint)
    }
    const word = (name: string) => String(job[name] ?? '')
    return {
      job: key,
      task: word('Task'),
      state: word('State'),
      exit_state: word('ExitState'),
      log: log.text,
      truncated: log.truncated,
    }

    async function newestJob(): Promise<string> {
      const { uuid, machine } = await theMachine(connection, config, signal)
      const current = String(machine['CurrentJob'] ?? '')
      if (!none.test(current)) return current
      throw new DiagnosticError(
        'The machine has run no job',
        `Machine ${uuid} at ${connection.endpoint} has no job yet. Give it a workflow, and read again when its agent runs.`,
        { path: path('machine') },
      )
    }
  },
}
