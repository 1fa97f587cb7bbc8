import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Attributes, attributesType } from '../../src/framework/attribute.ts'
import { applyChange } from '../../src/framework/calls/apply.ts'
import { configureProvider } from '../../src/framework/calls/configure.ts'
import { openEphemeral } from '../../src/framework/calls/ephemeral.ts'
import { generateConfig } from '../../src/framework/calls/generate-config.ts'
import { importResource } from '../../src/framework/calls/import.ts'
import { moveState } from '../../src/framework/calls/move.ts'
import { planChange } from '../../src/framework/calls/plan.ts'
import { readResource } from '../../src/framework/calls/read.ts'
import { readDataSource } from '../../src/framework/calls/read-data-source.ts'
import type { Diagnostic } from '../../src/framework/diagnostic.ts'
import { Host } from '../../src/framework/host.ts'
import type { Changes } from '../../src/framework/object-view.ts'
import type { Provider } from '../../src/framework/provider.ts'
import type { CreateContext, PlanContext, Resource } from '../../src/framework/resource.ts'
import { decodeValue } from '../../src/values/decode.ts'
import { encodeValue } from '../../src/values/encode.ts'
import type { Type } from '../../src/values/type.ts'
import { DynamicValue, Unknown, type Value, type ValueMap } from '../../src/values/value.ts'
import { hasUnknown, withoutUnknown } from '../../src/values/walk.ts'
import {
  answers,
  attributeSets,
  configurations,
  paths,
  promises,
  singleChanges,
  states,
} from './arbitrary-resource.ts'
import { assertCompatible, assertPlanValid, pathExists, proposedNew, writeOnlyValues } from './core-rules.ts'

const runs = { numRuns: 400 }
const none = new Uint8Array()
const failed = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.some(({ severity }) => severity === 'error')

/** Lets an author return what the types forbid. */
function untyped(value: unknown): Changes {
  const given: ReturnType<typeof JSON.parse> = value
  return given
}

/** What goes over the wire arrives as Terraform decodes it. */
function arrived(attributes: Attributes, value: Value): Value {
  const type = attributesType(attributes)
  return decodeValue(type, encodeValue(type, value))
}

async function hostOf(
  attributes: Attributes,
  parts: Partial<Resource<null>>,
  more: Partial<Provider<null>> = {},
) {
  const resource: Resource<null> = {
    typeName: 'x_thing',
    schema: { description: 'x', attributes },
    create: async () => ({}),
    read: async () => ({}),
    update: async () => ({}),
    delete: async () => undefined,
    ...parts,
  }
  const log = { debug: () => undefined, error: () => undefined }
  const host = new Host<null>(
    {
      address: 'registry.terraform.io/x/x',
      version: '1.0.0',
      schema: { description: 'x', attributes: {} },
      resources: [resource],
      dataSources: [],
      configure: () => null,
      ...more,
    },
    log,
  )
  await configureProvider(host, new Map(), '1.11.4')
  return host
}

/** An author who may throw, may hand back anything, and may say what exists before. */
const authors = (attributes: Attributes) =>
  fc.record({
    saves: fc.array(answers(attributes), { maxLength: 2 }),
    answer: answers(attributes),
    throws: fc.boolean(),
    /** Right but for this one change. */
    almost: fc.option(singleChanges(attributes)),
  })

const cases = attributeSets.chain((attributes) =>
  fc.record({
    attributes: fc.constant(attributes),
    prior: fc.option(states(attributes)),
    config: configurations(attributes, true),
    known: configurations(attributes, false),
    plan: answers(attributes),
    author: authors(attributes),
    promised: promises(attributes),
    replaced: fc.array(paths, { maxLength: 1 }),
  }),
)

function sound(attributes: Attributes, state: Value): void {
  expect(hasUnknown(state)).toBe(false)
  expect(writeOnlyValues(attributes, state)).toEqual([])
  expect(arrived(attributes, state)).toEqual(arrived(attributes, arrived(attributes, state)))
}

