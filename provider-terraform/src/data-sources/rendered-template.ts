import type { JsonObject } from '@metalwright/sdk/models'
import type { Connection } from '../connection.ts'
import { string } from '../framework/attribute.ts'
import { DiagnosticError } from '../framework/diagnostic.ts'
import type { DataSource } from '../framework/resource.ts'
import { matches } from '../framework/validator.ts'
import type { RemoteSystem } from '../remote-system.ts'
import { path } from '../values/path.ts'
import { missing } from './missing.ts'
import { machineAttribute, theMachine } from './the-machine.ts'

const none = /^0{8}-(?:0{4}-){3}0{12}$|^$/

/** `drp_rendered_template`: a template as the server renders it for a machine. */
export const renderedTemplateSource: DataSource<Connection> = {
  typeName: 'drp_rendered_template',
  schema: {
    description:
      'Reads a template as the server has rendered it for a machine: a template of a task by its name, or a file of its stage or boot environment by the path at which the machine loads it. What is rendered may hold tokens and secrets.',
    attributes: {
      machine: machineAttribute,
      template: string({
        optional: true,
        description: 'Name of a template in the task that `job` runs; or set `path`.',
        validators: [matches(/\S/, 'a name')],
      }),
      job: string({
        optional: true,
        computed: true,
        description: 'UUID of a job of the machine. Default: its newest one. Only for `template`.',
        validators: [matches(/^\S+$/, 'a UUID')],
      }),
      path: string({
        optional: true,
        computed: true,
        description:
          'Path on the file port, such as `machines/{uuid}/seed`. `{uuid}`, `{address}` and `{mac}` in it are those of the machine. It is loaded over plain HTTP, as the machine does.',
        validators: [matches(/^[^/\s]\S*$/, 'a path that does not begin with a slash')],
      }),
      uuid: string({ computed: true, description: 'UUID of the machine.' }),
      contents: string({ computed: true, sensitive: true, description: 'The rendered text.' }),
    },
  },
  validate({ config, error }) {
    const given = ['template', 'path'].filter((name) => config.get(name) !== null)
    if (given.length !== 1) {
      error(
        'Exactly one way to name it is needed',
        'Set either template or path.',
        path(given[0] ?? 'template'),
      )
    }
    if (config.get('path') !== null && config.get('job') !== null) {
      error('A file does not belong to a job', 'Set job only together with template.', path('job'))
    }
  },
  async read({ connection, config, signal }) {
    const { uuid, machine } = await theMachine(connection, config, signal)
    const system = await connection.system()
    const wanted = config.string('path')
    if (wanted !== null) {
      const place = wanted
        .replaceAll('{uuid}', uuid)
        .replaceAll('{address}', String(machine['Address'] ?? ''))
        .replaceAll('{mac}', macOf(machine))
      const contents = await system.servedFile(place, { signal })
      if (contents === null) throw missing('rendered file', 'path', place, connection.endpoint)
      return { uuid, job: null, contents }
    }
    const job = config.string('job') ?? String(machine['CurrentJob'] ?? '')
    if (none.test(job)) {
      throw new DiagnosticError(
        'The machine has run no job',
        `Machine ${uuid} at ${connection.endpoint} has no job yet, so no task was rendered for it. Give it a workflow, or set path.`,
        { path: path('machine') },
      )
    }
    const found = await connection.objects().then((objects) => objects.get('jobs', job, { signal }))
    if (found === null || found['Machine'] !== uuid)
      throw missing('job of the machine', 'job', job, connection.endpoint)
    const contents = await fromJob(system, job, config.string('template') ?? '', signal)
    return { uuid, job, ...contents }
  },
}

async function fromJob(system: RemoteSystem, job: string, template: string, signal: AbortSignal) {
  const actions = await system.jobActions(job, { signal })
  const action = actions.find(({ name }) => name === template)
  if (action !== undefined)
    return { path: action.path === '' ? null : action.path, contents: action.contents }
  throw new DiagnosticError(
    'The task has no such template',
    `Job ${job} has: ${actions.map(({ name }) => name).join(', ') || 'no templates'}. Set template to one of them, or job to another job of the machine.`,
    { path: path('template') },
  )
}

/** The first MAC address of a machine; empty when none is known. */
function macOf({ HardwareAddrs }: JsonObject): string {
  return Array.isArray(HardwareAddrs) ? String(HardwareAddrs[0] ?? '') : ''
}
