// What the client's types promise. Nothing here runs: what counts is that it compiles, which `types.test.ts` checks.
import {
  type Changes,
  type Client,
  defineParams,
  type Expected,
  eq,
  type Filters,
  gte,
  type SchemaValue,
} from '@metalwright/sdk'
import type { InputOf, Job, JsonValue, Machine, ObjectOf, Prefix, Profile } from '@metalwright/sdk/models'
import { expectTypeOf } from 'vitest'

/** Name of a prefix as a member of the client. */
type MemberOf<Text extends string> = Text extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<MemberOf<Tail>>}`
  : Text

/** What may be done to the objects of a member of the client. */
type Verbs<Member extends keyof Client> = keyof Client[Member]

/** The client has a member for every prefix, and it is of that prefix. */
export function members(): void {
  expectTypeOf<MemberOf<Prefix>>().toExtend<keyof Client>()
  type Wrong = { [P in Prefix]: Client[MemberOf<P> & keyof Client] extends { prefix: P } ? never : P }[Prefix]
  expectTypeOf<Wrong>().toEqualTypeOf<never>()
}

/** Objects are those of their model. */
export function objects(client: Client): void {
  expectTypeOf(client.machines.get('x')).resolves.toEqualTypeOf<Machine>()
  expectTypeOf(client.profiles.update('x', {})).resolves.toEqualTypeOf<Profile>()
  expectTypeOf(client.machines.wait('x', {})).resolves.toEqualTypeOf<Machine>()
  expectTypeOf<Awaited<ReturnType<typeof client.jobs.list>>['items']>().toEqualTypeOf<Job[]>()
  expectTypeOf(client.machines.iterate()).toExtend<AsyncIterable<Machine>>()
  expectTypeOf(client.jobs.followLog('x')).toExtend<AsyncIterable<string>>()
  expectTypeOf(client.collection('tasks').get('x')).resolves.toEqualTypeOf<ObjectOf<'tasks'>>()
  expectTypeOf<ObjectOf<'machines'>>().toEqualTypeOf<Machine>()
}

/** What the API does not let a client do is no method. */
export function verbs(): void {
  expectTypeOf<
    Verbs<'leases'> & ('create' | 'update' | 'replace' | 'patch' | 'edit')
  >().toEqualTypeOf<never>()
  expectTypeOf<'delete' | 'wait' | 'iterate'>().toExtend<Verbs<'leases'>>()
  expectTypeOf<Verbs<'runs'> & ('create' | 'update' | 'delete')>().toEqualTypeOf<never>()
  expectTypeOf<'params'>().toExtend<Verbs<'stages'>>()
  expectTypeOf<Verbs<'tasks'> & 'params'>().toEqualTypeOf<never>()
}

/** A change names fields of the object, and null where something is taken away. */
export function changes(): void {
  type Allowed = { Stage: string; Params: { [name: string]: JsonValue }; Meta: { color: string | null } }
  expectTypeOf<Allowed>().toExtend<Changes<Machine>>()
  expectTypeOf<{ Workflow: null }>().toExtend<Changes<Machine>>()
  expectTypeOf<{ Fingerprint: { SSNHash: string } }>().toExtend<Changes<Machine>>()
  expectTypeOf<{ Stage: number }>().not.toExtend<Changes<Machine>>()
  expectTypeOf<{ Profiles: string }>().not.toExtend<Changes<Machine>>()
  expectTypeOf<{ Meta: { color: number } }>().not.toExtend<Changes<Machine>>()
  expectTypeOf<{ PoolStatus: 'Fre' }>().not.toExtend<Changes<Machine>>()
}

/** What is waited for is a value of a field. */
export function expected(): void {
  expectTypeOf<{ PoolStatus: 'InUse'; Runnable: true }>().toExtend<Expected<Machine>>()
  expectTypeOf<{ Params: { ready: boolean } }>().toExtend<Expected<Machine>>()
  expectTypeOf<{ State: 'finished' }>().toExtend<Expected<Job>>()
  expectTypeOf<{ State: 'done' }>().not.toExtend<Expected<Job>>()
  expectTypeOf<{ PoolStatus: null }>().not.toExtend<Expected<Machine>>()
}

/** What is created needs only what has no default. */
export function inputs(): void {
  expectTypeOf<{ Name: string }>().toExtend<InputOf<'machines'>>()
  expectTypeOf<{ Stage: string }>().not.toExtend<InputOf<'machines'>>()
  expectTypeOf<Machine>().toExtend<InputOf<'machines'>>()
}

/** Filters are conditions by name, or texts. */
export function filters(): void {
  const conditions = { Name: 'web1', Runnable: true, 'my/param': [eq(1), gte(5)] } as const
  expectTypeOf<typeof conditions>().toExtend<Filters>()
  expectTypeOf<string[]>().toExtend<Filters>()
  expectTypeOf<{ Name: { text: number } }>().not.toExtend<Filters>()
}

/** Params have the types of their schemas. */
export async function params(client: Client): Promise<void> {
  const site = defineParams({
    'site/rack': { type: 'string' },
    'site/slot': { type: 'integer', minimum: 1 },
    'site/role': { enum: ['db', 'web'] },
    'site/disks': {
      type: 'array',
      items: {
        type: 'object',
        properties: { name: { type: 'string' }, gb: { type: 'number' } },
        required: ['name'],
      },
    },
    'site/tags': { type: 'object', additionalProperties: { type: ['string', 'null'] } },
    'site/any': {},
  })
  const values = await client.machines.params.typed(site).get('x')
  expectTypeOf(values['site/rack']).toEqualTypeOf<string | undefined>()
  expectTypeOf(values['site/slot']).toEqualTypeOf<number | undefined>()
  expectTypeOf(values['site/role']).toEqualTypeOf<'db' | 'web' | undefined>()
  expectTypeOf(values['site/disks']).toEqualTypeOf<{ name: string; gb?: number }[] | undefined>()
  expectTypeOf(values['site/tags']).toEqualTypeOf<{ [name: string]: string | null } | undefined>()
  expectTypeOf(values['site/any']).toEqualTypeOf<JsonValue | undefined>()
  const { Params } = await client.machines.get('x')
  expectTypeOf(site.of(Params)['site/slot']).toEqualTypeOf<number | undefined>()
  expectTypeOf<SchemaValue<{ anyOf: [{ type: 'string' }, { const: 5 }] }>>().toEqualTypeOf<string | 5>()
}
