import {
  bool,
  dynamic,
  list,
  listOf,
  map,
  number,
  set,
  single,
  string,
} from '../../src/framework/attribute.ts'
import { DiagnosticError } from '../../src/framework/diagnostic.ts'
import type { Provider } from '../../src/framework/provider.ts'
import type { Resource } from '../../src/framework/resource.ts'
import { oneOf } from '../../src/framework/validator.ts'

/** Where the example provider keeps its notes; a test looks into it. */
export interface Notebook {
  readonly notes: Map<string, string>
  next: number
  /** Write-only texts that create and update were given. */
  readonly secrets: string[]
  /** Makes the next create fail after the note exists. */
  failAfterCreate?: boolean
}

/** A resource with an attribute of every shape. */
function noteResource(): Resource<Notebook> {
  return {
    typeName: 'example_note',
    schema: {
      version: 1,
      description: 'A note.',
      attributes: {
        id: string({ computed: true, keepPrior: true, description: 'Number of the note.' }),
        revision: string({ computed: true, description: 'Changes with every write.' }),
        title: string({ required: true, description: 'Title.' }),
        kind: string({
          optional: true,
          computed: true,
          default: 'plain',
          description: 'Kind.',
          validators: [oneOf('plain', 'rich')],
        }),
        shelf: string({ optional: true, requiresReplace: true, description: 'Shelf.' }),
        weight: number({ optional: true, description: 'Weight.' }),
        pinned: bool({ optional: true, description: 'Pinned.' }),
        tags: set('string', { optional: true, description: 'Tags.' }),
        lines: list('string', { optional: true, description: 'Lines.' }),
        labels: map('string', { optional: true, description: 'Labels.' }),
        extra: dynamic({ optional: true, description: 'Anything.' }),
        secret: string({ optional: true, writeOnly: true, sensitive: true, description: 'Secret.' }),
        owner: single(
          {
            name: string({ required: true, description: 'Name.' }),
            badge: string({ computed: true, description: 'Badge.' }),
          },
          { optional: true, description: 'Owner.' },
        ),
        parts: listOf(
          {
            name: string({ required: true, description: 'Name.' }),
            size: number({ optional: true, computed: true, default: 1, description: 'Size.' }),
          },
          { optional: true, description: 'Parts.' },
        ),
      },
    },
    upgrades: [(state) => new Map([...state, ['title', state.get('name') ?? null]])],
    create: async ({ connection, planned, config, save }) => {
      const id = String(connection.next++)
      connection.notes.set(id, planned.string('title') ?? '')
      connection.secrets.push(config.string('secret') ?? '')
      save({ id })
      if (connection.failAfterCreate) {
        throw new DiagnosticError('The pen broke', `while writing with ${config.string('secret')}`)
      }
      return { id, revision: '1', ...withBadge(planned.object('owner')?.string('name')) }
    },
    read: async ({ connection, state }) => {
      const title = connection.notes.get(state.string('id') ?? '')
      return title === undefined ? null : { title }
    },
    update: async ({ connection, planned, config, prior }) => {
      connection.notes.set(prior.string('id') ?? '', planned.string('title') ?? '')
      connection.secrets.push(config.string('secret') ?? '')
      const revision = String(Number(prior.string('revision') ?? '0') + 1)
      return { revision, ...withBadge(planned.object('owner')?.string('name')) }
    },
    delete: async ({ connection, state }) => {
      connection.notes.delete(state.string('id') ?? '')
    },
    import: async ({ connection, id }) => {
      if (!connection.notes.has(id)) throw new DiagnosticError('No such note', `There is no note ${id}.`)
      return { id }
    },
  }
}

function withBadge(name: string | null | undefined): Record<string, ReadonlyMap<string, string>> {
  return name
    ? {
        owner: new Map([
          ['name', name],
          ['badge', `badge of ${name}`],
        ]),
      }
    : {}
}

/** A provider over a notebook in memory, for tests of the framework and the protocol. */
export function exampleProvider(notebook: Notebook): Provider<Notebook> {
  return {
    address: 'registry.terraform.io/metalwright/example',
    version: '1.0.0',
    schema: {
      description: 'Notes.',
      attributes: { token: string({ optional: true, sensitive: true, description: 'Token.' }) },
    },
    resources: [noteResource()],
    dataSources: [
      {
        typeName: 'example_note',
        schema: {
          description: 'A note.',
          attributes: {
            id: string({ required: true, description: 'Number.' }),
            title: string({ computed: true, description: 'Title.' }),
          },
        },
        read: async ({ connection, config }) => ({
          title: connection.notes.get(config.string('id') ?? '') ?? null,
        }),
      },
    ],
    configure: () => notebook,
  }
}

/** An empty notebook. */
export function emptyNotebook(): Notebook {
  return { notes: new Map(), next: 1, secrets: [] }
}
