import type { Budget } from '../budget.ts'
import { sprint } from '../format/print.ts'
import { fnRest, type GoFunc } from '../values/func.ts'
import { any } from '../values/param.ts'
import { isPrint, toBytes } from '../values/text.ts'
import type { Value } from '../values/value.ts'

const htmlForms: ReadonlyMap<string, string> = new Map([
  ['\0', '\ufffd'],
  ['"', '&#34;'],
  ["'", '&#39;'],
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
])

function escapeHtml(text: string): string {
  let out = ''
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const form = htmlForms.get(text[i] ?? '')
    if (form === undefined) continue
    out += text.slice(from, i) + form
    from = i + 1
  }
  return out + text.slice(from)
}

function unicodeEscape(code: number): string {
  return `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`
}

function escapeJs(text: string): string {
  const parts: string[] = []
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    if ('\\\'"'.includes(char)) parts.push(`\\${char}`)
    else if (code < 0x20 || '<>&='.includes(char)) parts.push(unicodeEscape(code))
    else if (code < 0x80 || isPrint(code) || !char.isWellFormed()) parts.push(char)
    else parts.push(unicodeEscape(code))
  }
  return parts.join('')
}

/** Go's `url.QueryEscape`. */
function queryEscape(text: string): string {
  const bytes = Buffer.from(toBytes(text)).toString('latin1')
  return bytes.replace(/[^A-Za-z0-9_.~-]/g, (char) =>
    char === ' ' ? '+' : `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
}

function joined(values: readonly Value[], budget: Budget): string {
  // Absent operands print as the statement itself would print them.
  const text = sprint(
    values.map((value) => value ?? '<no value>'),
    budget,
  )
  budget.scan(text.length)
  return text
}

/** html, js and urlquery: escape the printed form of their operands. */
export const escaping: ReadonlyMap<string, GoFunc> = new Map([
  ['html', fnRest(any, (values, call) => escapeHtml(joined(values, call.budget)))],
  ['js', fnRest(any, (values, call) => escapeJs(joined(values, call.budget)))],
  ['urlquery', fnRest(any, (values, call) => queryEscape(joined(values, call.budget)))],
])
