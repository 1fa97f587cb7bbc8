import { z } from 'zod'

/** Path of a source module as the workspace's `package.json` names it. */
const Source = z.string().regex(/^\.\/src\/.+\.ts$/, 'every export must be a module below ./src')

const Workspace = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  engines: z.record(z.string(), z.string()),
  exports: z.record(z.string(), Source),
  bin: z.record(z.string(), Source).optional(),
  dependencies: z.record(z.string(), z.string()),
  peerDependencies: z.record(z.string(), z.string()).optional(),
  peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean() })).optional(),
})

/** The `package.json` of a published package, as far as it is looked at here. */
interface Manifest {
  readonly name: string
  readonly version: string
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>
}

/**
 * Makes the `package.json` that is published of the one in the workspace: the same exports, but of what was built.
 *
 * @returns it, and the files that must be executable
 * @throws ZodError when the one of the workspace has another form
 */
export function manifestOf(workspace: unknown): { manifest: Manifest; programs: string[] } {
  const { exports, bin = {}, ...facts } = Workspace.parse(workspace)
  const built = (source: string, ending: string) =>
    `./${source.slice('./src/'.length, -'.ts'.length)}${ending}`
  const entries = Object.entries(exports).map(([name, source]) => [
    name,
    { types: built(source, '.d.ts'), default: built(source, '.js') },
  ])
  const programs = Object.entries(bin).map(([name, source]) => [name, built(source, '.js')] as const)
  const manifest = {
    ...facts,
    type: 'module',
    sideEffects: false,
    exports: { ...Object.fromEntries(entries), './package.json': './package.json' },
    ...(programs.length > 0 ? { bin: Object.fromEntries(programs) } : {}),
    publishConfig: { access: 'public' },
  }
  return { manifest, programs: programs.map(([, file]) => file) }
}
