import { stat } from 'node:fs/promises'
import type { RootTree } from './root-tree.ts'
import { runTool } from './tool.ts'

/**
 * Packs a tree as an initramfs (cpio `newc`, owner root, zstd level 3: on slow processors a higher level
 * costs more build time than it saves in transfer) and returns its size in bytes.
 */
export async function packInitramfs(tree: RootTree, target: string): Promise<number> {
  const names = await tree.seal()
  const archive = `${target}.cpio`
  await runTool(['cpio', '--quiet', '--reproducible', '-o', '-H', 'newc', '-R', '0:0', '-O', archive], {
    cwd: tree.root,
    input: `${names.join('\n')}\n`,
  })
  await runTool(['zstd', '-q', '-f', '-3', '--rm', archive, '-o', target])
  return (await stat(target)).size
}
