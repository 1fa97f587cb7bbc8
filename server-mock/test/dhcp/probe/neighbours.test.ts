import { expect, it } from 'vitest'
import { parseNeighbours } from '../../../src/dhcp/probe/neighbours.ts'

it('neighbours are those that have answered', () => {
  const text = [
    'IP address       HW type     Flags       HW address            Mask     Device',
    '10.0.0.5         0x1         0x2         52:54:00:00:00:0A     *        br0',
    '10.0.0.6         0x1         0x0         00:00:00:00:00:00     *        br0',
    '10.0.0.7         0x1         0x6         52:54:00:00:00:0b     *        br0',
    'nonsense',
    '',
  ].join('\n')
  expect([...parseNeighbours(text)]).toEqual([
    ['10.0.0.5', '52:54:00:00:00:0a'],
    ['10.0.0.7', '52:54:00:00:00:0b'],
  ])
  expect(parseNeighbours('').size).toBe(0)
})
