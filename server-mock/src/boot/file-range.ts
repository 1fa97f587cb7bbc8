import type { TreeFile } from './file-tree.ts'

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
  /** 416. */
  | { readonly kind: 'no such range'; readonly headers: Readonly<Record<string, string>> }

/** Headers of a request that decide which part of a file is meant; names in lower case. */
export interface RangeRequest {
  readonly range?: string | undefined
  readonly 'if-range'?: string | undefined
  readonly 'if-none-match'?: string | undefined
}

/** Decides what a request for a file gets (RFC 9110 §13 and §14): all of it, one range, or nothing new. */
export function fileAnswer(file: Pick<TreeFile, 'size' | 'modified'>, request: RangeRequest): FileAnswer {
  const tag = `"${file.size.toString(16)}-${Math.floor(file.modified).toString(16)}"`
  const headers = {
    'Accept-Ranges': 'bytes',
    ETag: tag,
    'Last-Modified': new Date(file.modified).toUTCString(),
  }
  if (request['if-none-match'] === tag) return { kind: 'unchanged', headers }
  const stale = request['if-range'] !== undefined && request['if-range'] !== tag
  const range = stale ? 'all' : rangeOf(request.range, file.size)
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
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (match === null || (match[1] === '' && match[2] === '')) return 'all'
  const [, first = '', last = ''] = match
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return start > end || start >= size ? 'none' : [start, end]
}
