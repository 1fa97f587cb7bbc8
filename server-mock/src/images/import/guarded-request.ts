import { type LookupAddress, lookup } from 'node:dns'
import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { type ImageSources, mayImportFrom } from './address-policy.ts'
import { ImportError, shownUrl } from './import-error.ts'

/** Redirections that are followed for one answer. */
const MAX_REDIRECTS = 5
/** Milliseconds without a byte after which a connection counts as broken. */
const IDLE = 60_000

/**
 * Asks for a file, and follows redirections. Each address is checked when it is connected to: what a name means is
 * asked once, so it cannot mean something else a moment later.
 *
 * @returns the answer, with the address that gave it; whoever gets it reads or destroys it
 * @throws ImportError `refused`, `answer` for endless redirections; rejects with errors of the network
 */
export async function guardedRequest(
  start: URL,
  headers: Readonly<Record<string, string>>,
  sources: ImageSources,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  let url = start
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const answer = await once(url, headers, sources, signal)
    const location = answer.headers.location
    if (![301, 302, 303, 307, 308].includes(answer.statusCode ?? 0) || location === undefined) return answer
    answer.destroy()
    const next = URL.parse(location, url.href)
    if (next === null)
      throw new ImportError('answer', `${shownUrl(url)} leads to no address; correct the address`)
    url = next
  }
  throw new ImportError('answer', `${shownUrl(start)} leads on and on; use the address of the file itself`)
}

function once(
  url: URL,
  headers: Readonly<Record<string, string>>,
  sources: ImageSources,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refused(url, `${url.protocol} is not taken; use an http or https address`)
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  // No name is looked up for one of these.
  if (isIP(host) !== 0 && !mayImportFrom(host, sources)) throw refused(url, forbidden(host))
  const options: RequestOptions = {
    headers,
    signal,
    agent: false,
    timeout: IDLE,
    lookup: guardedLookup(url, sources),
  }
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp
    const call = send(url, options, resolve)
    call.on('error', reject)
    call.on('timeout', () => call.destroy(new Error(`no byte came for ${IDLE / 1000} s`)))
    call.end()
  })
}

/** Looks a name up and refuses it when any of its addresses may not be asked. */
function guardedLookup(url: URL, sources: ImageSources): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const bad = addresses?.find(({ address }) => !mayImportFrom(address, sources))
      const [first] = addresses ?? []
      if (error !== null) callback(error, '')
      else if (bad !== undefined) callback(refused(url, forbidden(bad.address)), '')
      else if (first === undefined) callback(new Error(`${hostname} has no address`), '')
      else if (options.all === true) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

function forbidden(address: string): string {
  return `nothing is imported from ${address}; use another server, or see --image-sources`
}

function refused(url: URL, why: string): ImportError {
  return new ImportError('refused', `${shownUrl(url)}: ${why}`)
}
