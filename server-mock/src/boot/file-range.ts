import { entityTag, type FileConditions, type FileVersion, fileCondition } from './file-condition.ts'

/** Part of a file, both ends included; an empty file ends before it starts. */
export interface FilePart {
  readonly status: 200 | 206
  readonly start: number
  readonly end: number
  /** Bytes of the part. */
  readonly length: number
}

/** How a request for a file is answered: with a part of it, or without bytes. */
export type FileAnswer =
  | { readonly kind: 'part'; readonly part: FilePart; readonly headers: Readonly<Record<string, string>> }
  /** 304. */
  | { readonly kind: 'unchanged'; readonly headers: Readonly<Record<string, string>> }
  /** 412. */
  | { readonly kind: 'another version'; readonly headers: Readonly<Record<string, string>> }
  /** 416. */
  | { readonly kind: 'no such range'; readonly headers: Readonly<Record<string, string>> }

/** Headers of a request that decide which part of a file is meant; names in lower case. */
export interface RangeRequest extends FileConditions {
  readonly range?: string | undefined
}

/**
 * Decides what a request for a file gets (RFC 9110 §13 and §14): all of it, one range, or nothing new.
 *
 * @param method ranges are for GET alone (§14.2); HEAD describes the whole file
 */
export function fileAnswer(file: FileVersion, request: RangeRequest, method = 'GET'): FileAnswer {
  const headers = {
    'Accept-Ranges': 'bytes',
    ETag: entityTag(file),
    'Last-Modified': new Date(file.modified).toUTCString(),
  }
  const condition = fileCondition(file, request)
  if (condition === 'unchanged' || condition === 'another version') return { kind: condition, headers }
  const range = condition === 'whole' || method !== 'GET' ? 'all' : rangeOf(request.range, file.size)
  if (range === 'none') {
    const nowhere = { ...headers, 'Content-Range': `bytes */${file.size}` }
    return { kind: 'no such range', headers: nowhere }
  }
  const [start, end] = range === 'all' ? [0, file.size - 1] : range
  const length = end - start + 1
  const part: FilePart = { status: range === 'all' ? 200 : 206, start, end, length }
  const place = range === 'all' ? {} : { 'Content-Range': `bytes ${start}-${end}/${file.size}` }
  return { kind: 'part', part, headers: { ...headers, ...place, 'Content-Length': String(length) } }
}

/** One range of RFC 9110 §14.2; several ranges, and what cannot be read, mean the whole file. */
function rangeOf(header: string | undefined, size: number): 'all' | 'none' | [number, number] {
  const match = /^bytes=(\d*)-(\d*)$/i.exec(header ?? '')
  if (match === null || (match[1] === '' && match[2] === '')) return 'all'
  const [, first = '', last = ''] = match
  if (first === '') {
    // An empty file has no part that could be named, but is what was asked for (§14.1.2).
    if (size === 0) return Number(last) === 0 ? 'none' : 'all'
    return Number(last) === 0 ? 'none' : [Math.max(0, size - Number(last)), size - 1]
  }
  // A last byte before the first is no range (§14.1.1), also where numbers are too large to be exact.
  if (last !== '' && BigInt(last) < BigInt(first)) return 'all'
  if (Number(first) >= size) return 'none'
  return [Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1)]
}
