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
import type { Identity } from '../../src/framework/identity.ts'
import type { Move } from '../../src/framework/move.ts'
import type { CreateContext, Resource } from '../../src/framework/resource.ts'
import type { Schema } from '../../src/framework/schema.ts'
import { oneOf } from '../../src/framework/validator.ts'
import type { Notebook } from './notebook.ts'

const schema: Schema = {
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
    colour: string({
      optional: true,
      description: 'Colour; case does not matter.',
      equivalent: (a, b) => String(a).toLowerCase() === String(b).toLowerCase(),
    }),
    weight: number({ optional: true, description: 'Weight.' }),
    pages: number({
      optional: true,
      description: 'Pages; a note can grow, but not shrink.',
      requiresReplaceIf: ({ prior, planned }) => Number(planned) < Number(prior),
    }),
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
}

const identity: Identity = {
  attributes: {
    number: { type: 'string', description: 'Number of the note.' },
    room: { type: 'string', description: 'Room of the shelf.', optionalForImport: true },
  },
  of: (state) => ({ number: state.string('id') }),
  importId: (named) => named.string('number') ?? '',
}

/** A `terraform_data` with a text as input becomes a note with that title; it is written down at the next apply. */
const fromData: Move = {
  provider: 'builtin/terraform',
  typeName: 'terraform_data',
  move: ({ state }) => {
    const input = state.get('input')
    const title = input instanceof Map ? input.get('value') : input
    if (typeof title !== 'string')
      throw new DiagnosticError('No title', 'The input of terraform_data is no text.')
    return { state: { id: `moved ${title}`, title }, privateNotes: { origin: 'terraform_data' } }
  },
}

async function create({ connection, planned, config, save, privateState, signal }: CreateContext<Notebook>) {
  const id = String(connection.next++)
  connection.notes.set(id, planned.string('title') ?? '')
  connection.secrets.push(config.string('secret') ?? '')
  privateState.set('edits', '1')
  save({ id })
  if (connection.failAfterCreate) {
    throw new DiagnosticError('The pen broke', `while writing with ${config.string('secret')}`)
  }
  if (connection.waitAfterCreate) {
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  return { revision: '1', ...withBadge(planned.object('owner')?.string('name')) }
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

/** A resource with an attribute of every shape and with all that a resource can have. */
export const noteResource: Resource<Notebook> = {
  typeName: 'example_note',
  schema,
  identity,
  moves: [fromData],
  upgrades: [(state) => new Map([...state, ['title', state.get('name') ?? null]])],
  validate({ config, error }) {
    if (config.isKnown('lines') && config.isKnown('parts') && config.get('lines') && config.get('parts')) {
      if (config.string('kind') === 'plain') error('Too much', 'A plain note has lines or parts, not both.')
    }
  },
  plan({ connection, prior, privateState, defer }) {
    if (connection.closed) defer('absent-prerequisite', 'The notebook is closed.')
    // Whoever looks at the private notes in a plan sees those of the state.
    return prior && privateState.get('origin') ? { revision: prior.get('revision') } : {}
  },
  planDelete({ state, warn }) {
    if (state.string('kind') === 'rich') warn('A rich note goes', 'It cannot be brought back.')
  },
  create,
  async read({ connection, state, defer }) {
    if (connection.closed) defer('provider-config-unknown', 'The notebook is closed.')
    const id = state.string('id') ?? ''
    if (id.startsWith('moved ')) return {}
    const title = connection.notes.get(id)
    // The notebook shouts colours; that is no drift.
    return title === undefined ? null : { title, colour: state.string('colour')?.toUpperCase() ?? null }
  },
  async update({ connection, planned, config, prior, privateState }) {
    connection.notes.set(prior.string('id') ?? '', planned.string('title') ?? '')
    connection.secrets.push(config.string('secret') ?? '')
    privateState.set('edits', String(Number(privateState.get('edits') ?? '1') + 1))
    const revision = planned.isKnown('revision') ? planned.get('revision') : privateState.get('edits')
    return { revision: revision ?? null, ...withBadge(planned.object('owner')?.string('name')) }
  },
  async delete({ connection, state }) {
    connection.notes.delete(state.string('id') ?? '')
  },
  async import({ connection, id }) {
    if (!connection.notes.has(id)) throw new DiagnosticError('No such note', `There is no note ${id}.`)
    return { id }
  },
  generateConfig: () => ({ pinned: null }),
}
