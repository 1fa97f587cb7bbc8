import { option } from './codec/option-code.ts'
import { encodeOptionText } from './codec/option-text.ts'
import { contains, formatAddress, parseAddress, parseNetwork } from './ipv4.ts'
import type { OptionRecord, ReservationRecord, SubnetRecord } from './records.ts'

/**
 * Renders one option value, a template over the text forms of what the client sent.
 * May throw: the option is then left out and reported.
 */
export type RenderOption = (value: string, incoming: ReadonlyMap<number, string>) => string

/** What a subnet and a reservation give a client, before the client's wishes are applied. */
export interface EffectiveOptions {
  /** As text, rendered; kept in the lease. */
  readonly records: readonly OptionRecord[]
  /** As bytes; zero-length ones are not in it. */
  readonly values: ReadonlyMap<number, Uint8Array>
  /** A reservation with an empty boot file (67): this client is never offered network boot. */
  readonly neverBoot: boolean
  /** Options left out because their value cannot be rendered or encoded, with the reason. */
  readonly problems: readonly string[]
}

/**
 * Options of subnets and reservations, made once for each pair of them unless a value is a template. The
 * results live as long as the objects they are made from.
 */
export class OptionSource {
  readonly #render: RenderOption
  readonly #known = new WeakMap<object, WeakMap<object, EffectiveOptions>>()
  /** Stands for "no subnet" and "no reservation". */
  readonly #none = {}

  constructor(render: RenderOption) {
    this.#render = render
  }

  /** See {@link effectiveOptions}. */
  of(
    subnet: SubnetRecord | undefined,
    reservation: ReservationRecord | undefined,
    incoming: () => ReadonlyMap<number, string>,
  ): EffectiveOptions {
    const first = subnet ?? this.#none
    const second = reservation ?? this.#none
    const known = this.#known.get(first)?.get(second)
    if (known !== undefined) return known
    const made = effectiveOptions(subnet, reservation, this.#render, incoming)
    if (!hasTemplate(subnet) && !hasTemplate(reservation)) {
      const row = this.#known.get(first) ?? new WeakMap<object, EffectiveOptions>()
      this.#known.set(first, row.set(second, made))
    }
    return made
  }
}

function hasTemplate(record: SubnetRecord | ReservationRecord | undefined): boolean {
  return record?.Options.some(({ Value }) => Value.includes('{{')) ?? false
}

/**
 * Reservation options override the subnet's (DRP). Mask and broadcast address follow from the subnet when
 * nobody configured them.
 */
export function effectiveOptions(
  subnet: SubnetRecord | undefined,
  reservation: ReservationRecord | undefined,
  render: RenderOption,
  incoming: () => ReadonlyMap<number, string>,
): EffectiveOptions {
  const texts = new Map<number, string>(derivedOptions(subnet, reservation))
  for (const { Code, Value } of subnet?.Options ?? []) texts.set(Code, Value)
  for (const { Code, Value } of reservation?.Options ?? []) texts.set(Code, Value)
  const ownFile = reservation?.Options.find(({ Code }) => Code === option.bootFile)

  const records: OptionRecord[] = []
  const values = new Map<number, Uint8Array>()
  const problems: string[] = []
  let neverBoot = false
  for (const [Code, text] of texts) {
    if (!Number.isInteger(Code) || Code < 1 || Code > 254) continue
    try {
      const Value = text.includes('{{') ? render(text, incoming()) : text
      const bytes = encodeOptionText(Code, Value)
      if (bytes.length > 0) {
        records.push({ Code, Value })
        values.set(Code, bytes)
      } else if (Code === option.bootFile && ownFile !== undefined) neverBoot = true
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error))
    }
  }
  return { records, values, neverBoot, problems }
}

function derivedOptions(
  subnet: SubnetRecord | undefined,
  reservation: ReservationRecord | undefined,
): [number, string][] {
  const block = subnet === undefined ? undefined : parseNetwork(subnet.Subnet)
  const own = reservation === undefined ? undefined : parseAddress(reservation.Addr)
  if (block === undefined || (own !== undefined && !contains(block, own))) return []
  return [
    [option.subnetMask, formatAddress(block.mask)],
    [option.broadcastAddress, formatAddress(block.broadcast)],
  ]
}

/** The configured boot file (option 67) as latin-1 text; `''` when there is none. */
export function bootFileOf(options: EffectiveOptions): string {
  const file = options.values.get(option.bootFile)
  return file === undefined ? '' : Buffer.from(file).toString('latin1')
}
