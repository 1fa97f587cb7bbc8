import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkLocal, macBytes, routerAdvertisement } from '../../src/rehearsal/qemu/router-advertisement.ts'

const sum16 = (data: Buffer): number => {
  let sum = 0
  for (let at = 0; at < data.length; at += 2) sum += data.readUInt16BE(at)
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  return sum
}

describe('router advertisement', () => {
  it('is a frame to all nodes that offers nothing', () => {
    const frame = routerAdvertisement('52:54:00:12:34:56')
    expect(frame.subarray(0, 14).toString('hex')).toBe('33330000000152540012345686dd')
    expect(frame[14 + 6]).toBe(58)
    expect(frame[14 + 7]).toBe(255)
    expect(frame.subarray(22, 38).toString('hex')).toBe('fe80000000000000505400fffe123456')
    expect(frame[54]).toBe(134)
    expect(frame.subarray(58).every((byte) => byte === 0)).toBe(true)
    expect(frame).toHaveLength(70)
  })

  it('has a right checksum for any address', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), (bytes) => {
        const mac = Buffer.from(bytes).toString('hex').match(/../g)?.join(':') ?? ''
        const frame = routerAdvertisement(mac)
        const header = Buffer.from([0, 0, 0, 16, 0, 0, 0, 58])
        expect(sum16(Buffer.concat([frame.subarray(22, 54), header, frame.subarray(54)]))).toBe(0xffff)
        expect(linkLocal(macBytes(mac)).subarray(0, 8).toString('hex')).toBe('fe80000000000000')
      }),
    )
  })

  it.each(['', '52:54:00:12:34', '52-54-00-12-34-56', '52:54:00:12:34:5g'])('refuses "%s"', (mac) => {
    expect(() => routerAdvertisement(mac)).toThrow(RangeError)
  })
})
