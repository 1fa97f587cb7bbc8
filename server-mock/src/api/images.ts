import {
  Image,
  ImageImport,
  ImageProgress,
  ImagePrune,
  ImagesPruned,
  MachineImage,
} from '@metalwright/sdk/models'
import { z } from 'zod'
import { sees } from '../auth/tenancy.ts'
import type { Uploads } from '../boot/uploads.ts'
import { acceptImage } from '../images/accept-image.ts'
import { imageName, imagePath, isNewName } from '../images/image-name.ts'
import type { ImageStore } from '../images/image-store.ts'
import { machineImage } from '../images/machine-image.ts'
import { prune } from '../images/prune.ts'
import type { Objects } from '../objects/objects.ts'
import { EffectiveParams } from '../objects/params/effective-params.ts'
import { notFound, Problem } from '../objects/problem.ts'
import type { Addresses } from '../render/source.ts'
import { machineNamed } from './machine-named.ts'
import { objectAccess } from './objects.ts'
import { queryFlag } from './query-flag.ts'
import { read } from './read.ts'
import type { Call, Route } from './route.ts'
import { type StoreTexts, upload } from './stored-files.ts'

const TEXTS: StoreTexts = {
  model: 'images',
  missingBody: 'Missing upload body',
  busy: 'The image is being uploaded or imported already',
  wrongType: (type) =>
    new Problem(400, [`Want content-type application/octet-stream or application/json, not ${type}`], {
      model: 'images',
    }),
}

/** What the routes of images are built from. */
export interface ImageRoutesOptions {
  readonly store: ImageStore
  readonly uploads: Uploads
  readonly objects: Objects
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Addresses of this server as the caller reaches it. */
  readonly addresses: (server: string) => Addresses
}

/** The image store: upload, import, list, delete, prune; and what a machine is to write. */
export function imageRoutes(options: ImageRoutesOptions): Route[] {
  return [...readRoutes(options), ...writeRoutes(options), pruneRoute(options), machineRoute(options)]
}

function readRoutes({ store }: ImageRoutesOptions): Route[] {
  return [
    {
      method: 'GET',
      path: '/images',
      access: { scope: 'images', action: 'list', refusal: 'empty-list' },
      description: { summary: 'List images', answer: z.array(Image) },
      handle: async (call) => ({
        status: 200,
        body: (await store.list()).map((image) => shown(image, call)),
      }),
    },
    {
      method: 'GET',
      path: '/images/*',
      access: { scope: 'images', action: 'get', specific, refusal: 'not-found' },
      description: { summary: 'Get an image', answer: Image },
      handle: async (call) => {
        const name = imageName(segment(call))
        const image = name === undefined ? undefined : await store.get(name)
        if (image === undefined) throw notFound('images', segment(call))
        return { status: 200, body: shown(image, call) }
      },
    },
  ]
}

