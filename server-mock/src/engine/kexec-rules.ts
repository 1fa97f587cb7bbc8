import { z } from 'zod'

/** What is known of a model of hardware: an entry of the params `kexec/quirks` and `kexec/known-quirks`. */
export const KexecQuirk = z.object({
  /** Of the system; `*` stands for any text, upper and lower case are the same. */
  vendor: z.string().default('*'),
  product: z.string().default('*'),
  version: z.string().default('*'),
  /** Version of the firmware. */
  bios: z.string().default('*'),
  /** `false`: only by firmware. Otherwise with these additions. */
  kexec: z.union([
    z.literal(false),
    z.object({
      /** Kernel arguments to add. */
      append: z.string().default(''),
      /** Drivers whose devices are let go of before the new kernel starts. */
      unbind: z.array(z.string().regex(/^[A-Za-z0-9_-]{1,60}$/)).default(() => []),
    }),
  ]),
  reason: z.string().default(''),
})
export type KexecQuirk = z.infer<typeof KexecQuirk>

/** Failures in a row: param `kexec/failures`, kept by the server. */
export const KexecFailures = z.object({
  count: z.number().int().nonnegative(),
  /** When the last one was noticed. */
  at: z.string(),
  /** Boot environment it was to lead into. */
  bootenv: z.string(),
  /** What was seen. */
  reason: z.string(),
})
export type KexecFailures = z.infer<typeof KexecFailures>

/** What the decision is made from. */
export interface KexecFacts {
  /** Param `kexec-ok`. */
  readonly ok: boolean
  /** Entries in the order in which they are looked at. */
  readonly quirks: readonly KexecQuirk[]
  /** Param `inventory/dmi`. */
  readonly dmi: Readonly<Record<string, unknown>>
  readonly failures: KexecFailures | undefined
  /** Failures in a row after which the machine starts by its firmware only. */
  readonly maxFailures: number
}

/** Whether a machine may start a kernel without its firmware, and what its hardware needs for it. */
export interface KexecDecision {
  readonly allowed: boolean
  readonly blocked: boolean
  readonly reason: string
  readonly append: string
  readonly unbind: readonly string[]
}

const NO = { append: '', unbind: [] } as const

/** Decides by hardware, history and the operator's will, in this order. */
export function decideKexec(facts: KexecFacts): KexecDecision {
  const { ok, quirks, dmi, failures, maxFailures } = facts
  const quirk = quirks.find((entry) => isMeant(entry, dmi))
  if (quirk?.kexec === false) {
    const why = quirk.reason === '' ? 'an entry of kexec/quirks says so' : quirk.reason
    return { ...NO, allowed: false, blocked: true, reason: `not with this hardware: ${why}` }
  }
  if (failures !== undefined && failures.count >= maxFailures) {
    const reason =
      `failed ${failures.count} times in a row, the last time into ${failures.bootenv} at ${failures.at}: ` +
      `${failures.reason}; remove the param kexec/failures to try again`
    return { ...NO, allowed: false, blocked: true, reason }
  }
  const { append, unbind } = quirk?.kexec ?? NO
  return { allowed: ok, blocked: false, reason: ok ? '' : 'the param kexec-ok is not true', append, unbind }
}

function isMeant(quirk: KexecQuirk, dmi: KexecFacts['dmi']): boolean {
  return (
    matches(quirk.vendor, dmi['sys_vendor']) &&
    matches(quirk.product, dmi['product_name']) &&
    matches(quirk.version, dmi['product_version']) &&
    matches(quirk.bios, dmi['bios_version'])
  )
}

/** Whether a text is as a pattern says; `*` stands for any text. Takes time in proportion to the text. */
function matches(pattern: string, text: unknown): boolean {
  const parts = pattern.trim().toLowerCase().split('*')
  const rest = String(text ?? '')
    .trim()
    .toLowerCase()
  const [first = ''] = parts
  if (parts.length === 1) return rest === first
  const last = parts.at(-1) ?? ''
  if (rest.length < first.length + last.length || !rest.startsWith(first) || !rest.endsWith(last))
    return false
  let at = first.length
  const end = rest.length - last.length
  for (const part of parts.slice(1, -1)) {
    const found = rest.indexOf(part, at)
    if (found === -1 || found + part.length > end) return false
    at = found + part.length
  }
  return true
}
