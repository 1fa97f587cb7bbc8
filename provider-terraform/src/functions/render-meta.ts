import { FunctionArgumentError, type ProviderFunction } from '../framework/function.ts'
import { type Json, toJson } from '../values/plain.ts'

/** `render_meta`: annotations from values of any kind. */
export const renderMeta: ProviderFunction = {
  name: 'render_meta',
  summary: 'Make annotations from values',
  description:
    'Makes a map for `meta`, whose values are texts, from objects: bools and numbers are written out, lists of plain values become texts with commas, as in `feature-flags`, and anything deeper becomes JSON. Later arguments win; null members take an annotation away.',
  parameters: [],
  variadic: {
    name: 'annotations',
    type: 'dynamic',
    description: 'Objects or maps with annotations by name.',
    allowNull: true,
  },
  returns: { kind: 'map', element: 'string' },
  call(args) {
    const meta = new Map<string, string>()
    for (const [at, given] of args.entries()) {
      const json = toJson(given)
      if (json === null) continue
      if (!isObject(json)) throw new FunctionArgumentError(at, 'The value must be an object or a map.')
      for (const [name, value] of Object.entries(json)) {
        if (value === null) meta.delete(name)
        else meta.set(name, textOf(value))
      }
    }
    return meta
  },
}

function textOf(value: Json): string {
  if (Array.isArray(value)) {
    const plain = value.every((part) => part !== null && typeof part !== 'object')
    return plain ? value.map(String).join(',') : JSON.stringify(value)
  }
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function isObject(json: Json): json is { readonly [name: string]: Json } {
  return json !== null && typeof json === 'object' && !Array.isArray(json)
}
