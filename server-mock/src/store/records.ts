import type { ChangeAction } from './port.ts'

/** Changes kept for watchers that come back; older ones make them list again. */
export const CHANGES_KEPT = 10_000

/** Names of the indexes that an indexer fills, by prefix. */
export type IndexNames = Readonly<Record<string, readonly string[]>>

const ACTIONS: readonly ChangeAction[] = ['create', 'update', 'save', 'delete']

/** An action as it is stored. */
export function actionOf(text: string): ChangeAction {
  return ACTIONS.find((action) => action === text) ?? 'save'
}
