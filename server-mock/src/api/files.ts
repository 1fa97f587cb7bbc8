import type { FileTree } from '../boot/file-tree.ts'
import { pathParts } from '../boot/tree-path.ts'
import type { Uploads } from '../boot/uploads.ts'
import { Problem } from '../objects/problem.ts'
import { queryFlag } from './query-flag.ts'
import type { Call, Route } from './route.ts'
import { FileNames, getFile, headOfFile, type StoreTexts, Uploaded, upload } from './stored-files.ts'

const TEXTS: StoreTexts = {
  model: 'files',
  missingBody: 'Missing upload body',
  busy: 'File already uploading',
  wrongType: (type) =>
    new Problem(400, [`Want content-type application/octet-stream, not ${type}`], { model: 'files' }),
}

/** Files that machines load: upload, list, download, delete. */
export function fileRoutes(tree: FileTree, uploads: Uploads): Route[] {
  const path = (call: Call) => call.path['*'] ?? ''
  const specific = (call: Call) => [path(call)]
  const get = { scope: 'files', action: 'get', specific, refusal: 'not-found' } as const
  return [
    {
      method: 'GET',
      path: '/files',
      access: { scope: 'files', action: 'list' },
      description: {
        summary: 'Names in a folder',
        answer: FileNames,
        query: { path: 'The folder; the top one when absent' },
      },
      handle: async (call) => {
        const names = await tree.list(`files/${call.query.get('path') ?? ''}`)
        if (names === undefined) throw new Problem(404, ['Not Found'], { model: 'files' })
        return { status: 200, body: names }
      },
    },
    {
      method: 'HEAD',
      path: '/files/*',
      access: get,
      description: { summary: 'Size and SHA-256 (X-DRP-SHA256SUM) of a file' },
      handle: (call) => headOfFile(tree, 'files', path(call)),
    },
    {
      method: 'GET',
      path: '/files/*',
      access: get,
      description: { summary: 'A file, or a range of it' },
      handle: (call) => getFile(tree, 'files', path(call), call),
    },
    {
      method: 'POST',
      path: '/files/*',
      access: { scope: 'files', action: 'post', specific },
      takesStream: true,
      description: {
        summary: 'Store a file: its bytes, or the part `file` of a form; X-DRP-SHA256SUM is checked',
        answer: Uploaded,
        status: 201,
        query: { explode: '`true` unpacks a tar archive (plain, gzip, zstd) below the path' },
      },
      handle: async (call) => {
        const name = path(call)
        // The router takes a last slash away.
        if (call.url.split('?')[0]?.endsWith('/')) {
          throw new Problem(403, ['Cannot upload a directory'], { model: 'files', key: name })
        }
        const store = queryFlag(call.query, 'explode') ? uploads.explode : uploads.store
        return upload(TEXTS, name, call, (content, announced) =>
          store.call(uploads, `files/${name}`, content, announced),
        )
      },
    },
    {
      method: 'DELETE',
      path: '/files/*',
      access: { scope: 'files', action: 'delete', specific },
      description: { summary: 'Delete a file or an empty folder', status: 204 },
      handle: async (call) => {
        const name = path(call)
        const place = { model: 'files', key: name }
        if (pathParts(name) === undefined) throw new Problem(403, ['Cannot delete'], place)
        if (!(await tree.remove(`files/${name}`))) throw new Problem(404, ['Unable to delete'], place)
        return { status: 204 }
      },
    },
  ]
}
