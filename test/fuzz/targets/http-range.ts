import fc from 'fast-check'
import { fileAnswer } from '../../../server-mock/src/boot/file-range.ts'
import type { FuzzTarget } from '../fuzz-target.ts'
import { naiveMatch, naiveRange } from './naive-range.ts'

const MODIFIED = 1_700_000_000_000
const DATE = 'Tue, 14 Nov 2023 22:13:20 GMT'
const number = fc.constantFrom(
  ...['', '0', '1', '9', '10', '499', '500', '00012', '2147483648', '4294967295', '9007199254740991'],
  ...[
    '9007199254740992',
    '9007199254740993',
    '18446744073709551616',
    '9'.repeat(30),
    '-1',
    '1e3',
    '0x10',
    ' 5',
  ],
)
const sizes = fc.constantFrom('0', '1', '10', '500', '4096', '4294967297', '9007199254740990')
const spec = fc.tuple(number, number).map(([first, last]) => `${first}-${last}`)
const range = fc
  .tuple(
    fc.constantFrom('bytes=', 'bytes=', 'bytes=', 'Bytes=', 'bytes =', 'bytes: ', 'items=', ''),
    fc.array(spec, { minLength: 1, maxLength: 3 }),
  )
  .map(([unit, specs]) => `${unit}${specs.join(',')}`)
const tags = fc.constantFrom('', '', '', '*', '"x"', 'W/"x"', 'TAG', 'W/TAG', '"x", TAG', 'DATE')

/**
 * Requests for parts of a file, one line each: its size, Range, If-Range, If-None-Match, If-Match. A part lies inside
 * of the file, is the one a plain reader of RFC 9110 finds, and its headers say the same as its place.
 */
export const httpRange: FuzzTarget = {
  name: 'http-range',
  pieces: ['bytes=', '-', ',', '0-', '-0', '9007199254740993', '\n', 'W/', '"', 'TAG', 'DATE', '*', ', '],
  inputs: fc.tuple(sizes, range, tags, tags, tags).map((lines) => Buffer.from(lines.join('\n'))),
  run: (input) => {
    const [digits = '', ...lines] = Buffer.from(input).toString('latin1').split('\n')
    const size = Math.min(Number(/^\d{1,16}/.exec(digits)?.[0] ?? 0), Number.MAX_SAFE_INTEGER)
    const tag = `"${size.toString(16)}-${MODIFIED.toString(16)}"`
    const [wanted, ifRange, ifNoneMatch, ifMatch] = lines.map((line) =>
      line === '' ? undefined : line.replaceAll('TAG', tag).replaceAll('DATE', DATE),
    )
    const answer = fileAnswer(
      { size, modified: MODIFIED },
      { range: wanted, 'if-range': ifRange, 'if-none-match': ifNoneMatch, 'if-match': ifMatch },
    )
    if (answer.headers['ETag'] !== tag) throw new Error('the tag is another one')
    const same = ifMatch === undefined || naiveMatch(ifMatch, tag, 'strong')
    const known = ifNoneMatch !== undefined && naiveMatch(ifNoneMatch, tag, 'weak')
    if (answer.kind === 'another version') {
      if (same === true) throw new Error('another version, but it is the same')
      return 'another version'
    }
    if (same === false) throw new Error('sent, although it is another version')
    if (answer.kind === 'unchanged') {
      if (known === false) throw new Error('unchanged, but the asker has something else')
      return 'unchanged'
    }
    if (known === true) throw new Error('sent, although the asker has it')
    // Dates in other words for the same time are nobody's, and whether they count is open.
    if (ifRange !== undefined && ifRange !== DATE && Date.parse(ifRange) === MODIFIED) return 'odd date'
    const whole = ifRange !== undefined && ifRange !== tag && ifRange !== DATE
    const due = whole ? 'ignored' : naiveRange(wanted, BigInt(size))
    if (answer.kind === 'no such range') {
      if (due !== 'unsatisfiable') throw new Error(`no such range, but ${due} is due`)
      if (answer.headers['Content-Range'] !== `bytes */${size}`) throw new Error('416 without the size')
      return 'no such range'
    }
    const { status, start, end, length } = answer.part
    if (start < 0 || end >= size || length !== end - start + 1) throw new Error('the part is not in the file')
    if (answer.headers['Content-Length'] !== String(length)) throw new Error('Content-Length is another one')
    if (status === 200) {
      if (due === 'unsatisfiable' || typeof due !== 'string')
        throw new Error(`the whole file, but ${due} is due`)
      if (length !== size) throw new Error('200 without the whole file')
      return `whole, ${due}${size === 0 ? ', empty' : ''}`
    }
    if (typeof due === 'string') throw new Error(`a part, but ${due} is due`)
    if (due[0] !== BigInt(start) || due[1] !== BigInt(end)) throw new Error(`another part than ${due}`)
    if (answer.headers['Content-Range'] !== `bytes ${start}-${end}/${size}`)
      throw new Error('another Content-Range')
    const place = `${start === 0 ? 'from the start' : 'later'}, ${end === size - 1 ? 'to the end' : 'not to the end'}`
    return `part ${place}, ${/^.{6}-/.test(wanted ?? '') ? 'suffix' : 'range'}`
  },
}
