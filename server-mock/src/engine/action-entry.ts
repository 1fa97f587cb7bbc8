/** An entry of a task list that the server runs itself: an action of a plugin. */
export interface ActionEntry {
  /** Name of the plugin; undefined for any that offers the action. */
  readonly plugin: string | undefined
  readonly command: string
}

/** Reads `action:<command>` or `action:<plugin>:<command>` (DRP 3.13); `undefined` for every other entry. */
export function actionEntry(entry: string): ActionEntry | undefined {
  const [word, first = '', ...rest] = entry.split(':')
  if (word !== 'action' || first === '') return undefined
  return rest.length === 0
    ? { plugin: undefined, command: first }
    : { plugin: first, command: rest.join(':') }
}
