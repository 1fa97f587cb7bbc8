import type { Action } from '../../src/framework/action.ts'
import { bool, string } from '../../src/framework/attribute.ts'
import { DiagnosticError } from '../../src/framework/diagnostic.ts'
import type { EphemeralResource } from '../../src/framework/ephemeral-resource.ts'
import { FunctionArgumentError, type ProviderFunction } from '../../src/framework/function.ts'
import type { ListResource } from '../../src/framework/list-resource.ts'
import type { Provider } from '../../src/framework/provider.ts'
import type { DataSource } from '../../src/framework/resource.ts'
import { isArray, Unknown } from '../../src/values/value.ts'
import { noteResource } from './note.ts'
import type { Notebook } from './notebook.ts'

const noteSource: DataSource<Notebook> = {
  typeName: 'example_note',
  schema: {
    description: 'A note.',
    attributes: {
      id: string({ required: true, description: 'Number.' }),
      title: string({ computed: true, description: 'Title.' }),
    },
  },
  read: async ({ connection, config, defer }) => {
    if (connection.closed) defer('absent-prerequisite', 'The notebook is closed.')
    return { title: connection.notes.get(config.string('id') ?? '') ?? null }
  },
}

/** `slug("Ada's Note", "x")` is `ada-s-note-x`. */
const slug: ProviderFunction = {
  name: 'slug',
  summary: 'A text for addresses.',
  description: 'Joins texts and keeps only what an address may have.',
  parameters: [{ name: 'text', type: 'string', description: 'Any text.' }],
  variadic: { name: 'more', type: 'string', description: 'Further texts.', allowNull: true },
  returns: 'string',
  call: (args) => {
    const texts = args.filter((arg) => typeof arg === 'string')
    if (texts[0] === '') throw new FunctionArgumentError(0, 'An address needs at least one letter.')
    return texts
      .join('-')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
  },
}

/** `known(list)` counts the elements that are known, so it takes unknown ones. */
const known: ProviderFunction = {
  name: 'known',
  summary: 'How many elements are known.',
  description: 'Counts the elements of a list whose value is known.',
  parameters: [
    { name: 'list', type: { kind: 'list', element: 'string' }, description: 'Texts.', allowUnknown: true },
  ],
  returns: 'number',
  call: ([list]) => (isArray(list) ? list.filter((part) => !(part instanceof Unknown)).length : 0),
}

/** A word that is known for a while. */
const word: EphemeralResource<Notebook> = {
  typeName: 'example_word',
  schema: {
    description: 'A word.',
    attributes: {
      hint: string({ required: true, description: 'What it is like.' }),
      loud: bool({ optional: true, computed: true, default: false, description: 'In capitals.' }),
      word: string({ computed: true, sensitive: true, description: 'The word.' }),
    },
  },
  open: async ({ connection, config, privateState }) => {
    const hint = config.string('hint') ?? ''
    privateState.set('hint', hint)
    connection.words.push(`open ${hint}`)
    const said = `word-for-${hint}`
    return {
      changes: { word: config.bool('loud') ? said.toUpperCase() : said },
      renewAt: new Date(Date.now() + 1_000),
    }
  },
  renew: async ({ connection, privateState }) => {
    connection.words.push(`renew ${privateState.get('hint')}`)
    return new Date(Date.now() + 60_000)
  },
  close: async ({ connection, privateState }) => {
    connection.words.push(`close ${privateState.get('hint')}`)
  },
}

const noteList: ListResource<Notebook> = {
  typeName: 'example_note',
  schema: {
    description: 'Notes.',
    attributes: { prefix: string({ optional: true, description: 'Start of the title.' }) },
  },
  async *list({ connection, config, warn }) {
    const prefix = config.string('prefix') ?? ''
    for (const [number, title] of connection.notes) {
      if (!title.startsWith(prefix)) continue
      if (title === 'torn') throw new DiagnosticError('A page is torn', `Note ${number} cannot be read.`)
      yield { identity: { number }, displayName: title, object: { id: number, title } }
    }
    warn('That was all', 'The notebook has no further pages.')
  },
}

const ring: Action<Notebook> = {
  typeName: 'example_ring',
  schema: {
    description: 'Rings the bell of a note.',
    attributes: {
      note: string({ required: true, description: 'Number of the note.' }),
      word: string({ optional: true, sensitive: true, description: 'What to say.' }),
    },
  },
  plan: ({ connection, config, defer }) => {
    if (connection.closed) defer('absent-prerequisite', 'The notebook is closed.')
    if (config.isKnown('note') && config.string('note') === '')
      throw new DiagnosticError('No note', 'Name one.')
  },
  invoke: async ({ connection, config, progress }) => {
    const note = config.string('note') ?? ''
    if (!connection.notes.has(note)) throw new DiagnosticError('No such note', `There is no note ${note}.`)
    progress(`ringing and saying ${config.string('word')}`)
    connection.bells.set(note, (connection.bells.get(note) ?? 0) + 1)
    progress('rung')
  },
}

/** A provider over a notebook in memory that uses every part of the framework. */
export function exampleProvider(notebook: Notebook): Provider<Notebook> {
  return {
    address: 'registry.terraform.io/metalwright/example',
    version: '1.0.0',
    schema: {
      description: 'Notes.',
      attributes: { token: string({ optional: true, sensitive: true, description: 'Token.' }) },
    },
    resources: [noteResource],
    dataSources: [noteSource],
    functions: [slug, known],
    ephemeralResources: [word],
    listResources: [noteList],
    actions: [ring],
    configure: () => notebook,
  }
}
