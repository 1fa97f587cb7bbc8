import { execFile } from 'node:child_process'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..', '..')

/**
 * Compiles TypeScript files as a strict project that has this workspace's packages.
 *
 * @param files text by name, such as `a.ts`
 * @returns what the compiler finds wrong, by name of the file; empty when nothing is
 */
export async function compile(files: Readonly<Record<string, string>>): Promise<Map<string, string[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'metalwright-types-'))
  try {
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
    const config = { extends: join(ROOT, 'tsconfig.json'), include: ['*.ts'], exclude: [] }
    await writeFile(join(folder, 'package.json'), '{"type":"module"}')
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
    return faults(await tsc(folder))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function tsc(folder: string): Promise<string> {
  const program = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, '-p', folder, '--pretty', 'false'], (error, stdout, stderr) => {
      // The compiler exits with 1 or 2 when it finds something.
      if (error !== null && stdout === '') reject(new Error(`tsc failed: ${stderr}`, { cause: error }))
      else resolve(stdout)
    })
  })
}

function faults(output: string): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const [, path = '', fault = ''] of output.matchAll(/^(\S[^(\n]*)\(\d+,\d+\): error (.*)$/gm)) {
    const name = path.split('/').at(-1) ?? path
    found.set(name, [...(found.get(name) ?? []), fault])
  }
  return found
}