describe('no author can break a rule of Terraform', () => {
  it('in a plan', async () => {
    let good = 0
    await fc.assert(
      fc.asyncProperty(
        cases,
        fc.boolean(),
        async ({ attributes, prior, config, plan, replaced }, meddles) => {
          const meddle = ({ replace }: PlanContext<null>) => {
            for (const path of replaced) replace(path)
            return untyped(plan)
          }
          const host = await hostOf(attributes, meddles ? { plan: meddle } : {})
          const proposed = proposedNew(attributes, prior, config)
          const request = {
            typeName: 'x_thing',
            prior,
            proposed,
            config,
            privateBytes: none,
            deferralAllowed: false,
          }
          const { planned, requiresReplace, diagnostics } = await planChange(host, request)
          if (failed(diagnostics)) {
            expect(meddles).toBe(true)
            return
          }
          good++
          const seen = arrived(attributes, planned ?? null)
          expect(assertPlanValid(attributes, prior, config, seen)).toEqual([])
          expect(writeOnlyValues(attributes, seen)).toEqual([])
          for (const path of requiresReplace) {
            expect(pathExists(seen, path) || pathExists(prior, path)).toBe(true)
          }
        },
      ),
      runs,
    )
    expect(good).toBeGreaterThan(150)
  })

  it('by a plan that changes when nothing has changed', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ attributes, known }) => {
        const host = await hostOf(attributes, {})
        const request = { typeName: 'x_thing', config: known, privateBytes: none, deferralAllowed: false }
        const first = await planChange(host, {
          ...request,
          prior: null,
          proposed: proposedNew(attributes, null, known),
        })
        const type = attributesType(attributes)
        const done = withoutUnknownParts(arrived(attributes, first.planned ?? null))
        const proposed = proposedNew(attributes, done, known)
        const second = await planChange(host, { ...request, prior: done, proposed })
        expect(encodeValue(type, second.planned ?? null)).toEqual(encodeValue(type, done))
        expect(second.requiresReplace).toEqual([])
      }),
      runs,
    )
  })

  it('in the result of a create or an update, and what exists is never lost', async () => {
    let good = 0
    await fc.assert(
      fc.asyncProperty(cases, async ({ attributes, prior, known, author, promised }) => {
        let returned = false
        const change = async (context: CreateContext<null>): Promise<Changes> => {
          if (author.almost) {
            returned = true
            return { ...wholeAnswer(attributes, context.planned.values), ...author.almost }
          }
          for (const saved of author.saves) context.save(untyped(saved))
          if (author.throws) throw new Error('broken')
          returned = true
          return untyped(author.answer)
        }
        const host = await hostOf(attributes, {
          create: change,
          update: change,
          plan: () => openOnly(known, promised),
        })
        const proposed = proposedNew(attributes, prior, known)
        const request = { typeName: 'x_thing', prior, config: known, privateBytes: none }
        const { planned = null } = await planChange(host, { ...request, proposed, deferralAllowed: false })
        const promise = arrived(attributes, planned)
        const { state, diagnostics } = await applyChange(host, {
          ...request,
          planned: promise,
          identity: null,
        })
        sound(attributes, state)
        const exists = returned || author.saves.length > 0 || prior !== null
        expect(state !== null).toBe(exists)
        if (failed(diagnostics)) return
        good++
        expect(assertCompatible(attributesType(attributes), promise, arrived(attributes, state))).toEqual([])
      }),
      runs,
    )
    expect(good).toBeGreaterThan(40)
  })

  it('and one who keeps them is never blamed', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ attributes, prior, known }) => {
        const type = attributesType(attributes)
        const change = async ({ planned }: CreateContext<null>) => wholeAnswer(attributes, planned.values)
        const host = await hostOf(attributes, { create: change, update: change })
        const request = { typeName: 'x_thing', prior, config: known, privateBytes: none }
        const proposed = proposedNew(attributes, prior, known)
        const plan = await planChange(host, { ...request, proposed, deferralAllowed: false })
        expect(plan.diagnostics).toEqual([])
        const promise = arrived(attributes, plan.planned ?? null)
        const { state, diagnostics } = await applyChange(host, {
          ...request,
          planned: promise,
          identity: null,
        })
        expect(diagnostics).toEqual([])
        expect(assertCompatible(type, promise, arrived(attributes, state))).toEqual([])
      }),
      runs,
    )
  })

  it('in what is read, imported, moved or described', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ attributes, prior, author }) => {
        const answer = async () => untyped(author.answer)
        const host = await hostOf(attributes, {
          read: answer,
          import: answer,
          moves: [{ provider: 'y/y', typeName: 'y_thing', move: () => ({ state: untyped(author.answer) }) }],
          generateConfig: () => untyped(author.answer),
        })
        const base = { typeName: 'x_thing', identity: null, privateBytes: none, deferralAllowed: false }
        const read = await readResource(host, { ...base, current: prior })
        sound(attributes, read.state)
        const imported = await importResource(host, { ...base, id: 'i' })
        expect(imported.state === undefined).toBe(failed(imported.diagnostics))
        if (imported.state !== undefined) sound(attributes, imported.state)
        const moved = await moveState(host, {
          providerAddress: 'registry.terraform.io/y/y',
          sourceTypeName: 'y_thing',
          schemaVersion: 0,
          stateJson: '{}',
          privateBytes: none,
          identityJson: '',
          targetTypeName: 'x_thing',
        })
        if (moved.state !== undefined) sound(attributes, moved.state)
        const { config } = await generateConfig(
          host,
          'x_thing',
          prior ?? imported.state ?? moved.state ?? new Map(),
        )
        if (config !== undefined) sound(attributes, config)
      }),
      runs,
    )
  })

  it('in what a data source or an ephemeral resource gives', async () => {
    const inputs = cases.filter(({ attributes }) => !usesResourceOptions(attributes))
    await fc.assert(
      fc.asyncProperty(inputs, async ({ attributes, known, author }) => {
        const schema = { description: 'x', attributes }
        const open = async () => ({ changes: untyped(author.answer) })
        const read = async () => untyped(author.answer)
        const host = await hostOf(
          {},
          {},
          {
            dataSources: [{ typeName: 'x_source', schema, read }],
            ephemeralResources: [{ typeName: 'x_word', schema, open }],
          },
        )
        const source = await readDataSource(host, 'x_source', known, false)
        const word = await openEphemeral(host, 'x_word', known, false)
        for (const [result, { diagnostics }] of [
          [source.state, source],
          [word.result, word],
        ] as const) {
          expect(result === undefined).toBe(failed(diagnostics))
          if (result === undefined) continue
          sound(attributes, result)
          expect(assertPlanValid(attributes, null, known, arrived(attributes, result))).toEqual([])
        }
      }),
      { numRuns: 150 },
    )
  })
})

