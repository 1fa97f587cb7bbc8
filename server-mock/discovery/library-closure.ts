import { runTool } from './tool.ts'

/**
 * Reads what `ldd` prints and returns the absolute paths of all shared libraries and of the loader, sorted,
 * each once. Lines without a path (the kernel's vdso, `statically linked`) are left out.
 * @throws Error when a library is reported as not found: an image without it could not start the program.
 */
export function parseLdd(output: string): string[] {
  const found = new Set<string>()
  for (const line of output.split('\n')) {
    if (line.includes('=> not found'))
      throw new Error(`A shared library is missing on this machine: ${line.trim()}`)
    const match = /(?:=> |^\s+)(\/\S+) \(0x[0-9a-f]+\)/.exec(line)
    if (match?.[1] !== undefined) found.add(match[1])
  }
  return [...found].sort()
}

/** Paths of all shared libraries (and the loader) that the given programs need. */
export async function libraryClosure(programs: readonly string[]): Promise<string[]> {
  const [first, ...rest] = programs
  if (first === undefined) return []
  return parseLdd(await runTool(['ldd', first, ...rest]))
}
