import { z } from 'zod'
import { Json } from './json.ts'

/** DRP's zero time: what a time field holds before it was set. */
export const ZERO_TIME = '0001-01-01T00:00:00Z'

/** The all-zero UUID: `Previous` of the first job of a machine. */
export const NIL_UUID = '00000000-0000-0000-0000-000000000000'

/** General name pattern of DRP: two characters at least, a letter first. */
const NAME = /^\p{L}[- _.\p{N}\p{L}]+$/u
/** Machine names may also start with a digit. */
const MACHINE_NAME = /^[\p{L}\p{N}][- _.\p{N}\p{L}]+$/u
/** Param names may also hold `/`. */
const PARAM_NAME = /^\p{L}[- _./\p{N}\p{L}]+$/u
/** User names may also hold `@`. */
const USER_NAME = /^\p{L}[- _.@\p{N}\p{L}]+$/u

function named(pattern: RegExp, word: string) {
  return z
    .string()
    .max(255)
    .refine((value) => pattern.test(value), {
      error: (issue) => `Invalid ${word} \`${String(issue.input)}\``,
    })
}

/** A required object name by DRP's general pattern; a bad one is worded ``Invalid Name `x` ``. */
export const name = named(NAME, 'Name')
/** A required machine name, by convention a fully qualified domain name. */
export const machineName = named(MACHINE_NAME, 'Name')
/** A required param name, such as `kexec-ok` or `image-deploy/image-url`. */
export const paramName = named(PARAM_NAME, 'Name')
/** A required user name. */
export const userName = named(USER_NAME, 'Name')
/** A required template or pool id. */
export const id = named(NAME, 'ID')

/** Free text, empty by default. */
export const text = z.string().default('')
/** A flag, false by default. */
export const flag = z.boolean().default(false)
/** An integer, 0 by default. */
export const integer = z.int().default(0)
/** A list of texts, empty by default. */
export const strings = z.array(z.string()).default(() => [])
/** A map of text to text, empty by default. */
export const stringMap = z.record(z.string(), z.string()).default(() => ({}))
/** Param values by param name, empty by default. */
export const params = z.record(z.string(), Json).default(() => ({}))
/** An RFC 3339 time, `ZERO_TIME` before it is set. */
export const time = z.string().default(ZERO_TIME)
/** A UUID in lower case, empty before it is set. */
export const uuid = z
  .string()
  .toLowerCase()
  .refine((value) => value === '' || UUID.test(value), {
    error: (issue) => `Invalid UUID \`${String(issue.input)}\``,
  })
  .default('')
/** A dotted IPv4 address, empty before it is set. */
export const address = z
  .string()
  .refine((value) => value === '' || isIPv4(value), {
    error: (issue) => `Invalid IP address \`${String(issue.input)}\``,
  })
  .default('')

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether the text is a dotted IPv4 address with four decimal parts of 0 to 255. */
export function isIPv4(value: string): boolean {
  const parts = value.split('.')
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
}

/** `192.168.100.100` as `C0A86464`, the key of what an address names; other text as it is, in upper case. */
export function hexAddress(address: string): string {
  const parts = address.split('.')
  if (parts.length !== 4) return address.toUpperCase()
  return parts
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()
}

/** Whether the text is a UUID in lower case. */
export function isUuid(value: string): boolean {
  return UUID.test(value)
}

/**
 * Fields every stored object has. All but `Meta` and `Description` are computed by the server: what a client
 * sends in them is ignored.
 */
export const common = {
  Description: text,
  /** Free annotations. Well known: `icon`, `color`, `title`, `feature-flags` (comma list). */
  Meta: stringMap,
  /** False when the object is structurally impossible; such an object is never stored. */
  Validated: flag,
  /** False when the object is stored but unusable, for example because it names something that does not exist. */
  Available: flag,
  /** Why the object is not valid or not available. */
  Errors: strings,
  /** True for objects from a read-only layer (content packs, built-in objects). */
  ReadOnly: flag,
  /** Endpoint id that owns the object; empty for this one. */
  Endpoint: text,
  /** Content pack the object came from; empty for the writable layer. */
  Bundle: text,
}

/** Names of the fields the server computes on every object. */
export const COMPUTED_FIELDS = ['Validated', 'Available', 'Errors', 'ReadOnly', 'Endpoint', 'Bundle'] as const
