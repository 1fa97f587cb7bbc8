import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../src/models/json.ts'
import { box } from '../../src/secure/box.ts'
import {
  isSealed,
  MAX_SEALED_BYTES,
  makeKeyPair,
  open,
  type Sealed,
  SecureError,
  type SecureErrorCode,
  seal,
} from '../../src/secure/index.ts'

const KEYS = makeKeyPair()
const OTHERS = makeKeyPair()

function failure(work: () => unknown): SecureErrorCode | 'none' {
  try {
    work()
    return 'none'
  } catch (error) {
    if (error instanceof SecureError) return error.code
    throw error
  }
}

/** Seals bytes that need not be JSON. */
function sealedText(text: Uint8Array): Sealed {
  const own = makeKeyPair()
  const bytes = (key: string) => Buffer.from(key, 'base64')
  const nonce = new Uint8Array(24).fill(9)
  const payload = box(text, nonce, bytes(KEYS.publicKey), bytes(own.privateKey))
  return {
    Key: own.publicKey,
    Nonce: Buffer.from(nonce).toString('base64'),
    Payload: Buffer.from(payload).toString('base64'),
  }
}

const json = (): fc.Arbitrary<JsonValue> =>
  fc
    .jsonValue({ maxDepth: 4 })
    .map((value): JsonValue => JSON.parse(JSON.stringify(value)))
    .filter((value) => !JSON.stringify(value).includes('__proto__'))

describe('seal and open', () => {
  it('give any JSON value back, to the holder of the private key only', () => {
    fc.assert(
      fc.property(json(), (value) => {
        const sealed = seal(KEYS.publicKey, value)
        expect(isSealed(sealed)).toBe(true)
        expect(open(KEYS.privateKey, sealed)).toEqual(value)
        expect(failure(() => open(OTHERS.privateKey, sealed))).toBe('not_for_key')
      }),
    )
  })

  it('never seal twice alike', () => {
    const [one, two] = [seal(KEYS.publicKey, 'same'), seal(KEYS.publicKey, 'same')]
    expect([one.Key === two.Key, one.Nonce === two.Nonce, one.Payload === two.Payload]).toEqual([
      false,
      false,
      false,
    ])
  })

  it('notice every changed bit', () => {
    const sealed = seal(KEYS.publicKey, { user: 'root', password: 'hunter2' })
    const lengths = { Key: 32, Nonce: 24, Payload: Buffer.from(sealed.Payload, 'base64').length }
    fc.assert(
      fc.property(
        fc.constantFrom('Key' as const, 'Nonce' as const, 'Payload' as const),
        fc.nat(),
        fc.nat(7),
        (field, at, bit) => {
          const bytes = Buffer.from(sealed[field], 'base64')
          const index = at % lengths[field]
          // The top bit of a Curve25519 key is ignored by definition (RFC 7748 §5).
          if (field === 'Key' && index === 31 && bit === 7) return
          bytes[index] = (bytes[index] ?? 0) ^ (1 << bit)
          const altered = { ...sealed, [field]: bytes.toString('base64') }
          expect(failure(() => open(KEYS.privateKey, altered))).toMatch(/^(not_for_key|bad_key)$/)
        },
      ),
    )
  })

  it('refuse values and keys of other shapes with a typed error', () => {
    const sealed = seal(KEYS.publicKey, 'x')
    const shapes: JsonValue[] = [
      null,
      'text',
      4,
      [],
      {},
      { ...sealed, Extra: 1 },
      { Key: sealed.Key, Nonce: sealed.Nonce },
      { ...sealed, Key: '' },
      { ...sealed, Key: `${sealed.Key}AAAA` },
      { ...sealed, Key: sealed.Key.replace(/=$/, '') },
      { ...sealed, Nonce: sealed.Key },
      { ...sealed, Payload: Buffer.alloc(16).toString('base64') },
      { ...sealed, Payload: `${sealed.Payload}\n` },
      { ...sealed, Payload: 5 },
    ]
    for (const shape of shapes) {
      expect([shape, isSealed(shape)]).toEqual([shape, false])
      expect([shape, failure(() => open(KEYS.privateKey, shape))]).toEqual([shape, 'bad_sealed'])
    }
    for (const key of ['', 'nonsense', OTHERS.publicKey.slice(4), `${OTHERS.publicKey} `]) {
      expect(failure(() => seal(key, 'x'))).toBe('bad_key')
      expect(failure(() => open(key, sealed))).toBe('bad_key')
    }
  })

  it('keep to their bound', () => {
    const longest = 'a'.repeat(MAX_SEALED_BYTES - 2)
    expect(open(KEYS.privateKey, seal(KEYS.publicKey, longest))).toBe(longest)
    expect(failure(() => seal(KEYS.publicKey, `${longest}a`))).toBe('too_large')
    const beyond = sealedText(new Uint8Array(MAX_SEALED_BYTES + 1))
    expect(failure(() => open(KEYS.privateKey, beyond))).toBe('bad_sealed')
  })

  it('tell nothing of what is inside when it is no JSON', () => {
    for (const text of ['hunter2', '{"password": hunter2}', '', '{"__proto__": {"admin": "hunter2"}}']) {
      const sealed = sealedText(Buffer.from(text))
      const error = text === '' ? 'bad_sealed' : 'bad_contents'
      expect([text, failure(() => open(KEYS.privateKey, sealed))]).toEqual([text, error])
      try {
        open(KEYS.privateKey, sealed)
      } catch (thrown) {
        expect(JSON.stringify(thrown, Object.getOwnPropertyNames(thrown))).not.toContain('hunter2')
      }
    }
    expect(failure(() => open(KEYS.privateKey, sealedText(Uint8Array.from([0x22, 0xff, 0x22]))))).toBe(
      'bad_contents',
    )
  })
})

describe('open, fed with anything', () => {
  const junk = fc.oneof(
    fc.string(),
    fc.base64String(),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('base64')),
    fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('base64')),
    fc.uint8Array({ minLength: 24, maxLength: 24 }).map((bytes) => Buffer.from(bytes).toString('base64')),
    json(),
  )

  it('throws its own errors and nothing else', () => {
    const codes = new Set<string>()
    fc.assert(
      fc.property(fc.oneof(json(), fc.record({ Key: junk, Nonce: junk, Payload: junk })), (value) => {
        codes.add(failure(() => open(KEYS.privateKey, value)))
      }),
      { numRuns: 2000 },
    )
    expect(codes.has('none')).toBe(false)
    expect(codes.has('bad_sealed')).toBe(true)
  })

  it('opens whatever bytes were sealed without failing otherwise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (text) => {
        expect(failure(() => open(KEYS.privateKey, sealedText(text)))).toMatch(/^(none|bad_contents)$/)
      }),
      { numRuns: 300 },
    )
    const deep = Buffer.from(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)
    expect(failure(() => open(KEYS.privateKey, sealedText(deep)))).toMatch(/^(none|bad_contents)$/)
  })
})
