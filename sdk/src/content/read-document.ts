import { LineCounter, parseDocument } from 'yaml'
import type { JsonValue } from '../models/json.ts'
import { DocumentError } from './document-error.ts'
import { doubleJsonKeys } from './json-keys.ts'
import { DOCUMENT_LIMITS, type DocumentLimits, valueFaults } from './limits.ts'
import { yamlValue } from './yaml-value.ts'

/** More than a reader of the message would look at. */
const MAX_FAULTS = 50

/** How a document is read. */
export interface ReadOptions {
  /** Name of the file, for messages; default `document`. */
  readonly source?: string
  /** Default {@link DOCUMENT_LIMITS}. */
  readonly limits?: DocumentLimits
}

/**
 * Reads one YAML or JSON document as dr-provision does (see {@link plainScalar}), within bounds. A key that
 * stands twice, an alias that contains itself, and what JSON cannot hold are faults.
 *
 * @throws DocumentError naming every fault with its line
 */
export function readDocument(text: string, options: ReadOptions = {}): JsonValue {
  const { source = 'document', limits = DOCUMENT_LIMITS } = options
  if (text.length > limits.characters) {
    throw new DocumentError(source, [`more than ${limits.characters} characters`])
  }
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text
  const json = /^\s*[[{]/.test(body) ? parsedJson(body) : undefined
  if (json === undefined) return readYaml(body, source, limits)
  const faults = [...valueFaults(json.value, limits), ...doubleJsonKeys(body)]
  if (faults.length > 0) throw new DocumentError(source, faults)
  return json.value
}

function readYaml(text: string, source: string, limits: DocumentLimits): JsonValue {
  const lineCounter = new LineCounter()
  try {
    const document = parseDocument(text, {
      lineCounter,
      schema: 'failsafe',
      resolveKnownTags: false,
      // Keys are compared while the document is walked, which takes time in proportion to its size.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    })
    if (document.errors.length > 0) {
      const faults = document.errors.slice(0, MAX_FAULTS).map(({ message, pos }) => {
        // The parser calls itself for each level, and reports when it could go no deeper.
        const text = message.includes('call stack') ? tooDeep(limits) : message
        return `line ${lineCounter.linePos(pos[0]).line}: ${text}`
      })
      throw new DocumentError(source, [...new Set(faults)])
    }
    const { value, faults } = yamlValue(document, lineCounter, limits)
    if (faults.length > 0) throw new DocumentError(source, faults)
    return value
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new DocumentError(source, [tooDeep(limits)], error)
  }
}

function tooDeep({ depth }: DocumentLimits): string {
  return `more than ${depth} lists and maps within each other`
}

function parsedJson(text: string): { readonly value: JsonValue } | undefined {
  try {
    const value: JsonValue = JSON.parse(text)
    return { value }
  } catch {
    return undefined
  }
}
