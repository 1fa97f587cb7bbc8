import type { FileTree } from '../boot/file-tree.ts'
import { Problem } from '../objects/problem.ts'
import type { Call, Route } from './route.ts'

/** Files that machines load: upload, list, download, delete. */
export function fileRoutes(tree: FileTree): Route[] {
  const path = (call: Call) => call.path['*'] ?? ''
  const specific = (call: Call) => [path(call)]
  return [
    {
      method: 'GET',
      path: '/files',
      access: { scope: 'files', action: 'list' },
      handle: async (call) => {
        const names = await tree.list(`files/${call.query.get('path') ?? ''}`)
        if (names === undefined) throw new Problem(404, ['Not Found'], { model: 'files' })
        return { status: 200, body: names }
      },
    },
    {
      method: 'GET',
      path: '/files/*',
      access: { scope: 'files', action: 'get', specific, refusal: 'not-found' },
      handle: async (call) => {
        const file = await tree.open(`files/${path(call)}`)
        if (file === undefined) throw new Problem(404, ['Not Found'], { model: 'files', key: path(call) })
        return {
          status: 200,
          stream: file.stream(0, file.size - 1),
          headers: { 'Content-Length': String(file.size) },
        }
      },
    },
    {
      method: 'POST',
      path: '/files/*',
      access: { scope: 'files', action: 'post', specific },
      takesStream: true,
      handle: async (call) => {
        const type = call.headers['content-type'] ?? 'none'
        if (type !== 'application/octet-stream') {
          throw new Problem(415, [`Want content-type application/octet-stream, not ${type}`], {
            model: 'files',
          })
        }
        if (call.stream === undefined) throw new Problem(400, ['Missing upload body'], { model: 'files' })
        const length = call.headers['content-length']
        const size = await tree.write(
          `files/${path(call)}`,
          call.stream,
          length === undefined ? undefined : Number(length),
        )
        return { status: 201, body: { Path: path(call), Size: size } }
      },
    },
    {
      method: 'DELETE',
      path: '/files/*',
      access: { scope: 'files', action: 'delete', specific },
      handle: async (call) => {
        if (!(await tree.remove(`files/${path(call)}`))) {
          throw new Problem(404, ['Unable to delete'], { model: 'files', key: path(call) })
        }
        return { status: 204 }
      },
    },
  ]
}
