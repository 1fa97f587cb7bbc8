import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Content } from '../models/content.ts'
import { COMPUTED_FIELDS } from '../models/fields.ts'
import type { JsonObject, JsonValue } from '../models/json.ts'
import { FileNames, fileStem, isSectionName, metaFile, OBJECT_FILE } from './layout.ts'
import { valueFaults } from './limits.ts'
import { objectKey } from './object-key.ts'
import { PackError } from './pack-error.ts'
import { type DocumentFormat, writeDocument } from './write-document.ts'

/** How a pack is written into a folder. */
export interface UnbundleOptions {
  /** Format of the objects' files; default `yaml`. */
  readonly format?: DocumentFormat
}

/**
 * Writes a content pack into a folder that `bundle` reads as the same pack. Templates become files of their own
 * name; fields that the server computes are left out, and so are empty fields of the metadata.
 *
 * @param folder absent or empty
 * @throws PackError when the folder is not empty, or a name in the pack makes no file name; nothing is written then
 */
export async function unbundle(
  content: Content,
  folder: string,
  { format = 'yaml' }: UnbundleOptions = {},
): Promise<void> {
  const faults = valueFaults({ ...content })
  const files = new Map<string, string>()
  for (const [field, value] of Object.entries(content.meta)) {
    // The server says of which layer a pack is, and whether it takes edits.
    if (field === 'Type' || field === 'Writable' || !isSet(value)) continue
    const file = metaFile(field)
    if (file === undefined) faults.push(`meta/${field}: the field makes no file name`)
    else files.set(file, typeof value === 'string' ? value : JSON.stringify(value))
  }
  for (const [prefix, section] of Object.entries(content.sections)) {
    if (!isSectionName(prefix))
      faults.push(`${JSON.stringify(prefix)}: the kind of object makes no folder name`)
    const names = new FileNames()
    for (const [key, whole] of Object.entries(section)) {
      const file = fileOf(prefix, key, withoutComputed(whole), names, format)
      if (file === undefined)
        faults.push(`${prefix}/${key}: the key makes no file name, and no field holds it`)
      else files.set(`${prefix}/${file.name}`, file.text)
    }
  }
  if (faults.length > 0) throw new PackError(faults)
  await mkdir(folder, { recursive: true })
  if ((await readdir(folder)).length > 0)
    throw new PackError([`${folder}: the folder is not empty; choose another`])
  for (const prefix of Object.keys(content.sections)) await mkdir(join(folder, prefix))
  for (const [path, text] of files) await writeFile(join(folder, path), text, { flag: 'wx' })
}

function isSet(value: JsonValue | undefined): value is JsonValue {
  return value !== undefined && value !== '' && value !== false && value !== null
}

function withoutComputed(object: JsonObject): JsonObject {
  const computed: readonly string[] = COMPUTED_FIELDS
  return Object.fromEntries(Object.entries(object).filter(([field]) => !computed.includes(field)))
}

/** File of an object; `undefined` when only its name could hold the key, and cannot. */
function fileOf(
  prefix: string,
  key: string,
  object: JsonObject,
  names: FileNames,
  format: DocumentFormat,
): { readonly name: string; readonly text: string } | undefined {
  const stem = fileStem(key)
  const raw = stem === key && prefix === 'templates' ? rawTemplate(key, object) : undefined
  if (raw !== undefined && names.claim(key)) return { name: key, text: raw }
  const ending = `.${format}`
  const text = writeDocument(object, format)
  if (objectKey(prefix, object) === key) return { name: names.take(stem, ending), text }
  return stem === key && names.claim(`${key}${ending}`) ? { name: `${key}${ending}`, text } : undefined
}

/** Text of a template that is nothing but its text, unless its name says that the file is an object's. */
function rawTemplate(key: string, object: JsonObject): string | undefined {
  const { ID, Contents, ...rest } = object
  if (ID !== key || OBJECT_FILE.test(key) || typeof Contents !== 'string' || !Contents.isWellFormed()) {
    return undefined
  }
  return Object.values(rest).every(isEmpty) ? Contents : undefined
}

function isEmpty(value: JsonValue): boolean {
  if (value !== null && typeof value === 'object') return Object.keys(value).length === 0
  return !isSet(value)
}
