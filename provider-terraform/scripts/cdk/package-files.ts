import { jsonText } from '../package/json-text.ts'
import type { Flavour } from './flavour.ts'

/** What the files of both packages are made from. */
export interface PackageFacts {
  /** Version of the provider, which is that of the packages. */
  readonly version: string
  /** Text of the licence. */
  readonly license: string
}

/** Name of the package of a flavour. */
export function packageName({ library }: Flavour): string {
  return `@metalwright/${library}-provider-drp`
}

/**
 * Everything in a package besides its constructs, by file name. The sources are TypeScript; `npm run build` in the
 * package emits CommonJS and declarations, which CDK programs of both module systems load.
 */
export function packageFiles(flavour: Flavour, facts: PackageFacts): ReadonlyMap<string, string> {
  return new Map([
    ['package.json', jsonText(manifest(flavour, facts))],
    ['tsconfig.json', jsonText(compilerSettings)],
    ['README.md', readme(flavour)],
    ['LICENSE', facts.license],
  ])
}

function manifest(flavour: Flavour, { version }: PackageFacts): unknown {
  return {
    name: packageName(flavour),
    version,
    description: `Typed ${flavour.title} constructs of the Terraform provider metalwright/drp`,
    license: 'Apache-2.0',
    type: 'commonjs',
    main: 'lib/index.js',
    types: 'lib/index.d.ts',
    exports: {
      '.': { types: './lib/index.d.ts', default: './lib/index.js' },
      './package.json': './package.json',
      // As older resolution finds it too.
      './lib/*': { types: './lib/*/index.d.ts', default: './lib/*/index.js' },
    },
    files: ['lib', 'README.md', 'LICENSE'],
    scripts: { build: 'tsc -p .', prepack: 'npm run build' },
    engines: { node: '>=22.19' },
    peerDependencies: flavour.peers,
  }
}

const compilerSettings = {
  compilerOptions: {
    strict: true,
    module: 'nodenext',
    target: 'es2022',
    lib: ['es2023'],
    types: ['node'],
    rootDir: 'src',
    outDir: 'lib',
    declaration: true,
    rewriteRelativeImportExtensions: true,
    skipLibCheck: true,
  },
  include: ['src'],
}

function readme(flavour: Flavour): string {
  const { library, title, peers } = flavour
  const name = packageName(flavour)
  return `# ${name}

Typed ${title} constructs of the Terraform provider \`metalwright/drp\`: one class for each resource and data source.
They are made from the provider's schema by \`npm run generate -w provider-terraform\`; nothing here is written by hand.

\`\`\`sh
npm install ${name} ${Object.keys(peers).join(' ')}
\`\`\`

\`\`\`ts
import { App, TerraformStack } from '${library}'
import { Machine } from '${name}/lib/machine'
import { DrpProvider } from '${name}/lib/provider'

const app = new App()
const stack = new TerraformStack(app, 'servers')
new DrpProvider(stack, 'drp')
new Machine(stack, 'web', { pool: 'default', allocateWorkflow: 'image-deploy' })
app.synth()
\`\`\`

\`${library}\` writes \`cdktf.out/stacks/servers/cdk.tf.json\`, which \`terraform\` and \`tofu\` apply like any configuration.
A whole program is in \`examples/cdk/${library}\` of the repository. Values whose names are free, such as \`params\`, are
plain objects.
${flavour.modern ? newerFeatures : ''}`
}

const newerFeatures = `
Write-only arguments, ephemeral resources and the provider's functions need newer versions than the library takes for
granted; it wants to be told that you have them:

\`\`\`ts
new App({ context: { targetVersions: { terraform: '>=1.11.0', opentofu: '>=1.11.0' } } })
\`\`\`
`
