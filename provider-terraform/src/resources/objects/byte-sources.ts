import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { type Attributes, string } from '../../framework/attribute.ts'
import type { ObjectView } from '../../framework/object-view.ts'
import type { ValidateContext } from '../../framework/resource.ts'
import { matches } from '../../framework/validator.ts'
import { unknown, type Value } from '../../values/value.ts'
import type { ByteSource } from './remote-files.ts'

/** Arguments that say where bytes come from; exactly one is set. */
export type SourceArgument = 'source' | 'url' | 'content'

const all: Attributes = {
  source: string({
    optional: true,
    description: 'File of this computer to send. A change of the file is noticed.',
  }),
  url: string({
    optional: true,
    description:
      'URL to fetch and send, through this computer. What it gives is looked at only when the resource changes: set `sha256` to notice that it gives something else.',
    validators: [matches(/^https?:\/\/\S+$/, 'a URL that begins with http:// or https://')],
  }),
  content: string({ optional: true, description: 'Text to send, instead of a file.' }),
}

/** The attributes for some of the arguments. */
export function sourceAttributes(names: readonly SourceArgument[]): Attributes {
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.some((one) => one === name)))
}

/** Says when not exactly one of the arguments is set. */
export function validateSource({ config, error }: ValidateContext, names: readonly string[]): void {
  if (names.filter((name) => config.get(name) !== null).length === 1) return
  error('Exactly one source is needed', `Set one of ${names.join(', ')}.`)
}

/** What the arguments name; they must be known. */
export function sourceOf(view: ObjectView): ByteSource {
  const given = (name: string) => (view.type.attributes.has(name) ? view.string(name) : null)
  const [file, url] = [given('source'), given('url')]
  if (file !== null) return { file }
  return url === null ? { text: given('content') ?? '' } : { url }
}

/**
 * SHA-256 in hex of what the arguments name, as far as it is at hand on this computer: undefined for a URL, for
 * arguments that are not known yet, and for a file that another resource may still have to make.
 */
async function sourceDigest(view: ObjectView, signal: AbortSignal): Promise<string | undefined> {
  const names = Object.keys(all).filter((name) => view.type.attributes.has(name))
  if (!names.every((name) => view.isKnown(name))) return undefined
  if (!names.some((name) => view.get(name) !== null)) return undefined
  const from = sourceOf(view)
  if ('url' in from) return undefined
  const hash = createHash('sha256')
  if ('text' in from) return hash.update(from.text).digest('hex')
  try {
    await pipeline(createReadStream(from.file), hash, { signal })
    return hash.digest('hex')
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}

/** The digest for a plan; what follows from the contents is open when it is another one than before. */
export async function plannedDigest(
  planned: ObjectView,
  prior: ObjectView | null,
  following: readonly string[],
  signal: AbortSignal,
): Promise<Readonly<Record<string, Value>>> {
  const sha256 = await sourceDigest(planned, signal)
  if (sha256 === undefined) return {}
  if (prior?.string('sha256') === sha256) return { sha256 }
  return { sha256, ...Object.fromEntries(following.map((name) => [name, unknown])) }
}
