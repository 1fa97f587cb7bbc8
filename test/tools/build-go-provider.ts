// Builds a Terraform provider in Go into .tools/bin, which does nothing; the start of ours is measured beside it.
import { join } from 'node:path'
import { buildGoTool, type GoTool } from './go-tool.ts'
import { usualGoFolders } from './go-toolchain.ts'

const provider: GoTool = {
  name: 'terraform-provider-empty',
  module: join(import.meta.dirname, 'go-provider'),
  package: '.',
  sources: ['main.go'],
  ldflags: '-s -w',
  proof: ['--version'],
}

/** Builds it unless an up-to-date one is there, and returns its path. Throws a GoToolError. */
export function buildGoProvider({ log }: { log: (line: string) => void }): Promise<string> {
  const folder = join(import.meta.dirname, '..', '..', '.tools', 'bin')
  return buildGoTool(provider, { log, folder, env: process.env, goFolders: usualGoFolders })
}
