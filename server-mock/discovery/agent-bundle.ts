import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { libraryClosure } from './library-closure.ts'
import type { RootTree } from './root-tree.ts'
import { findTool } from './tool.ts'

/** Where the agent and what it needs lie, in the discovery system and in deployed systems. */
export const BUNDLE_PATH = '/usr/local/lib/metalwright'

/** The agent's files, by their name in the bundle. */
export const agentFiles: ReadonlyMap<string, string> = new Map(
  (
    [
      ['agent', 'metalwright-agent'],
      ['server.sh', 'server.sh'],
      ['machine.sh', 'machine.sh'],
      ['power.sh', 'power.sh'],
      ['kexec.sh', 'kexec.sh'],
      ['watchdog.sh', 'watchdog.sh'],
      ['keep-running', 'keep-running'],
      ['job.sh', 'job.sh'],
      ['helper', 'helper'],
      ['metalwright-agent.service', 'metalwright-agent.service'],
      ['metalwright-agent.init', 'metalwright-agent.init'],
      ['metalwright-agent.openrc', 'metalwright-agent.openrc'],
    ] as const
  ).map(([name, source]) => [name, fileURLToPath(new URL(`../agent/${source}`, import.meta.url))]),
)

const programs = ['curl', 'jq', 'kexec'] as const

/** busybox applets the agent calls; they come last in its PATH, so a system's own tools go first. */
const applets =
  'awk base64 cat chmod cmp cp cut date dd dirname grep head hostname kill ls mkdir mktemp mv od readlink reboot rm sed sh sha256sum sleep sync tail touch tr wc'.split(
    ' ',
  )

/** Host files a bundle is made from (for the digest of an image). */
export async function bundleInputs(): Promise<string[]> {
  const found = programs.map(findTool)
  return [...agentFiles.values(), findTool('busybox'), ...found, ...(await libraryClosure(found))]
}

/**
 * Installs the agent as a self-contained directory that runs on any x86-64 Linux: programs, their shared
 * libraries and loader, a busybox, and the agent itself. A target system only needs `/bin/sh`.
 */
export async function installBundle(tree: RootTree): Promise<void> {
  const found = programs.map((name) => ({ name, path: findTool(name) }))
  let loader = ''
  for (const library of await libraryClosure(found.map((program) => program.path))) {
    const name = basename(library)
    if (name.startsWith('ld-')) loader = name
    await tree.copy(library, join(BUNDLE_PATH, 'lib', name))
  }
  for (const { name, path } of found) {
    await tree.copy(path, join(BUNDLE_PATH, 'libexec', name))
    const start = `exec ${BUNDLE_PATH}/lib/${loader} --library-path ${BUNDLE_PATH}/lib ${BUNDLE_PATH}/libexec/${name} "$@"`
    await tree.write(join(BUNDLE_PATH, 'bin', name), `#!/bin/sh\n${start}\n`, 0o755)
  }
  await tree.copy(findTool('busybox'), join(BUNDLE_PATH, 'applets', 'busybox'))
  for (const applet of applets) {
    await tree.symbolicLink('busybox', join(BUNDLE_PATH, 'applets', applet))
  }
  for (const [name, source] of agentFiles) {
    await tree.copy(source, join(BUNDLE_PATH, name), ['agent', 'keep-running'].includes(name) ? 0o755 : 0o644)
  }
}
