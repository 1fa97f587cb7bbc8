import { beforeAll, describe, expect, it } from 'vitest'
import { describedProvider } from '../../scripts/cdk/described-provider.ts'
import { flavours, schemaFor } from '../../scripts/cdk/flavour.ts'
import { packages } from '../../scripts/cdk/packages.ts'
import { type ProviderJson, schemaDocument } from '../../scripts/cdk/schema-json.ts'
import { serveAttachable } from '../../src/plugin/serve.ts'
import { describeWithTerraform, RootModule } from '../terraform/terraform.ts'

const provider = describedProvider('1.2.3')
const ephemeral = (provider.ephemeralResources ?? []).map(({ typeName }) => typeName)
const document = schemaDocument(provider)
const offered = Object.values(document.provider_schemas)[0]

describe('the constructs', () => {
  let files: ReadonlyMap<string, string>
  beforeAll(async () => {
    files = await packages(provider, { version: '1.2.3', license: 'free\n' })
  })
  const source = (path: string) => files.get(path) ?? ''

  it('are one for each resource and data source, for both libraries', () => {
    const wanted = [...provider.resources, ...provider.dataSources].map(({ typeName }) => typeName)
    expect(wanted.length).toBeGreaterThan(70)
    for (const { library } of flavours) {
      const sources = [...files]
        .filter(([path]) => path.startsWith(`${library}/src/`))
        .map(([, text]) => text)
      const classes = sources.flatMap((text) => [...text.matchAll(/tfResourceType = "(\w+)"/g)])
      const others = library === 'cdktn' ? ephemeral : []
      expect(classes.map(([, typeName]) => typeName).sort()).toEqual([...wanted, ...others, 'drp'].sort())
      expect(source(`${library}/src/index.ts`).match(/from '.*\/index\.ts'/g)?.length).toBeGreaterThan(70)
    }
  })

  it('differ only by the name of the library, and by what the older one does not know', () => {
    const shared = [...files.keys()].filter((path) => /^cdktf\/src\/(?!index|provider\/).*\.ts$/.test(path))
    expect(shared.length).toBeGreaterThan(70)
    for (const path of shared) {
      const asOlder = source(path.replace('cdktf', 'cdktn'))
        .replaceAll(/\bcdktn\b(?!\.io)/g, 'cdktf')
        .replaceAll(/ {2}\/\*\*\n {2}\* @deprecated Write-only: .*\n {2}\*\/\n/g, '')
        .replaceAll(/this\.markWriteOnlyAttribute\((.*)\),$/gm, '$1,')
      expect(source(path), path).toBe(asOlder)
    }
    expect(source('cdktn/src/profile/index.ts')).toContain('markWriteOnlyAttribute')
  })

  it('take values of any kind where the schema does', () => {
    const param = source('cdktn/src/machine-param/index.ts')
    expect(param).toContain('readonly value?: any;')
    expect(param).toContain('value: cdktn.anyToTerraform(this._value),')
    expect([...files.values()].join('')).not.toMatch(/hashMapper\(cdkt[nf]\.anyToTerraform\)|anyMap"/)
  })

  it('ask for versions of the provider that fit', () => {
    expect(source('cdktn/src/provider/index.ts')).toMatch(/providerVersionConstraint: '~> 1\.2'/)
    expect(source('cdktn/src/provider/index.ts')).toContain("terraformProviderSource: 'metalwright/drp'")
    const { name, version, peerDependencies } = JSON.parse(source('cdktf/package.json'))
    expect([name, version]).toEqual(['@metalwright/cdktf-provider-drp', '1.2.3'])
    expect(Object.keys(peerDependencies)).toEqual(['cdktf', 'constructs'])
  })

  it('of the older library come from the schema without what it does not know', () => {
    const text = flavours.map((flavour) => JSON.stringify(schemaFor(flavour, document)))
    expect(text.map((one) => one.includes('"write_only":true'))).toEqual([true, false])
  })
})

describeWithTerraform('the schema that the constructs are made of', () => {
  it('is the one that the CLI prints', async () => {
    const served = await serveAttachable(provider)
    const root = new RootModule({ TF_REATTACH_PROVIDERS: served.reattach })
    try {
      root.write('terraform {\n  required_providers {\n    drp = { source = "metalwright/drp" }\n  }\n}\n')
      const { output } = await root.run('providers schema -json')
      const printed: { provider_schemas: Record<string, ProviderJson> } = JSON.parse(output)
      const [schema] = Object.values(printed.provider_schemas)
      for (const part of ['provider', 'resource_schemas', 'data_source_schemas'] as const) {
        expect(JSON.parse(JSON.stringify(offered?.[part]))).toEqual(schema?.[part])
      }
      for (const part of ['ephemeral_resource_schemas', 'functions'] as const) {
        if (schema?.[part]) expect(offered?.[part]).toEqual(schema[part])
      }
    } finally {
      served.close()
      root.remove()
    }
  })
})
