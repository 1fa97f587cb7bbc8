import type { SchemaDocument } from './schema-json.ts'

/** One of the two libraries that constructs are made for. */
export interface Flavour {
  /** Name of the library, by which constructs import it, and of the folder below `cdk/`. */
  readonly library: 'cdktn' | 'cdktf'
  /** Name of the library in prose. */
  readonly title: string
  /** Versions of it that the constructs work with. */
  readonly peers: Readonly<Record<string, string>>
  /** Whether it knows ephemeral resources, functions of providers, and checks write-only arguments. */
  readonly modern: boolean
}

/**
 * CDK Terrain goes on where CDK for Terraform ended in December 2025. The constructs of both come from one schema
 * and one generator; the name of the imported library is the difference, and what the older one cannot say is left
 * away there.
 */
export const flavours: readonly Flavour[] = [
  {
    library: 'cdktn',
    title: 'CDK Terrain',
    peers: { cdktn: '>=0.24.0', constructs: '>=10.6.0 <10.8.0' },
    modern: true,
  },
  {
    library: 'cdktf',
    title: 'CDK for Terraform (archived)',
    peers: { cdktf: '>=0.21.0', constructs: '^10.4.2' },
    modern: false,
  },
]

/** The document without what a flavour's library cannot express. */
export function schemaFor({ modern }: Flavour, document: SchemaDocument): SchemaDocument {
  if (modern) return document
  const unknown = ['ephemeral_resource_schemas', 'functions', 'write_only']
  return JSON.parse(JSON.stringify(document, (key, value) => (unknown.includes(key) ? undefined : value)))
}

/** A construct of the generator's own flavour, for another one: only the name of the library changes. */
export function sourceFor({ library }: Flavour, source: string): string {
  // Addresses of its pages stay.
  return source.replaceAll(/\bcdktn\b(?!\.io)/g, library)
}
