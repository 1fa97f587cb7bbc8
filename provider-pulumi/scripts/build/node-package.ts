import { execFileSync } from 'node:child_process'
import { copyFileSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Builds the npm package from `nodejs` into a folder of its own. It is CommonJS: programs of every module system can
 * load that, and most Pulumi programs are CommonJS themselves.
 *
 * @param room folder of `@metalwright/provider-pulumi`
 */
export function buildNodePackage(room: string, folder: string): void {
  const root = join(room, '..')
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  rmSync(folder, { recursive: true, force: true })
  const project = join(import.meta.dirname, 'tsconfig.json')
  execFileSync(process.execPath, [compiler, '-p', project, '--outDir', folder], { stdio: 'inherit' })

  // The compiler rewrites import endings in JavaScript only.
  for (const file of globSync('**/*.d.ts', { cwd: folder })) {
    const path = join(folder, file)
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.replace(/((?:from |import\()["']\.{1,2}\/[^"']*)\.ts(?=["'])/g, '$1.js'))
  }

  const {
    type: _,
    main: __,
    ...facts
  } = JSON.parse(readFileSync(join(room, 'nodejs', 'package.json'), 'utf8'))
  const manifest = {
    ...facts,
    type: 'commonjs',
    main: 'index.js',
    types: 'index.d.ts',
    exports: {
      '.': { types: './index.d.ts', default: './index.js' },
      './package.json': './package.json',
    },
    publishConfig: { access: 'public' },
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  copyFileSync(join(room, 'nodejs', 'README.md'), join(folder, 'README.md'))
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
}
