import { describe, expect, it } from 'vitest'
import { handshakeLine, readHostWishes, reattachValue } from '../../src/plugin/handshake.ts'
import { Log } from '../../src/plugin/log.ts'

const cookie = {
  TF_PLUGIN_MAGIC_COOKIE: 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2',
}

describe('the handshake', () => {
  it('tells a person who started the file by hand what it is', () => {
    expect(() => readHostWishes({})).toThrow('required_providers')
    expect(() => readHostWishes({ TF_PLUGIN_MAGIC_COOKIE: 'other' })).toThrow('plugin')
  })

  it('refuses hosts of other protocols', () => {
    expect(() => readHostWishes({ ...cookie, PLUGIN_PROTOCOL_VERSIONS: '4,5' })).toThrow('only 4,5')
    expect(readHostWishes({ ...cookie, PLUGIN_PROTOCOL_VERSIONS: '6,5' })).toEqual({
      clientCertificate: null,
      multiplex: false,
    })
  })

  it('writes the certificate without padding', () => {
    const address = { network: 'unix', address: '/tmp/x/s' } as const
    expect(handshakeLine(address, Buffer.from('ab'), false)).toBe('1|6|unix|/tmp/x/s|grpc|YWI\n')
    expect(handshakeLine(address, null, true)).toBe('1|6|unix|/tmp/x/s|grpc||false\n')
  })

  it('makes the value for debugging', () => {
    const value = reattachValue('h/n/t', { network: 'unix', address: '/s' }, 7)
    expect(JSON.parse(value)).toEqual({
      'n/t': {
        Protocol: 'grpc',
        ProtocolVersion: 6,
        Pid: 7,
        Test: true,
        Addr: { Network: 'unix', String: '/s' },
      },
    })
  })
})

describe('the log', () => {
  it('writes one JSON object a line, whose own members cannot be forged', () => {
    const lines: string[] = []
    const log = new Log(
      'provider',
      (line) => lines.push(line),
      () => new Date(0),
    )
    log.error('two\nlines', { '@level': 'trace', key: 'v' })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^[^\n]*\n$/)
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      '@level': 'error',
      '@message': 'two\nlines',
      '@module': 'provider',
      '@timestamp': '1970-01-01T00:00:00.000Z',
      key: 'v',
    })
  })
})
