import type { JsonObject, JsonValue } from '../../models/json.ts'
import { compare } from '../order.ts'

/** Groups and hosts as a tree, as `ansible-inventory --graph` draws them. */
export function graphText(list: JsonObject): string {
  const lines: string[] = []
  const inside = new Set(
    Object.entries(list).flatMap(([name, group]) => (name === 'all' ? [] : texts(group, 'children'))),
  )
  const draw = (name: string, depth: number, way: ReadonlySet<string>) => {
    const indent = '  |'.repeat(depth)
    lines.push(`${indent}${depth === 0 ? '' : '--'}@${name}:`)
    if (way.has(name)) return
    const group = list[name] ?? {}
    const top = Object.keys(list).filter((one) => one !== 'all' && one !== '_meta' && !inside.has(one))
    const children =
      name === 'all' ? [...new Set([...texts(group, 'children'), ...top])] : texts(group, 'children')
    for (const child of children.sort(compare)) draw(child, depth + 1, new Set([...way, name]))
    for (const host of texts(group, 'hosts')) lines.push(`${indent}  |--${host}`)
  }
  draw('all', 0, new Set())
  return `${lines.join('\n')}\n`
}

function texts(group: JsonValue, name: string): string[] {
  if (group === null || typeof group !== 'object' || Array.isArray(group)) return []
  const value = group[name]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
