import { durationMs } from '../../duration.ts'
import type { CheckRequest, Failure } from '../../plugin/provider.ts'
import { stepInto } from '../../values/path.ts'
import { isList, isMap, type PropertyMap, type Value } from '../../values/value.ts'
import { unwrap } from '../../values/walk.ts'
import { randomText } from '../autoname.ts'
import type { ResourceContext } from '../resource.ts'
import { waitUntil } from './machine-inputs.ts'

/** Keys that were made here; no program has them from elsewhere. */
const OWN_KEY = /^pulumi-[0-9a-f]{32}$/

/** Whether a claim key was made by this provider, not by a program. */
export function isOwnKey(key: Value | undefined): boolean {
  return typeof key === 'string' && OWN_KEY.test(key)
}

/**
 * Completes the inputs of a machine, and checks what the schema cannot say. The pool and the claim key stay what they
 * were; a machine that comes in place of another has no inputs before, and so gets a key of its own.
 */
export async function checkMachine(
  request: CheckRequest,
  inputs: Map<string, Value>,
  { connection }: ResourceContext,
): Promise<readonly Failure[]> {
  const { olds } = request
  if (!inputs.has('pool')) inputs.set('pool', olds?.get('pool') ?? connection.defaultPool)
  const [oldKey, newKey] = [olds?.get('claimKey'), inputs.get('claimKey')]
  if (newKey === undefined || isOwnKey(newKey)) {
    inputs.set('claimKey', oldKey ?? newKey ?? `pulumi-${randomText(request, 'claim')}`)
  }
  return [...checkTexts(inputs), ...checkParameters(inputs)]
}

const rules: readonly {
  readonly name: string
  readonly fits: (text: string) => boolean
  readonly reason: string
}[] = [
  { name: 'pool', fits: (text) => /\S/.test(text), reason: 'It must not be blank.' },
  {
    name: 'claimKey',
    fits: (text) => text.length >= 1 && text.length <= 200,
    reason: 'It must have 1 to 200 characters.',
  },
  {
    name: 'waitForCapacity',
    fits: (text) => durationMs(text) !== undefined,
    reason: 'It must be a duration such as `90s`, `30m` or `1h30m`.',
  },
  {
    name: 'waitFor',
    fits: (text) => waitUntil(text) !== undefined,
    reason:
      'It must be `inUse`, `allocated`, `workflowComplete`, or a condition such as `my/ready=Eq(true)`.',
  },
  {
    name: 'expiresAt',
    fits: (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text)),
    reason: 'It must be a time such as `2030-01-31T12:00:00Z`.',
  },
  {
    name: 'hostname',
    fits: (text) => /^[A-Za-z0-9]([A-Za-z0-9.-]{0,253}[A-Za-z0-9])?$/.test(text),
    reason: 'It must be a host name: letters, digits, hyphens and dots.',
  },
]

function checkTexts(inputs: PropertyMap): Failure[] {
  const failures: Failure[] = []
  for (const { name, fits, reason } of rules) {
    const value = unwrap(inputs.get(name))
    if (typeof value === 'string' && !fits(value)) failures.push({ property: name, reason })
  }
  const filters = unwrap(inputs.get('filters'))
  for (const [index, filter] of (isList(filters) ? filters : []).entries()) {
    const text = unwrap(filter)
    if (typeof text === 'string' && !/^[^=\s]+=./.test(text)) {
      const reason = 'It must be a filter such as `Arch=Eq(amd64)`.'
      failures.push({ property: stepInto('filters', index), reason })
    }
  }
  return failures
}

/** A parameter has one value, and those of the claim itself are not the program's. */
function checkParameters(inputs: PropertyMap): Failure[] {
  const plain = unwrap(inputs.get('addParameters'))
  const secret = unwrap(inputs.get('secretParameters'))
  const failures: Failure[] = []
  for (const [property, values] of [
    ['addParameters', plain],
    ['secretParameters', secret],
  ] as const) {
    if (!isMap(values)) continue
    for (const name of values.keys()) {
      if (/^(claim|pulumi)\//.test(name)) {
        const reason = 'Parameters of this name are kept by the claim itself.'
        failures.push({ property: stepInto(property, name), reason })
      }
      if (property === 'secretParameters' && isMap(plain) && plain.has(name)) {
        const reason = 'It stands in addParameters as well: give it one value.'
        failures.push({ property: stepInto(property, name), reason })
      }
    }
  }
  return failures
}
