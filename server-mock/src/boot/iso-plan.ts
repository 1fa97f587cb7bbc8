import type { BootEnv } from '@metalwright/sdk/models'
import type { IsoState } from './iso-state.ts'
import { type IsoTree, isoTrees, wishOf } from './iso-trees.ts'

/** What is to be done about the folders that bootenvs want from ISO images. */
export interface IsoPlan {
  /** The folder to make next. */
  readonly next: IsoTree | undefined
  /** Wishes that cannot be met, with the reason, by `wishOf`. */
  readonly conflicts: ReadonlyMap<string, string>
}

/**
 * Plans what is to be done. Where bootenvs want one folder from different images, the one it was made from stays,
 * or the first one comes; without that they would replace each other for ever.
 */
export function plan(state: IsoState, bootEnvs: readonly BootEnv[]): IsoPlan {
  const wishes = bootEnvs.flatMap((bootEnv) =>
    isoTrees(bootEnv).trees.map((tree) => ({ bootEnv: bootEnv.Name, tree, kind: state.standing(tree).kind })),
  )
  const conflicts = new Map<string, string>()
  let next: IsoTree | undefined
  for (const [path, rivals] of Map.groupBy(wishes, ({ tree }) => tree.path)) {
    const open = rivals.filter(({ kind }) => kind === 'due' || kind === 'unhashed')
    const keeper = rivals.find(({ kind }) => kind === 'there') ?? open[0]
    for (const { tree } of open) {
      if (keeper === undefined || tree.iso === keeper.tree.iso) next ??= tree
      else {
        const reason = `folder ${path} has the files of ${keeper.tree.iso} for bootenv ${keeper.bootEnv}`
        conflicts.set(wishOf(tree), `${reason}; give one of them another OS Name`)
      }
    }
  }
  return { next, conflicts }
}
