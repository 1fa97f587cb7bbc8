import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Content } from '../models/content.ts'
import { DecodeError, decode } from '../models/decode.ts'
import type { JsonObject, JsonValue } from '../models/json.ts'
import { DocumentError } from './document-error.ts'
import { metaField, OBJECT_FILE } from './layout.ts'
import { DOCUMENT_LIMITS } from './limits.ts'
import { objectKey } from './object-key.ts'
import { PackError } from './pack-error.ts'
import { readDocument } from './read-document.ts'

/** Flags among the fields of the metadata; all others are texts. */
const FLAGS = ['Writable', 'Overwritable']

/**
 * Reads a content pack from a folder: `._<Field>.meta` files, and one folder for each kind of object with a YAML
 * or JSON file for each. Files in `templates` that are neither are templates as they stand, by their name.
 * Hidden files, and files beside the folders, are not of the pack. Links are not followed.
 *
 * @throws PackError naming every file that cannot be taken
 */
export async function bundle(folder: string): Promise<Content> {
  const reading = new Reading(folder)
  const meta: JsonObject = {}
  const sections: [string, Record<string, JsonObject>][] = []
  for (const name of await names(folder)) {
    const field = metaField(name)
    if (field !== undefined) meta[field] = await reading.meta(name, field)
    else if (!name.startsWith('.') && (await reading.kind(name)) === 'folder') {
      sections.push([name, await reading.section(name)])
    }
  }
  if (typeof meta['Name'] !== 'string' || meta['Name'] === '') {
    reading.faults.push(`${join(folder, '._Name.meta')}: the pack needs a name in this file`)
  }
  if (reading.faults.length > 0) throw new PackError(reading.faults)
  try {
    const content = decode(Content, { meta, sections: Object.fromEntries(sections) })
    return { ...content, meta: { ...meta, ...content.meta } }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    throw new PackError(error.messages, error)
  }
}

async function names(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    throw new PackError([`${folder}: ${reason(error)}`], error)
  }
}

class Reading {
  readonly faults: string[] = []
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async meta(file: string, field: string): Promise<JsonValue> {
    const text = await this.#text(file)
    // Editors end a line; a text of several lines ends as its writer ended it.
    const value = /^[^\n]*\r?\n$/.test(text) ? text.trimEnd() : text
    return FLAGS.includes(field) ? value.trim() === 'true' : value
  }

  async section(prefix: string): Promise<Record<string, JsonObject>> {
    const objects = new Map<string, JsonObject>()
    for (const file of await names(join(this.#folder, prefix))) {
      if (file.startsWith('.')) continue
      const place = `${prefix}/${file}`
      const found = OBJECT_FILE.test(file)
        ? await this.#object(prefix, place, file)
        : prefix === 'templates'
          ? { key: file, object: { ID: file, Contents: await this.#text(place) } }
          : this.#fault(place, 'objects are in files that end in .yaml, .yml or .json')
      if (found === undefined) continue
      if (objects.has(found.key)) this.#fault(place, `another file has ${found.key} too`)
      objects.set(found.key, found.object)
    }
    return Object.fromEntries(objects)
  }

  async #object(prefix: string, place: string, file: string) {
    const text = await this.#text(place)
    try {
      const value = readDocument(text, { source: join(this.#folder, place) })
      if (value === null || typeof value !== 'object' || Array.isArray(value)) {
        return this.#fault(place, 'the file holds no object')
      }
      return { key: objectKey(prefix, value) ?? file.replace(OBJECT_FILE, ''), object: value }
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error
      for (const fault of error.faults) this.#fault(place, fault)
      return undefined
    }
  }

  /** What lies at a place; a link or a device is a fault. */
  async kind(place: string): Promise<'file' | 'folder' | undefined> {
    const state = await lstat(join(this.#folder, place))
    if (state.isDirectory()) return 'folder'
    if (state.isFile() && state.size <= DOCUMENT_LIMITS.characters) return 'file'
    return this.#fault(
      place,
      state.isFile() ? 'the file is too large' : 'this is no file; links are not followed',
    )
  }

  async #text(place: string): Promise<string> {
    try {
      const kind = await this.kind(place)
      if (kind === 'folder') this.#fault(place, 'folders within a kind of object are not read')
      if (kind !== 'file') return ''
      const bytes = await readFile(join(this.#folder, place))
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    } catch (error) {
      this.#fault(place, error instanceof TypeError ? 'the file is not UTF-8' : reason(error))
      return ''
    }
  }

  #fault(place: string, text: string): undefined {
    this.faults.push(`${join(this.#folder, place)}: ${text}`)
    return undefined
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
