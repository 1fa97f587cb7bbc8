import { describe, expect, it } from 'vitest'
import { type EffectiveOptions, type Incoming, OptionSource } from '../../src/dhcp/effective-options.ts'
import { reservation, subnet } from './strategy/bench-of-leases.ts'

const nothing: Incoming = () => undefined
const source = new OptionSource((text) => text)
const effectiveOptions = (
  of: ReturnType<typeof subnet> | undefined,
  kept?: ReturnType<typeof reservation> | undefined,
) => source.of(of, kept, nothing)
const shown = (options: EffectiveOptions) =>
  Object.fromEntries(options.records.map(({ Code, Value }) => [Code, Value]))

describe('effective options', () => {
  it('let the reservation override the subnet, and add mask and broadcast address', () => {
    const of = subnet({
      Options: [
        { Code: 3, Value: '10.0.0.1' },
        { Code: 15, Value: 'a' },
      ],
    })
    const kept = reservation({
      Options: [
        { Code: 15, Value: 'b' },
        { Code: 12, Value: 'host' },
      ],
    })
    const expected = { 1: '255.255.255.0', 28: '10.0.0.255', 3: '10.0.0.1', 15: 'b', 12: 'host' }
    expect(shown(effectiveOptions(of, kept))).toEqual(expected)
    const configured = subnet({ Options: [{ Code: 1, Value: '255.0.0.0' }] })
    expect(shown(effectiveOptions(configured))[1]).toBe('255.0.0.0')
    expect(shown(effectiveOptions(undefined, kept))).toEqual({ 15: 'b', 12: 'host' })
  })

  it('drop empty values; an empty boot file in the reservation means never boot', () => {
    const empty = [
      { Code: 67, Value: '' },
      { Code: 15, Value: '' },
    ]
    const ofSubnet = effectiveOptions(subnet({ Options: empty }))
    expect([ofSubnet.neverBoot, ofSubnet.values.has(67), ofSubnet.values.has(15)]).toEqual([
      false,
      false,
      false,
    ])
    const file = subnet({ Options: [{ Code: 67, Value: 'x' }] })
    expect(effectiveOptions(file, reservation({ Options: empty })).neverBoot).toBe(true)
    expect(effectiveOptions(file, reservation()).neverBoot).toBe(false)
  })

  it('render only templates, over what the client sent, and keep what each result comes to', () => {
    const seen: string[] = []
    const templates = new OptionSource((text, incoming) => {
      seen.push(text)
      return incoming(93) === '7' ? 'uefi' : ''
    })
    const of = subnet({
      Options: [
        { Code: 15, Value: 'plain' },
        { Code: 67, Value: '{{index . 93}}' },
      ],
    })
    const uefi = templates.of(of, undefined, (code) => (code === 93 ? '7' : undefined))
    const bios = templates.of(of, undefined, nothing)
    expect([shown(uefi)[67], shown(bios)[67], seen]).toEqual([
      'uefi',
      undefined,
      ['{{index . 93}}', '{{index . 93}}'],
    ])
    expect(templates.of(of, undefined, () => '7')).toBe(uefi)
    expect(templates.of(of, undefined, () => '8')).toBe(bios)
  })

  it('leave out and report what cannot be rendered or encoded', () => {
    const templates = new OptionSource(() => {
      throw new Error('no such function')
    })
    const of = subnet({
      Options: [
        { Code: 6, Value: 'dns.example' },
        { Code: 15, Value: '{{x}}' },
        { Code: 0, Value: '' },
        { Code: 3, Value: '10.0.0.1' },
      ],
    })
    const options = templates.of(of, undefined, nothing)
    expect(shown(options)).toEqual({ 1: '255.255.255.0', 28: '10.0.0.255', 3: '10.0.0.1' })
    expect(options.problems).toEqual([expect.stringContaining('option 6'), 'option 15: no such function'])
  })
})
