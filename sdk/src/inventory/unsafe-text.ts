import type { JsonValue } from '../models/json.ts'

/** Besides the delimiters: newer Ansible takes a text with this header for a template that brings its own delimiters. */
const template = /\{[{%#]|^#jinja2:/

/** Whether Ansible would take a text for a template. */
export function isTemplate(text: string): boolean {
  return template.test(text)
}

/**
 * The value with every text that Ansible would take for a template wrapped as `{"__ansible_unsafe": text}`, so that it
 * is shown as it is and never evaluated. A map that Ansible would read as something else than a map, or that has a
 * template for a name, becomes its JSON text.
 */
export function withoutTemplates(value: JsonValue): JsonValue {
  if (typeof value === 'string') return isTemplate(value) ? { __ansible_unsafe: value } : value
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(withoutTemplates)
  const members = Object.entries(value)
  if (members.some(([name]) => name.startsWith('__ansible') || isTemplate(name))) {
    return { __ansible_unsafe: JSON.stringify(value) }
  }
  return Object.fromEntries(members.map(([name, member]) => [name, withoutTemplates(member)]))
}
