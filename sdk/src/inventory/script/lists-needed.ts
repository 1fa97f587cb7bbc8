import type { ScriptSettings } from './script-settings.ts'

/** Paths of the lists of which an inventory is made. */
export interface ListPaths {
  readonly machines: string
  readonly profiles: string
  readonly stages: string
  readonly params: string
}

/** The lists that are asked for: always as many, however many machines there are. */
export function listsNeeded({ filters, inventory }: ScriptSettings): ListPaths {
  const decode: readonly (readonly [string, string])[] =
    inventory.secrets === 'clear' ? [['decode', 'true']] : []
  return {
    machines: pathOf('machines', [...filters, ...decode]),
    profiles: pathOf('profiles', decode),
    stages: pathOf('stages', decode),
    params: pathOf('params', []),
  }
}

function pathOf(kind: string, pairs: readonly (readonly [string, string])[]): string {
  const query = new URLSearchParams()
  for (const [name, value] of pairs) query.append(name, value)
  return query.size === 0 ? `/${kind}` : `/${kind}?${query}`
}
