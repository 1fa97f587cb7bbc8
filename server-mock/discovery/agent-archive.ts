import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { agentFiles, BUNDLE_PATH } from './agent-bundle.ts'
import { RootTree } from './root-tree.ts'
import { runTool } from './tool.ts'

/** Files of the bundle that are started, not read. */
const PROGRAMS = ['agent', 'keep-running']

/**
 * Puts the agent where the scripts of installers take it from: `<base root>/tftpboot/discovery/agent.tar.gz`, to be
 * unpacked in the root of a system that has `curl` and `jq`. Unlike the bundle of the discovery image it brings no
 * programs, so that it suits every architecture.
 *
 * @throws ToolMissingError, ToolFailedError
 */
export async function installAgentArchive(baseRoot: string): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'metalwright-agent-'))
  try {
    const tree = new RootTree(work)
    for (const [name, source] of agentFiles) {
      await tree.copy(source, join(BUNDLE_PATH, name), PROGRAMS.includes(name) ? 0o755 : 0o644)
    }
    const target = join(baseRoot, 'tftpboot/discovery/agent.tar.gz')
    await mkdir(dirname(target), { recursive: true })
    const same = ['--owner=0', '--group=0', '--numeric-owner', '--sort=name', '--mtime=@0']
    await runTool(['tar', ...same, '-C', work, '-czf', target, BUNDLE_PATH.slice(1)])
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