/** The promises about attributes that the configuration leaves open. */
function openOnly(config: ValueMap, promised: Changes): Changes {
  return Object.fromEntries(Object.entries(promised).filter(([name]) => config.get(name) === null))
}

/** What an author returns who keeps every rule. */
function wholeAnswer(attributes: Attributes, planned: ValueMap): Changes {
  const whole = filled(attributesType(attributes), planned)
  return whole instanceof Map ? Object.fromEntries(whole) : {}
}

/** The value with every unknown part made known. */
function filled(type: Type, value: Value): Value {
  if (value === null) return null
  const open = value instanceof Unknown
  if (typeof type === 'string') {
    if (!open) return value
    const some: Record<typeof type, Value> = {
      string: 'aa',
      number: 1,
      bool: true,
      dynamic: new DynamicValue('string', 'aa'),
    }
    return some[type]
  }
  if (type.kind === 'object') {
    const members = [...type.attributes].map(([name, member]): [string, Value] => {
      const part = value instanceof Map ? (value.get(name) ?? null) : new Unknown()
      return [name, filled(member, part)]
    })
    return new Map(members)
  }
  if (type.kind === 'tuple') return value
  if (type.kind === 'map') {
    const parts = value instanceof Map ? [...value] : [['a', new Unknown()] as const]
    return new Map(parts.map(([key, part]): [string, Value] => [key, filled(type.element, part)]))
  }
  const parts = Array.isArray(value) ? value : [new Unknown()]
  return parts.map((part) => filled(type.element, part))
}

/** A state after a change in which everything that was open has become null. */
function withoutUnknownParts(value: Value): Value {
  return withoutUnknown(value).value
}

function usesResourceOptions(attributes: Attributes): boolean {
  return Object.values(attributes).some(
    ({ writeOnly, requiresReplace, requiresReplaceIf, shape }) =>
      writeOnly ||
      requiresReplace ||
      requiresReplaceIf ||
      (shape.kind === 'nested' && usesResourceOptions(shape.attributes)),
  )
}
