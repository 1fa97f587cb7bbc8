import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../src/models/json.ts'
import { box, unbox } from '../../src/secure/box.ts'
import { open, type Sealed } from '../../src/secure/index.ts'

const hex = (text: string) => Buffer.from(text, 'hex')

/** Published answers of other implementations. */
const VECTORS = [
  {
    name: 'NaCl, tests/box.c',
    privateKey: '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a',
    publicKey: 'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f',
    nonce: '69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37',
    message:
      'be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffce5ecbaaf33bd751a1ac728d45e6c6129' +
      '6cdc3c01233561f41db66cce314adb310e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af1fde' +
      '048977eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f937763848645e0705',
    boxed:
      'f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186a' +
      'c0dfc17c98dce87b4da7f011ec48c97271d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae' +
      '90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b37973f622a43d14a6599b1f654cb45a74' +
      'e355a5',
  },
  {
    name: 'golang.org/x/crypto/nacl/box, TestBox',
    privateKey: '01'.repeat(32),
    publicKey: 'ce8d3ad1ccb633ec7b70c17814a5c76ecd029685050d344745ba05870e587d59',
    nonce: '04'.repeat(24),
    message: '03'.repeat(64),
    boxed:
      '78ea30b19d2341ebbdba54180f821eec265cf86312549bea8a37652a8bb94f07b78a73ed1708085e6ddd0e943bbdeb87' +
      '55079a37eb31d86163ce241164a47629c0539f330b4914cd135b3855bc2a2dfc',
  },
]

describe('crypto_box', () => {
  for (const { name, privateKey, publicKey, nonce, message, boxed } of VECTORS) {
    it(`gives and takes the answer of ${name}`, () => {
      const keys = [hex(publicKey), hex(privateKey)] as const
      expect(Buffer.from(box(hex(message), hex(nonce), ...keys)).toString('hex')).toBe(boxed)
      expect(Buffer.from(unbox(hex(boxed), hex(nonce), ...keys)).toString('hex')).toBe(message)
    })
  }

  it('refuses public keys that give no secret: points of low order', () => {
    const zero = new Uint8Array(32)
    const one = Uint8Array.from([1, ...new Uint8Array(31)])
    const order8 = hex('e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800')
    for (const publicKey of [zero, one, order8]) {
      const nonce = new Uint8Array(24)
      expect(() => box(new Uint8Array(4), nonce, publicKey, new Uint8Array(32).fill(7))).toThrow(
        expect.objectContaining({ code: 'bad_key' }),
      )
    }
  })
})

describe('values exchanged with Go', () => {
  const recorded: {
    readonly privateKey: string
    readonly values: readonly {
      readonly value: JsonValue
      readonly sealedByGo: Sealed
      readonly sealedHereOpenedByGo: Sealed
    }[]
  } = JSON.parse(readFileSync(new URL('../fixtures/go-nacl-box.json', import.meta.url), 'utf8'))

  it('open here as they do there', () => {
    expect(recorded.values.length).toBeGreaterThan(5)
    for (const { value, sealedByGo, sealedHereOpenedByGo } of recorded.values) {
      expect(open(recorded.privateKey, sealedByGo)).toEqual(value)
      expect(open(recorded.privateKey, sealedHereOpenedByGo)).toEqual(value)
    }
  })
})
