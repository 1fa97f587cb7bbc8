import type { JsonValue } from '../models/json.ts'

const template = /\{[{%#]/

/**
 * The value with every text that Ansible would take for a template wrapped as `{"__ansible_unsafe": text}`, so that it
 * is shown as it is and never evaluated.
 */
export function withoutTemplates(value: JsonValue): JsonValue {
  if (typeof value === 'string') return template.test(value) ? { __ansible_unsafe: value } : value
  if (Array.isArray(value)) return value.map(withoutTemplates)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutTemplates(member)]))
}
