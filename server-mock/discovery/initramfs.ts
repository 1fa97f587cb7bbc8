import { stat } from 'node:fs/promises'
import type { RootTree } from './root-tree.ts'
import { runTool } from './tool.ts'

/**
 * Packs a tree as an initramfs (cpio `newc`, owner root, zstd level 9: higher levels cost seconds of build
 * time for a few percent) and returns its size in bytes.
 */
export async function packInitramfs(tree: RootTree, target: string): Promise<number> {
  const names = await tree.seal()
  const archive = `${target}.cpio`
  await runTool(['cpio', '--quiet', '--reproducible', '-o', '-H', 'newc', '-R', '0:0', '-O', archive], {
    cwd: tree.root,
    input: `${names.join('\n')}\n`,
  })
  await runTool(['zstd', '-q', '-f', '-9', '--rm', archive, '-o', target])
  return (await stat(target)).size
}
