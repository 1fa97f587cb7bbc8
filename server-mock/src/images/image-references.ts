import { catalogue, isPrefix, type JsonObject, type JsonValue, type Prefix } from '@metalwright/sdk/models'
import { imageName, importedName } from './image-name.ts'

/** Path of images on the file server. */
const SERVED = '/files/images/'

/** Whether objects of a prefix can name images: those with params, and pools, which give params to machines. */
export function canNameImages(prefix: string): prefix is Prefix {
  return isPrefix(prefix) && (catalogue[prefix].params || prefix === 'pools')
}

/** Names of the images that an object's own params name: by file, by an address of a server, or by digest. */
export function imageReferences(prefix: string, body: JsonObject): string[] {
  const held = prefix === 'pools' ? Object.values(body).map((action) => member(action, 'AddParameters')) : []
  return [...new Set([body['Params'], ...held].flatMap(namedBy))]
}

function namedBy(params: JsonValue | undefined): string[] {
  const text = (name: string) => {
    const value = member(params, `image-deploy/${name}`)
    return typeof value === 'string' ? value : ''
  }
  const names = [text('image-file'), servedName(text('image-url'))].map((name) => imageName(name))
  const sha256 = text('image-sha256').toLowerCase()
  if (/^[0-9a-f]{64}$/.test(sha256)) names.push(importedName(sha256))
  return names.filter((name) => name !== undefined)
}

/** The image that an address means when it is one of our file server, whatever name that has. */
function servedName(url: string): string {
  const path = URL.parse(url)?.pathname ?? ''
  if (!path.startsWith(SERVED)) return ''
  try {
    return decodeURIComponent(path.slice(SERVED.length))
  } catch {
    return ''
  }
}

function member(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
  return Object.hasOwn(value, name) ? value[name] : undefined
}
