import { CallError } from '../call-error.ts'
import { quoteText } from '../format/quote.ts'
import { escapePart, unescapePart } from './escape.ts'

/** The parts of a URL as Go's net/url keeps them: path and fragment unescaped, query as written. */
interface GoUrl {
  readonly scheme: string
  /** `user` or `user:password`, escaped; empty for none. */
  readonly userinfo: string
  readonly host: string
  readonly path: string
  readonly query: string
  /** What follows the scheme of a URL without slashes, such as `mailto:`. */
  readonly opaque: string
  readonly fragment: string
}

const none: GoUrl = { scheme: '', userinfo: '', host: '', path: '', query: '', opaque: '', fragment: '' }

/** Go's `url.Parse`. Throws CallError worded as Go's error. */
export function parseUrl(text: string): GoUrl {
  const hash = text.indexOf('#')
  const body = hash < 0 ? text : text.slice(0, hash)
  try {
    const fragment = hash < 0 ? '' : unescapePart(text.slice(hash + 1))
    return { ...parseBody(body), fragment }
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    throw new CallError(`parse ${quoteText(text)}: ${error.message}`)
  }
}

function parseBody(body: string): GoUrl {
  for (const char of body) {
    if (char < ' ' || char === '\x7f') throw new CallError('net/url: invalid control character in URL')
  }
  if (body === '*') return { ...none, path: '*' }
  const [scheme, afterScheme] = splitScheme(body)
  const mark = afterScheme.indexOf('?')
  const query = mark < 0 ? '' : afterScheme.slice(mark + 1)
  const rest = mark < 0 ? afterScheme : afterScheme.slice(0, mark)
  if (!rest.startsWith('/')) {
    if (scheme !== '') return { ...none, scheme, query, opaque: rest }
    if (rest.split('/', 1)[0]?.includes(':')) {
      throw new CallError('first path segment in URL cannot contain colon')
    }
  }
  const hasAuthority = rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'))
  if (!hasAuthority) return { ...none, scheme, query, path: unescapePart(rest) }
  const slash = rest.indexOf('/', 2)
  const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash)
  const path = slash < 0 ? '' : unescapePart(rest.slice(slash))
  return { ...none, ...parseAuthority(authority), scheme, query, path }
}

function splitScheme(body: string): [string, string] {
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(body)
  if (match) return [(match[1] ?? '').toLowerCase(), body.slice(match[0].length)]
  if (body.startsWith(':')) throw new CallError('missing protocol scheme')
  return ['', body]
}

function parseAuthority(authority: string): { userinfo: string; host: string } {
  const at = authority.lastIndexOf('@')
  const host = parseHost(authority.slice(at + 1))
  if (at < 0) return { userinfo: '', host }
  const userinfo = authority.slice(0, at)
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(userinfo)) {
    throw new CallError('net/url: invalid userinfo')
  }
  return { userinfo: normalUser(userinfo), host }
}

/** Escapes of user and password in their usual form. */
function normalUser(userinfo: string): string {
  const colon = userinfo.indexOf(':')
  const user = escapePart(unescapePart(colon < 0 ? userinfo : userinfo.slice(0, colon)), 'user')
  return colon < 0 ? user : `${user}:${escapePart(unescapePart(userinfo.slice(colon + 1)), 'user')}`
}

function parseHost(host: string): string {
  const close = host.startsWith('[') ? host.lastIndexOf(']') : -1
  if (host.startsWith('[') && close < 0) throw new CallError("missing ']' in host")
  const colon = host.startsWith('[') ? close + 1 : host.lastIndexOf(':')
  const port = colon < 0 ? '' : host.slice(colon)
  if (!/^(:[0-9]*)?$/.test(port)) throw new CallError(`invalid port ${quoteText(port)} after host`)
  const bad = /[ \\^`{|}#?/@]/.exec(host)
  if (bad) throw new CallError(`invalid character ${quoteText(bad[0])} in host name`)
  return unescapePart(host)
}

/** The host without brackets and port. */
export function hostName(host: string): string {
  const bare = host.replace(/:[0-9]*$/, (port, at: number) =>
    host.startsWith('[') && host.lastIndexOf(']') > at ? port : '',
  )
  return bare.startsWith('[') && bare.endsWith(']') ? bare.slice(1, -1) : bare
}

/** Go's `URL.String`. */
export function urlText(url: GoUrl): string {
  const head = url.scheme === '' ? '' : `${url.scheme}:`
  const query = url.query === '' ? '' : `?${url.query}`
  const tail = query + (url.fragment === '' ? '' : `#${escapePart(url.fragment, 'fragment')}`)
  if (url.opaque !== '') return head + url.opaque + tail
  const user = url.userinfo === '' ? '' : `${url.userinfo}@`
  const slashes = url.host !== '' || user !== '' || (url.scheme !== '' && url.path !== '') ? '//' : ''
  const front = head + slashes + user + escapePart(url.host, 'host')
  const path = url.path === '*' ? '*' : escapePart(url.path, 'path')
  const gap = path !== '' && !path.startsWith('/') && url.host !== '' ? '/' : ''
  // Without scheme and host, a colon in the first segment would read as a scheme.
  const guard = front + gap === '' && path.split('/', 1)[0]?.includes(':') ? './' : ''
  return front + gap + guard + path + tail
}
