import { CallError } from '../call-error.ts'
import { sprint } from '../format/print.ts'
import { quoteText } from '../format/quote.ts'
import { toText, toTexts } from '../values/convert.ts'
import { fn1, fn2, fn3, fnRest, GoFunc } from '../values/func.ts'
import { any, integer, string } from '../values/param.ts'
import { byteLength, compareText, sliceBytes, trimSpace } from '../values/text.ts'
import { GoMap, GoSlice, strings, type Value } from '../values/value.ts'
import { type Family, family } from './signature.ts'
import { bounded, lengthAfterReplace, splitText, trimSet } from './text-work.ts'
import { abbreviate, wrapText } from './wrapping.ts'

function substring(start: number, end: number, text: string): string {
  const length = byteLength(text)
  const check = (low: number, high: number): string => {
    if (high > length || high < 0) {
      throw new CallError(`runtime error: slice bounds out of range [:${high}] with length ${length}`)
    }
    if (low > high) throw new CallError(`runtime error: slice bounds out of range [${low}:${high}]`)
    return sliceBytes(text, low, high)
  }
  if (start < 0) return check(0, end)
  return end < 0 || end > length ? check(start, length) : check(start, end)
}

function truncate(count: number, text: string): string {
  const length = byteLength(text)
  if (count < 0 && length + count > 0) return sliceBytes(text, length + count, length)
  return count >= 0 && length > count ? sliceBytes(text, 0, count) : text
}

function textMap(parts: readonly string[]): GoMap {
  return new GoMap(new Map(parts.map((part, index) => [`_${index}`, part])), 'string')
}

function present(values: readonly Value[]): Value[] {
  return values.filter((value) => value !== undefined && value !== null)
}

const indent = (spaces: number, text: string): string => {
  if (spaces < 0) throw new CallError('strings: negative Repeat count')
  const pad = ' '.repeat(spaces)
  return pad + text.replaceAll('\n', `\n${pad}`)
}

const trimAll = fn2(string, string, (cutset, text) => trimSet(text, cutset))

/** sprig's string functions, and those making or joining lists of strings. */
export const stringFunctions: Family = family(
  ['hello', new GoFunc([], undefined, () => 'Hello!')],
  ['trim', fn1(string, (text) => trimSpace(text))],
  ['trimall', 'trimAll', trimAll],
  [
    'trimSuffix',
    fn2(string, string, (end, text) => (end && text.endsWith(end) ? text.slice(0, -end.length) : text)),
  ],
  [
    'trimPrefix',
    fn2(string, string, (start, text) => (text.startsWith(start) ? text.slice(start.length) : text)),
  ],
  ['contains', fn2(string, string, (part, text) => text.includes(part))],
  ['hasPrefix', fn2(string, string, (start, text) => text.startsWith(start))],
  ['hasSuffix', fn2(string, string, (end, text) => text.endsWith(end))],
  [
    'repeat',
    fn2(integer, string, (count, text, { budget }) => {
      if (count < 0) throw new CallError('strings: negative Repeat count')
      budget.text(count * text.length)
      return text.repeat(count)
    }),
  ],
  ['substr', fn3(integer, integer, string, (start, end, text) => substring(start, end, text))],
  ['trunc', fn2(integer, string, (count, text) => truncate(count, text))],
  ['abbrev', fn2(integer, string, (width, text) => (width < 4 ? text : abbreviate(text, 0, width)))],
  [
    'abbrevboth',
    fn3(integer, integer, string, (left, right, text) =>
      right < 4 || (left > 0 && right < 7) ? text : abbreviate(text, left, right),
    ),
  ],
  ['wrap', fn2(integer, string, (width, text, { budget }) => wrapText(text, width, '', false, budget))],
  [
    'wrapWith',
    fn3(integer, string, string, (width, newline, text, { budget }) =>
      wrapText(text, width, newline, true, budget),
    ),
  ],
  [
    'indent',
    fn2(integer, string, (spaces, text, { budget }) => {
      budget.text(lengthAfterReplace(text, '\n', spaces) + spaces)
      return indent(spaces, text)
    }),
  ],
  [
    'nindent',
    fn2(integer, string, (spaces, text, { budget }) => {
      budget.text(lengthAfterReplace(text, '\n', spaces) + spaces)
      return `\n${indent(spaces, text)}`
    }),
  ],
  [
    'replace',
    fn3(string, string, string, (from, to, text, { budget }) => {
      budget.scan(text.length)
      budget.text(lengthAfterReplace(text, from, to.length - from.length))
      // A function as replacement, because `$` in a string would be special.
      return text.replaceAll(from, () => to)
    }),
  ],
  ['plural', fn3(string, string, integer, (one, many, count) => (count === 1 ? one : many))],
  [
    'quote',
    fnRest(any, (values, { budget }) =>
      present(values)
        .map((value) => toText(value, budget))
        .map((text) => {
          budget.scan(text.length)
          return quoteText(text)
        })
        .join(' '),
    ),
  ],
  [
    'squote',
    fnRest(any, (values, { budget }) =>
      present(values)
        .map((value) => `'${sprint([value], budget)}'`)
        .join(' '),
    ),
  ],
  [
    'cat',
    fnRest(any, (values, { budget }) =>
      present(values)
        .map((value) => sprint([value], budget))
        .join(' '),
    ),
  ],
  ['toString', fn1(any, (value, { budget }) => toText(value, budget))],
  ['toStrings', fn1(any, (value, { budget }) => strings(toTexts(value, budget)))],
  [
    'join',
    fn2(string, any, (separator, list, { budget }) => {
      const texts = toTexts(list, budget)
      return bounded(texts, separator, budget)
    }),
  ],
  [
    'sortAlpha',
    fn1(any, (list, { budget }) => {
      if (!(list instanceof GoSlice)) return strings([toText(list, budget)])
      return strings(toTexts(list, budget).sort(compareText))
    }),
  ],
  [
    'split',
    fn2(string, string, (separator, text, { budget }) => textMap(splitText(text, separator, -1, budget))),
  ],
  [
    'splitn',
    fn3(string, integer, string, (separator, count, text, { budget }) =>
      textMap(splitText(text, separator, count, budget)),
    ),
  ],
  [
    'splitList',
    fn2(string, string, (separator, text, { budget }) => strings(splitText(text, separator, -1, budget))),
  ],
)
