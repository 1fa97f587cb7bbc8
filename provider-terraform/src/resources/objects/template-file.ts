import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { string } from '../../framework/attribute.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import type { ObjectView } from '../../framework/object-view.ts'
import { path } from '../../values/path.ts'
import { unknown } from '../../values/value.ts'
import type { Extension } from './extension.ts'

/** Templates can come from a file of this computer. */
export const templateFile: Extension = {
  attributes: {
    contents_file: string({
      optional: true,
      description:
        'File of this computer with the text of the template, instead of `contents`. A change of the file is a change of the template.',
    }),
    sha256: string({ computed: true, description: 'SHA-256 of the text of the template, in hex.' }),
  },
  validate({ config, error }) {
    if (config.get('contents') === null || config.get('contents_file') === null) return
    error('Only one text is needed', 'Set either contents or contents_file.', path('contents_file'))
  },
  async plan({ planned, prior }) {
    if (!planned.isKnown('contents') || !planned.isKnown('contents_file')) return {}
    const text = await textOf(planned, planned.get('id') !== null && planned.isKnown('id'))
    if (text === undefined) return {}
    const sha256 = digest(text)
    // What the server makes of another text is open.
    const open = { available: unknown, validated: unknown, errors: unknown }
    return prior?.string('sha256') === sha256 ? { sha256 } : { sha256, ...open }
  },
  async fields(planned) {
    if (planned.string('contents_file') === null) return {}
    const text = (await textOf(planned, true)) ?? ''
    if (planned.isKnown('sha256') && planned.string('sha256') !== digest(text)) throw changed(planned)
    return { Contents: text }
  },
  async written({ object }) {
    return { sha256: digest(String(object['Contents'] ?? '')) }
  },
  read(object, state) {
    const sha256 = digest(String(object['Contents'] ?? ''))
    return { sha256, ...(state.get('contents_file') === null ? {} : { contents: null }) }
  },
}

/** The text of the configuration; undefined for a file that another resource may still have to make. */
async function textOf(planned: ObjectView, needed: boolean): Promise<string | undefined> {
  const file = planned.string('contents_file')
  if (file === null) return planned.string('contents') ?? ''
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (!needed) return undefined
    const reason = error instanceof Error ? error.message : String(error)
    throw new DiagnosticError('The file cannot be read', `${file}: ${reason}. Correct the path.`, {
      path: path('contents_file'),
      cause: error,
    })
  }
}

function changed(planned: ObjectView): DiagnosticError {
  return new DiagnosticError(
    'The file has changed since the plan',
    `${planned.string('contents_file')} is not what was planned. Plan and apply again.`,
    { path: path('contents_file') },
  )
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
