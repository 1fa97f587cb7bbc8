import { option } from './codec/option-code.ts'
import { decodeOptionText, encodeOptionText } from './codec/option-text.ts'
import type { DhcpPacket } from './codec/packet.ts'
import { contains, formatAddress, parseAddress, parseNetwork } from './ipv4.ts'
import type { OptionRecord, ReservationRecord, SubnetRecord } from './records.ts'

/** Text form of an option the client sent, by its code; undefined for others. */
export type Incoming = (code: number) => string | undefined

/**
 * Renders one option value, a template over the text forms of what the client sent: the same text for the same
 * answers. May throw: the option is then left out and reported.
 */
export type RenderOption = (value: string, incoming: Incoming) => string

/** What a packet says, as option templates see it. */
export function incomingOf({ options }: DhcpPacket): Incoming {
  return (code) => {
    const value = options.get(code)
    return value === undefined ? undefined : decodeOptionText(code, value)
  }
}

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

/** Different results of the templates of one subnet and reservation that are kept. */
const MOST_RESULTS = 256

/** A configured option: its text, or why it cannot be rendered. */
type Text = { readonly text: string } | { readonly problem: string }

/** What a subnet and a reservation configure, and what it comes to for each result of their templates. */
interface Configured {
  readonly texts: ReadonlyMap<number, string>
  /** Codes whose text is a template. */
  readonly templates: readonly number[]
  readonly neverBootIfEmpty: boolean
  readonly made: Map<string, EffectiveOptions>
}

/**
 * Options of subnets and reservations, made once for each pair of them and each result of their templates. They
 * live as long as the objects they are made from.
 */
export class OptionSource {
  readonly #render: RenderOption
  readonly #known = new WeakMap<object, WeakMap<object, Configured>>()
  /** Stands for "no subnet" and "no reservation". */
  readonly #none = {}

  constructor(render: RenderOption) {
    this.#render = render
  }

  /**
   * Reservation options override the subnet's (DRP). Mask and broadcast address follow from the subnet when
   * nobody configured them.
   */
  of(
    subnet: SubnetRecord | undefined,
    reservation: ReservationRecord | undefined,
    incoming: Incoming,
  ): EffectiveOptions {
    const configured = this.#configured(subnet, reservation)
    const rendered = configured.templates.map((code): [number, Text] => [
      code,
      this.#rendered(code, configured.texts.get(code) ?? '', incoming),
    ])
    const key = rendered.length === 0 ? '' : JSON.stringify(rendered)
    const known = configured.made.get(key)
    if (known !== undefined) return known
    const made = effectiveOptions(configured, new Map(rendered))
    if (configured.made.size >= MOST_RESULTS) configured.made.clear()
    configured.made.set(key, made)
    return made
  }

  #rendered(code: number, template: string, incoming: Incoming): Text {
    try {
      return { text: this.#render(template, incoming) }
    } catch (error) {
      return { problem: `option ${code}: ${messageOf(error)}` }
    }
  }

  #configured(subnet: SubnetRecord | undefined, reservation: ReservationRecord | undefined): Configured {
    const first = subnet ?? this.#none
    const second = reservation ?? this.#none
    const known = this.#known.get(first)?.get(second)
    if (known !== undefined) return known
    const made = configuredOptions(subnet, reservation)
    const row = this.#known.get(first) ?? new WeakMap<object, Configured>()
    this.#known.set(first, row.set(second, made))
    return made
  }
}

function configuredOptions(
  subnet: SubnetRecord | undefined,
  reservation: ReservationRecord | undefined,
): Configured {
  const texts = new Map<number, string>(derivedOptions(subnet, reservation))
  for (const { Code, Value } of subnet?.Options ?? []) texts.set(Code, Value)
  for (const { Code, Value } of reservation?.Options ?? []) texts.set(Code, Value)
  for (const Code of texts.keys()) if (!Number.isInteger(Code) || Code < 1 || Code > 254) texts.delete(Code)
  return {
    texts,
    templates: [...texts].flatMap(([Code, text]) => (text.includes('{{') ? [Code] : [])),
    neverBootIfEmpty: reservation?.Options.some(({ Code }) => Code === option.bootFile) ?? false,
    made: new Map(),
  }
}

function effectiveOptions(
  { texts, neverBootIfEmpty }: Configured,
  rendered: ReadonlyMap<number, Text>,
): EffectiveOptions {
  const records: OptionRecord[] = []
  const values = new Map<number, Uint8Array>()
  const problems: string[] = []
  let neverBoot = false
  for (const [Code, configured] of texts) {
    const found = rendered.get(Code) ?? { text: configured }
    if ('problem' in found) {
      problems.push(found.problem)
      continue
    }
    try {
      const bytes = encodeOptionText(Code, found.text)
      if (bytes.length > 0) {
        records.push({ Code, Value: found.text })
        values.set(Code, bytes)
      } else if (Code === option.bootFile) neverBoot = neverBootIfEmpty
    } catch (error) {
      problems.push(messageOf(error))
    }
  }
  return { records, values, neverBoot, problems }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
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