function writeRoutes({ store, uploads }: ImageRoutesOptions): Route[] {
  return [
    {
      method: 'POST',
      path: '/images/*',
      access: { scope: 'images', action: 'post', specific },
      takesStream: true,
      description: {
        summary: 'Store an image: its bytes (201), or import it from an address (JSON, 202)',
        body: ImageImport,
        answer: Image,
        status: 201,
        query: { sha256: 'SHA-256 that the bytes must have; others are not stored' },
      },
      handle: async (call) => {
        const name = newName(call)
        if (call.stream === undefined) {
          const { Url, Sha256 } = read(ImageImport, call.body, 'images')
          if (URL.parse(Url) === null) throw new Problem(400, [`${Url} is no address`], { model: 'images' })
          if (store.importing(name)?.kind === 'failed') await store.forget(name)
          if (!store.import(name, { url: Url, sha256: Sha256 })) {
            throw new Problem(409, [TEXTS.busy], { model: 'images', key: name })
          }
          return { status: 202, body: shown(await found(store, name), call) }
        }
        const sha256 = call.query.get('sha256')
        const headers = sha256 === null ? call.headers : { ...call.headers, 'x-drp-sha256sum': sha256 }
        const stored = await upload(TEXTS, name, { ...call, headers }, (content, announced) =>
          uploads.store(imagePath(name), content, announced, acceptImage),
        )
        return { ...stored, body: shown(await found(store, name), call) }
      },
    },
    {
      method: 'DELETE',
      path: '/images/*',
      access: { scope: 'images', action: 'delete', specific },
      description: {
        summary: 'Delete an image that nobody uses, and what was made of it',
        status: 204,
        query: { force: '`true` deletes it although it is used' },
      },
      handle: async (call) => {
        const name = imageName(segment(call))
        if (name === undefined) throw notFound('images', segment(call))
        const users = await store.users(name)
        if (users.length > 0 && !queryFlag(call.query, 'force')) {
          const seen = users.filter(({ Prefix, Key }) => sees(call.principal.tenancy, Prefix, Key))
          const named = seen.slice(0, 20).map(({ Prefix, Name }) => `In use by ${Prefix}:${Name}`)
          const rest = users.length - named.length
          const messages = rest > 0 ? [...named, `In use by ${rest} more`] : named
          throw new Problem(409, messages, { model: 'images', key: name, type: 'StillInUseError' })
        }
        if (!(await store.remove(name))) throw notFound('images', name)
        return { status: 204 }
      },
    },
  ]
}

function pruneRoute({ store, now }: ImageRoutesOptions): Route {
  return {
    method: 'POST',
    path: '/images/prune',
    access: { scope: 'images', action: 'prune' },
    description: {
      summary:
        'Remove the images that nobody uses and that are older than some time; only lists them by default',
      body: ImagePrune,
      answer: ImagesPruned,
    },
    handle: async (call) => {
      const wish = read(ImagePrune, call.body ?? {}, 'images')
      return { status: 200, body: await prune(store, wish, now()) }
    },
  }
}

function machineRoute({ store, objects, addresses }: ImageRoutesOptions): Route {
  return {
    method: 'GET',
    path: '/machines/:key/image',
    access: objectAccess(objects, 'machines', 'image'),
    description: {
      summary: 'What a machine is to write by its params; 202 with `State`, `Done`, `Total` while it is made',
      answer: MachineImage,
    },
    handle: async (call) => {
      const session = objects.session()
      const machine = await machineNamed(session, call)
      const { server, filePort } = addresses(call.serverAddress)
      const params = new EffectiveParams(session, machine)
      const answer = await machineImage(store, params, `http://${server}:${filePort}`)
      return answer.kind === 'ready'
        ? { status: 200, body: MachineImage.parse(answer.image) }
        : { status: 202, body: ImageProgress.parse(answer.progress), headers: { 'Retry-After': '2' } }
    },
  }
}

function segment(call: Call): string {
  return call.path['*'] ?? ''
}

function specific(call: Call): readonly string[] {
  return [segment(call)]
}

/** @throws Problem 403 for what cannot be the name of an image */
function newName(call: Call): string {
  const name = segment(call)
  // The router takes a last slash away.
  const isFolder = call.url.split('?')[0]?.endsWith('/')
  if (isNewName(name) && name !== 'prune' && !isFolder) return name
  const next = 'use letters, digits and . _ + - in folders and names; the first one a letter or digit'
  throw new Problem(403, [`${JSON.stringify(name)} cannot be the name of an image`, `Next step: ${next}`], {
    model: 'images',
    key: name,
  })
}

async function found(store: ImageStore, name: string): Promise<Image> {
  const image = await store.get(name)
  if (image === undefined) throw notFound('images', name)
  return image
}

/** An image with those of its users that the caller may see. */
function shown(image: Image, { principal }: Call): Image {
  const UsedBy = image.UsedBy.filter(({ Prefix, Key }) => sees(principal.tenancy, Prefix, Key))
  return { ...image, UsedBy }
}
