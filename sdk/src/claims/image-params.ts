import type { JsonValue } from '../models/json.ts'
import { SdkError } from '../transport/index.ts'

/** Params that `imageParams` sets; what a former image has set and a new one does not is taken off. */
export const IMAGE_PARAMS = [
  'image-deploy/image-url',
  'image-deploy/image-file',
  'image-deploy/image-sha256',
  'image-deploy/image-type',
] as const

/**
 * The params of the task `image-deploy` for an image: a URL or a path below the server's own images, with
 * `@sha256:HEX` behind it or not. The digest is needed, here or as param `image-deploy/image-sha256`.
 *
 * @throws SdkError `invalid_claim` when the text is neither
 */
export function imageParams(image: string): Record<string, JsonValue> {
  const [, place = '', digest] = /^(\S+?)(?:@sha256:([0-9A-Fa-f]{64}))?$/.exec(image) ?? []
  const isUrl = /^https?:\/\/[^\s@]+$/.test(place)
  const isFile = /^[A-Za-z0-9][A-Za-z0-9._/+-]*$/.test(place) && !place.split('/').includes('..')
  if (!isUrl && !isFile) {
    const help =
      'write a URL, or a path below the images of the server, and `@sha256:` with 64 digits behind it'
    throw new SdkError('invalid_claim', `The image \`${image}\` cannot be read; ${help}.`)
  }
  const type = /\.(qcow2|(?:raw|tar)(?:\.(?:zst|gz|xz))?)(?:[?#].*)?$/.exec(place)?.[1]
  return {
    [isUrl ? 'image-deploy/image-url' : 'image-deploy/image-file']: place,
    ...(digest === undefined ? {} : { 'image-deploy/image-sha256': digest.toLowerCase() }),
    ...(type === undefined ? {} : { 'image-deploy/image-type': type }),
  }
}
