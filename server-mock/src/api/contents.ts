import { Content, ContentSummary } from '@metalwright/sdk/models'
import { z } from 'zod'
import type { Contents } from '../objects/content/contents.ts'
import { needBody } from './objects.ts'
import type { Call, Route } from './route.ts'

/** Content packs: every layer of objects, and loading, replacing and unloading those that are uploaded. */
export function contentRoutes(contents: Contents): Route[] {
  const key = (call: Call) => call.path['key'] ?? ''
  const specific = (call: Call) => [key(call)]
  return [
    {
      method: 'GET',
      path: '/contents',
      access: { scope: 'contents', action: 'list', refusal: 'empty-list' },
      description: {
        summary: 'Layers of objects, with counts and warnings',
        answer: z.array(ContentSummary),
      },
      handle: async () => ({ status: 200, body: await contents.list() }),
    },
    {
      method: 'GET',
      path: '/contents/:key',
      access: { scope: 'contents', action: 'get', specific, refusal: 'not-found' },
      description: { summary: 'A layer with its objects, as it came', answer: Content },
      handle: async (call) => ({ status: 200, body: await contents.get(key(call)) }),
    },
    {
      method: 'POST',
      path: '/contents',
      access: { scope: 'contents', action: 'create' },
      description: { summary: 'Load a content pack', body: Content, answer: ContentSummary, status: 201 },
      handle: async (call) => ({
        status: 201,
        body: await contents.put(call.principal.name, needBody(call)),
      }),
    },
    {
      method: 'PUT',
      path: '/contents/:key',
      access: { scope: 'contents', action: 'update', specific },
      description: { summary: 'Replace a content pack', body: Content, answer: ContentSummary },
      handle: async (call) => ({
        status: 200,
        body: await contents.put(call.principal.name, needBody(call), key(call)),
      }),
    },
    {
      method: 'DELETE',
      path: '/contents/:key',
      access: { scope: 'contents', action: 'delete', specific },
      description: { summary: 'Unload a content pack', status: 204 },
      handle: async (call) => {
        await contents.remove(call.principal.name, key(call))
        return { status: 204 }
      },
    },
  ]
}
