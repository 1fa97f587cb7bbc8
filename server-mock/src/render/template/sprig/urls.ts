import { CallError } from '../call-error.ts'
import { hostName, parseUrl, urlText } from '../urls/go-url.ts'
import { fn1 } from '../values/func.ts'
import { map, string } from '../values/param.ts'
import { kindName } from '../values/types.ts'
import type { GoMap } from '../values/value.ts'
import { type Family, family } from './signature.ts'

function part(dict: GoMap, key: string): string {
  if (!dict.entries.has(key)) return ''
  const value = dict.entries.get(key)
  if (typeof value === 'string') return value
  throw new CallError(`unable to parse ${key} key, must be of type string, but ${kindName(value)} found`)
}

function parse(text: string): Record<string, string> {
  let url: ReturnType<typeof parseUrl>
  try {
    url = parseUrl(text)
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    throw new CallError(`unable to parse url: ${error.message}`)
  }
  return { ...url, hostname: hostName(url.host) }
}

function join(dict: GoMap): string {
  const userinfo = part(dict, 'userinfo')
  return urlText({
    scheme: part(dict, 'scheme'),
    host: part(dict, 'host'),
    path: part(dict, 'path'),
    query: part(dict, 'query'),
    opaque: part(dict, 'opaque'),
    fragment: part(dict, 'fragment'),
    userinfo: userinfo === '' ? '' : parseUrl(`proto://${userinfo}@host`).userinfo,
  })
}

/** sprig's URL functions. */
export const urlFunctions: Family = family(
  ['urlParse', fn1(string, (text) => parse(text))],
  ['urlJoin', fn1(map, join)],
)
