import type { FileTree } from '../boot/file-tree.ts'
import { pathParts } from '../boot/tree-path.ts'
import type { Uploads } from '../boot/uploads.ts'
import { Problem } from '../objects/problem.ts'
import type { Call, Route } from './route.ts'
import { FileNames, getFile, headOfFile, type StoreTexts, Uploaded, upload } from './stored-files.ts'

const TEXTS: StoreTexts = {
  model: 'isos',
  missingBody: 'Missing request body',
  busy: 'Already uploading',
  wrongType: (type) =>
    new Problem(
      415,
      [`Invalid content type ${type},`, 'Want application/octet-stream or multipart/form-data'],
      { model: 'isos' },
    ),
}

/**
 * ISO images, from which boot environments get their files: upload, list, download, delete.
 *
 * @param changed told of an image that came or went; the answer waits until those who must know do
 */
export function isoRoutes(
  tree: FileTree,
  uploads: Uploads,
  changed: (name: string) => Promise<void>,
): Route[] {
  const name = (call: Call) => call.path['key'] ?? ''
  const specific = (call: Call) => [name(call)]
  const get = { scope: 'isos', action: 'get', specific, refusal: 'not-found' } as const
  /** The name, which is one part: images have no folders. @throws Problem 403 */
  const flat = (call: Call, refusal: string) => {
    const parts = pathParts(name(call))
    if (parts?.length === 1) return name(call)
    throw new Problem(403, [refusal], { model: 'isos', key: name(call) })
  }
  return [
    {
      method: 'GET',
      path: '/isos',
      access: { scope: 'isos', action: 'list' },
      description: { summary: 'Names of all ISO images', answer: FileNames },
      handle: async () => ({ status: 200, body: (await tree.list('isos')) ?? [] }),
    },
    {
      method: 'HEAD',
      path: '/isos/:key',
      access: get,
      description: { summary: 'Size and SHA-256 (X-DRP-SHA256SUM) of an ISO image' },
      handle: (call) => headOfFile(tree, 'isos', name(call)),
    },
    {
      method: 'GET',
      path: '/isos/:key',
      access: get,
      description: { summary: 'An ISO image, or a range of it' },
      handle: (call) => getFile(tree, 'isos', name(call), call),
    },
    {
      method: 'POST',
      path: '/isos/:key',
      access: { scope: 'isos', action: 'post', specific },
      takesStream: true,
      description: {
        summary: 'Store an ISO image and unpack it for the boot environments that name it',
        answer: Uploaded,
        status: 201,
      },
      handle: async (call) => {
        const iso = flat(call, 'Cannot upload a directory')
        const answer = await upload(TEXTS, iso, call, (content, announced) =>
          uploads.store(`isos/${iso}`, content, announced),
        )
        await changed(iso)
        return answer
      },
    },
    {
      method: 'DELETE',
      path: '/isos/:key',
      access: { scope: 'isos', action: 'delete', specific },
      description: { summary: 'Delete an ISO image; what was unpacked stays', status: 204 },
      handle: async (call) => {
        const iso = flat(call, 'Cannot delete')
        if (!(await tree.remove(`isos/${iso}`))) {
          throw new Problem(404, ['no such iso'], { model: 'isos', key: iso })
        }
        await changed(iso)
        return { status: 204 }
      },
    },
  ]
}
