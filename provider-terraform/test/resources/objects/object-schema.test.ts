import { objectKinds, snakeCase } from '@metalwright/sdk/kinds'
import { catalogue, PREFIXES } from '@metalwright/sdk/models'
import { describe, expect, it } from 'vitest'
import { dataSources } from '../../../src/data-sources/data-sources.ts'
import type { Attributes } from '../../../src/framework/attribute.ts'
import { resources } from '../../../src/resources/resources.ts'

const schemaOf = (typeName: string) =>
  resources.find((resource) => resource.typeName === typeName)?.schema.attributes ?? {}

/** Paths of attributes whose description says no more than their name. */
function undescribed(at: string, attributes: Attributes): string[] {
  return Object.entries(attributes).flatMap(([name, { description, shape }]) => [
    ...(/^`\w+` of the/.test(description) ? [`${at}.${name}`] : []),
    ...(shape.kind === 'nested' ? undescribed(`${at}.${name}`, shape.attributes) : []),
  ])
}

describe('the schemas of objects', () => {
  it('cover every kind of the catalogue that can be created', () => {
    const made = objectKinds.map(({ model }) => model.prefix)
    const creatable = PREFIXES.filter((prefix) => catalogue[prefix].verbs.some((verb) => verb === 'create'))
    // Jobs are created by the agent of a machine.
    expect([...made].sort()).toEqual(creatable.filter((prefix) => prefix !== 'jobs').sort())
  })

  it('spell fields as Terraform does', () => {
    const fields = ['NextServer', 'OS', 'IsoSha256', 'DRPVersion', 'BootEnv', 'HardwareAddrs', 'ID']
    expect(fields.map(snakeCase)).toEqual([
      'next_server',
      'os',
      'iso_sha256',
      'drp_version',
      'boot_env',
      'hardware_addrs',
      'id',
    ])
  })

  it('replace an object whose key or fixed fields change', () => {
    expect(schemaOf('drp_subnet')['name']).toMatchObject({ required: true, requiresReplace: true })
    expect(schemaOf('drp_subnet')['subnet']).toMatchObject({ required: true, requiresReplace: true })
    expect(schemaOf('drp_reservation')['scoped']).toMatchObject({ default: false, requiresReplace: true })
    expect(schemaOf('drp_machine_enrolled')['name']?.requiresReplace).toBeUndefined()
  })

  it('do not let what the server computes be given', () => {
    const subnet = schemaOf('drp_reservation')['subnet']
    expect([subnet?.computed, subnet?.optional]).toEqual([true, undefined])
  })

  it('let every operation on every resource have a limit', () => {
    for (const { typeName, schema } of resources) {
      expect([typeName, 'timeouts' in schema.attributes]).toEqual([typeName, true])
    }
  })

  it('never offer what is secret', () => {
    const names = [...resources, ...dataSources].flatMap(({ schema }) => Object.keys(schema.attributes))
    expect(names).not.toContain('secret')
    expect(names).not.toContain('password_hash')
    expect(schemaOf('drp_user')['password_wo']).toMatchObject({ writeOnly: true, sensitive: true })
  })

  it('tell what every attribute means', () => {
    expect(
      [...resources, ...dataSources].flatMap(({ typeName, schema }) =>
        undescribed(typeName, schema.attributes),
      ),
    ).toEqual([])
  })
})
