import { describe, expect, it } from 'vitest'
import { effectiveOptions } from '../../src/dhcp/effective-options.ts'
import { reservation, subnet } from './strategy/bench-of-leases.ts'

const same = (text: string) => text
const nothing = () => new Map<number, string>()
const shown = (options: ReturnType<typeof effectiveOptions>) =>
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
    expect(shown(effectiveOptions(of, kept, same, nothing))).toEqual(expected)
    const configured = subnet({ Options: [{ Code: 1, Value: '255.0.0.0' }] })
    expect(shown(effectiveOptions(configured, undefined, same, nothing))[1]).toBe('255.0.0.0')
    expect(shown(effectiveOptions(undefined, kept, same, nothing))).toEqual({ 15: 'b', 12: 'host' })
  })

  it('drop empty values; an empty boot file in the reservation means never boot', () => {
    const empty = [
      { Code: 67, Value: '' },
      { Code: 15, Value: '' },
    ]
    const ofSubnet = effectiveOptions(subnet({ Options: empty }), undefined, same, nothing)
    expect([ofSubnet.neverBoot, ofSubnet.values.has(67), ofSubnet.values.has(15)]).toEqual([
      false,
      false,
      false,
    ])
    const file = subnet({ Options: [{ Code: 67, Value: 'x' }] })
    expect(effectiveOptions(file, reservation({ Options: empty }), same, nothing).neverBoot).toBe(true)
    expect(effectiveOptions(file, reservation(), same, nothing).neverBoot).toBe(false)
  })

  it('render only templates, over what the client sent', () => {
    const seen: string[] = []
    const render = (text: string, incoming: ReadonlyMap<number, string>) => {
      seen.push(text)
      return incoming.get(93) === '7' ? 'uefi' : ''
    }
    const of = subnet({
      Options: [
        { Code: 15, Value: 'plain' },
        { Code: 67, Value: '{{index . 93}}' },
      ],
    })
    const options = effectiveOptions(of, undefined, render, () => new Map([[93, '7']]))
    expect([shown(options)[67], seen]).toEqual(['uefi', ['{{index . 93}}']])
  })

  it('leave out and report what cannot be rendered or encoded', () => {
    const fail = () => {
      throw new Error('no such function')
    }
    const of = subnet({
      Options: [
        { Code: 6, Value: 'dns.example' },
        { Code: 15, Value: '{{x}}' },
        { Code: 0, Value: '' },
        { Code: 3, Value: '10.0.0.1' },
      ],
    })
    const options = effectiveOptions(of, undefined, fail, nothing)
    expect(shown(options)).toEqual({ 1: '255.255.255.0', 28: '10.0.0.255', 3: '10.0.0.1' })
    expect(options.problems).toEqual([expect.stringContaining('option 6'), 'no such function'])
  })
})
