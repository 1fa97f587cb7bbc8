import { Document, Scalar, visit } from 'yaml'
import type { JsonValue } from '../models/json.ts'
import { plainScalar } from './plain-scalar.ts'

/** How objects are written. */
export type DocumentFormat = 'yaml' | 'json'

/**
 * Text of a value that {@link readDocument} reads as the same value, and other YAML readers too: texts that
 * some of them take for a boolean, a number or a date are quoted.
 */
export function writeDocument(value: JsonValue, format: DocumentFormat): string {
  if (format === 'json') return `${JSON.stringify(value, null, 2)}\n`
  const document = new Document(value, { version: '1.2', compat: 'yaml-1.1', aliasDuplicateObjects: false })
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value === 'string' && isAmbiguous(node.value)) node.type = Scalar.QUOTE_DOUBLE
    },
  })
  return document.toString({ lineWidth: 0 })
}

function isAmbiguous(text: string): boolean {
  if (text === '<<') return true
  try {
    return plainScalar(text) !== text
  } catch {
    return true
  }
}
