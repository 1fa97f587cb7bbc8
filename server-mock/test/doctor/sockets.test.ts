import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listedSockets } from '../../src/doctor/gather/sockets.ts'

const line = (local: string, state: string, inode = '4711') =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 2 0000000000000000 0`

describe('listedSockets', () => {
  it.each([
    ['tcp', '0100007F:1F9C', '0A', { address: '127.0.0.1', port: 8092 }],
    ['tcp', '00000000:1F9B', '0A', { address: '0.0.0.0', port: 8091 }],
    ['udp', '0100000A:0043', '07', { address: '10.0.0.1', port: 67 }],
    ['tcp', `${'0'.repeat(32)}:1F9C`, '0A', { address: '0.0.0.0', port: 8092 }],
    ['tcp', '00000000000000000000000001000000:1F9C', '0A', { address: '127.0.0.1', port: 8092 }],
    ['udp', '0000000000000000FFFF00000100000A:0045', '07', { address: '10.0.0.1', port: 69 }],
    ['tcp', 'B80D01200000000067452301EFCDAB89:01BB', '0A', { address: '::', port: 443 }],
  ] as const)('reads %s %s', (protocol, local, state, expected) => {
    expect(listedSockets(protocol, line(local, state))).toEqual([{ protocol, inode: '4711', ...expected }])
  })

  it('leaves out connections and lines of another shape', () => {
    const text = [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      line('0100007F:1F9C', '01'),
      line('nonsense', '0A'),
      '',
    ].join('\n')
    expect(listedSockets('tcp', text)).toEqual([])
  })

  it('bears any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const { port } of listedSockets('udp', `${text}\n${line('00000000:0043', '07')}`)) {
          expect(port).toBeGreaterThanOrEqual(0)
          expect(port).toBeLessThan(65_536)
        }
      }),
    )
  })
})
