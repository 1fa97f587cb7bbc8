import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { libraryClosure } from './library-closure.ts'
import type { RootTree } from './root-tree.ts'
import { findTool, runTool } from './tool.ts'

/** Debian's Python, whatever other one is first on PATH. */
const PYTHON = '/usr/bin/python3'
/** Parts of the standard library that programs do without. */
const UNUSED = ['test', 'idlelib', 'lib2to3', 'ensurepip', 'pydoc_data', 'turtledemo', 'tkinter', 'unittest']

/**
 * Makes a system one that Ansible can manage: dropbear takes logins of root by key, and Python is there with its
 * standard library.
 *
 * @throws ToolMissingError, ToolFailedError
 */
export async function makeManaged(tree: RootTree): Promise<void> {
  const ssh = findTool('dropbear')
  await tree.copy(ssh, '/usr/sbin/dropbear')
  await tree.directories('/etc/dropbear')
  await tree.write('/etc/shells', '/bin/sh\n')
  const library = (
    await runTool([PYTHON, '-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))'])
  ).trim()
  const program = (await runTool(['readlink', '-f', PYTHON])).trim()
  await tree.copy(program, '/usr/bin/python3')
  const target = join(tree.root, library)
  const unused = new Set(UNUSED.map((name) => join(library, name)))
  await cp(library, target, {
    recursive: true,
    dereference: true,
    filter: (path) => !unused.has(path) && !/__pycache__|\/config-3/.test(path),
  })
  // Without a look at the times of the sources, which an image does not keep.
  await runTool([
    PYTHON,
    '-m',
    'compileall',
    '-q',
    '--invalidation-mode',
    'unchecked-hash',
    '-s',
    tree.root,
    target,
  ])
  const modules = (await runTool(['find', join(target, 'lib-dynload'), '-name', '*.so'])).trim().split('\n')
  for (const path of await libraryClosure([ssh, program, ...modules])) await tree.copy(path, path)
  await rm(join(target, 'EXTERNALLY-MANAGED'), { force: true })
}
