import type { ImageFormat, ImageProgress, MachineImage } from '@metalwright/sdk/models'
import { ImageFormat as Formats } from '@metalwright/sdk/models'
import type { EffectiveParams } from '../objects/params/effective-params.ts'
import { Problem } from '../objects/problem.ts'
import { imageName, imagePath, importedName } from './image-name.ts'
import type { ImageStore } from './image-store.ts'

/** What a machine is to write; or how far it is, when that is being made. */
export type MachineImageAnswer =
  | { readonly kind: 'ready'; readonly image: MachineImage }
  | { readonly kind: 'progress'; readonly progress: ImageProgress }

/** What the params of a machine say about its image. */
interface Wish {
  readonly url: string
  readonly file: string
  /** SHA-256 in hex; empty when none is set. */
  readonly sha256: string
  readonly type: ImageFormat
  readonly size: number | undefined
}

/**
 * Finds what a machine is to write by its params `image-deploy/*`. Of a qcow2 image it is the raw disk that is made of
 * it here; one that is elsewhere is imported for that.
 *
 * @param params of the machine
 * @param files address of the file server, without a last slash
 * @throws Problem 422 with the next step when the params name no image, or one that cannot be had
 */
export async function machineImage(
  store: ImageStore,
  params: Pick<EffectiveParams, 'get'>,
  files: string,
): Promise<MachineImageAnswer> {
  const wish = await wishOf(params)
  if (wish.url === '' && wish.file === '') {
    throw refused('The params name no image', 'set image-deploy/image-url or image-deploy/image-file')
  }
  return wish.url === '' ? stored(store, wish, files) : remote(store, wish, files)
}

async function wishOf(params: Pick<EffectiveParams, 'get'>): Promise<Wish> {
  const text = async (name: string) => {
    const value = await params.get(`image-deploy/${name}`)
    return typeof value === 'string' ? value : ''
  }
  const sha256 = (await text('image-sha256')).toLowerCase()
  if (sha256 !== '' && !/^[0-9a-f]{64}$/.test(sha256)) {
    throw refused(
      'image-deploy/image-sha256 is no SHA-256',
      'set it to the output of sha256sum for the image file',
    )
  }
  const type = Formats.safeParse((await text('image-type')) || 'raw.zst')
  if (!type.success) throw refused('image-deploy/image-type is not known', 'set it to the form of the image')
  const size = await params.get('image-deploy/image-size')
  return {
    url: await text('image-url'),
    file: await text('image-file'),
    sha256,
    type: type.data,
    size: typeof size === 'number' ? size : undefined,
  }
}

/** An image of the store. */
async function stored(store: ImageStore, wish: Wish, files: string): Promise<MachineImageAnswer> {
  const name = imageName(wish.file)
  const image = name === undefined ? undefined : await store.get(name)
  if (name === undefined || image === undefined) {
    throw refused(`There is no image ${wish.file}`, 'upload it, or correct image-deploy/image-file')
  }
  if (image.State === 'failed') throw refused(`The image ${name} cannot be used: ${image.Error}`)
  if (image.State === 'importing' || image.State === 'hashing') return progress(image)
  if (wish.sha256 !== '' && wish.sha256 !== image.Sha256) {
    throw refused(
      `The image ${name} has the SHA-256 ${image.Sha256}, not ${wish.sha256}`,
      'correct image-deploy/image-sha256, or upload the image that is meant',
    )
  }
  if (image.Derived !== undefined) return derived(image.Derived, files)
  if (image.State !== 'ready') return progress(image)
  const diskBytes = image.DiskBytes ?? wish.size
  return {
    kind: 'ready',
    image: {
      Url: addressOf(files, imagePath(name)),
      Sha256: image.Sha256,
      // What nobody can tell by its bytes is taken for what the params say.
      Format: image.Format === 'unknown' ? wish.type : image.Format,
      Bytes: image.Bytes,
      ...(diskBytes === undefined ? {} : { DiskBytes: diskBytes }),
    },
  }
}

/** An image elsewhere: the machine loads it itself, unless a disk has to be made of it. */
async function remote(store: ImageStore, wish: Wish, files: string): Promise<MachineImageAnswer> {
  const { url, sha256, type, size } = wish
  if (sha256 === '')
    throw refused('image-deploy/image-sha256 is not set', 'set it to the SHA-256 of the image file')
  if (type !== 'qcow2') {
    const disk = size === undefined ? {} : { DiskBytes: size }
    return { kind: 'ready', image: { Url: url, Sha256: sha256, Format: type, ...disk } }
  }
  const made = await store.derived(sha256)
  if (made !== undefined) return derived(made, files)
  const name = importedName(sha256)
  const image = await store.get(name)
  if (image?.State === 'failed') throw refused(`The image at ${shown(url)} cannot be used: ${image.Error}`)
  if (image?.Derived !== undefined && image.Sha256 === sha256) return derived(image.Derived, files)
  // What lies there under the digest's name may have been changed since.
  if (image !== undefined && image.State !== 'ready' && (image.Sha256 === '' || image.Sha256 === sha256)) {
    return progress(image)
  }
  if (URL.parse(url) === null) throw refused(`${url} is no address`, 'correct image-deploy/image-url')
  store.import(name, { url, sha256, must: 'qcow2' })
  return progress((await store.get(name)) ?? { State: 'importing', Done: 0, Total: 0 })
}

function progress({ State, Done, Total }: ImageProgress): MachineImageAnswer {
  return { kind: 'progress', progress: { State, Done, Total } }
}

function derived(
  { Path, Bytes, Sha256, DiskBytes }: { Path: string; Bytes: number; Sha256: string; DiskBytes: number },
  files: string,
): MachineImageAnswer {
  return {
    kind: 'ready',
    image: { Url: addressOf(files, Path), Sha256, Format: 'raw.zst', Bytes, DiskBytes },
  }
}

function addressOf(files: string, path: string): string {
  return `${files}/${path.split('/').map(encodeURIComponent).join('/')}`
}

/** An address without its query and credentials. */
function shown(url: string): string {
  const { protocol, host, pathname } = URL.parse(url) ?? { protocol: '', host: '', pathname: url }
  return `${protocol}//${host}${pathname}`
}

function refused(what: string, next?: string): Problem {
  return new Problem(422, next === undefined ? [what] : [what, `Next step: ${next}`], {
    model: 'images',
    type: 'ImageError',
  })
}
