import { CallError } from '../call-error.ts'
import { fn0, fn1, type GoFunc, type ParamType } from '../values/func.ts'
import { HostObject } from '../values/host-object.ts'
import { compareText } from '../values/text.ts'
import { GoInt, int, type Value } from '../values/value.ts'

const pattern =
  /^v?([0-9]+)(\.[0-9]+)?(\.[0-9]+)?(-([0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*))?(\+([0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*))?$/

/** A semantic version, minor and patch being optional when written. */
export class Version extends HostObject {
  readonly major: bigint
  readonly minor: bigint
  readonly patch: bigint
  readonly prerelease: string
  readonly metadata: string
  readonly original: string

  /** Throws CallError when `text` is not a version. */
  constructor(text: string) {
    const match = text.length > 256 ? null : pattern.exec(text)
    if (!match) throw new CallError('Invalid Semantic Version')
    super({
      typeName: '*semver.Version',
      method: (name) => methods.get(name)?.(this),
      print: () => this.canonical(),
      json: () => this.canonical(),
      equals: (other) => other instanceof Version && other.original === this.original,
    })
    this.major = segment(match[1] ?? '')
    this.minor = segment(match[2]?.slice(1) ?? '0')
    this.patch = segment(match[3]?.slice(1) ?? '0')
    this.prerelease = match[5] ?? ''
    this.metadata = match[8] ?? ''
    this.original = text
    if (this.prerelease.split('.').some((part) => /^0[0-9]+$/.test(part))) {
      throw new CallError('Version segment starts with 0')
    }
  }

  /** `major.minor.patch-prerelease+metadata`. */
  canonical(): string {
    const tail = (this.prerelease && `-${this.prerelease}`) + (this.metadata && `+${this.metadata}`)
    return `${this.major}.${this.minor}.${this.patch}${tail}`
  }

  /** Order by precedence: negative, zero or positive. */
  compare(other: Version): number {
    if (this.major !== other.major) return this.major < other.major ? -1 : 1
    if (this.minor !== other.minor) return this.minor < other.minor ? -1 : 1
    if (this.patch !== other.patch) return this.patch < other.patch ? -1 : 1
    if (this.prerelease === other.prerelease) return 0
    if (this.prerelease === '') return 1
    return other.prerelease === '' ? -1 : comparePrerelease(this.prerelease, other.prerelease)
  }
}

function segment(digits: string): bigint {
  const value = BigInt(digits)
  if (value >= 1n << 64n) {
    throw new CallError(
      `Error parsing version segment: strconv.ParseUint: parsing "${digits}": value out of range`,
    )
  }
  return value
}

/** Order of two prerelease texts: part by part, numbers before words, fewer parts first. */
export function comparePrerelease(a: string, b: string): number {
  const left = a === '' ? [] : a.split('.')
  const right = b === '' ? [] : b.split('.')
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const x = left[i]
    const y = right[i]
    if (x === y) continue
    if (x === undefined) return -1
    if (y === undefined) return 1
    const isNumber = (text: string): boolean => /^[0-9]+$/.test(text)
    if (isNumber(x) && isNumber(y)) return BigInt(x) < BigInt(y) ? -1 : 1
    if (isNumber(x) !== isNumber(y)) return isNumber(x) ? -1 : 1
    return compareText(x, y) < 0 ? -1 : 1
  }
  return 0
}

const version: ParamType<Version> = {
  goType: '*semver.Version',
  literal: 'none',
  nil: false,
  accepts: (value) => value instanceof Version,
  read: (value) => {
    if (value instanceof Version) return value
    throw new CallError('argument is not of type *semver.Version')
  },
}

function versionMethod(body: (other: Version) => Value): GoFunc {
  return fn1(version, body)
}

const uint64 = (value: bigint): GoInt => new GoInt('uint64', value)

const methods: ReadonlyMap<string, (receiver: Version) => GoFunc> = new Map([
  ['Major', (receiver: Version) => fn0(() => uint64(receiver.major))],
  ['Minor', (receiver: Version) => fn0(() => uint64(receiver.minor))],
  ['Patch', (receiver: Version) => fn0(() => uint64(receiver.patch))],
  ['Prerelease', (receiver: Version) => fn0(() => receiver.prerelease)],
  ['Metadata', (receiver: Version) => fn0(() => receiver.metadata)],
  ['Original', (receiver: Version) => fn0(() => receiver.original)],
  ['String', (receiver: Version) => fn0(() => receiver.canonical())],
  ['Compare', (receiver: Version) => versionMethod((other) => int(Math.sign(receiver.compare(other))))],
  ['Equal', (receiver: Version) => versionMethod((other) => receiver.compare(other) === 0)],
  ['LessThan', (receiver: Version) => versionMethod((other) => receiver.compare(other) < 0)],
  ['GreaterThan', (receiver: Version) => versionMethod((other) => receiver.compare(other) > 0)],
])
