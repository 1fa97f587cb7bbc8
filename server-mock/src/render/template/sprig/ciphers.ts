import { createDecipheriv, createHmac, scryptSync } from 'node:crypto'
import { CallError } from '../call-error.ts'
import { fn2, GoFunc } from '../values/func.ts'
import { string, uint32 } from '../values/param.ts'
import { fromBytes, toBytes } from '../values/text.ts'
import { type Family, family } from './signature.ts'

/** Patterns of the Master Password algorithm by kind of password; each letter stands for a class of characters. */
const PATTERNS: ReadonlyMap<string, readonly string[]> = new Map(
  [
    ['maximum', 'anoxxxxxxxxxxxxxxxxx axxxxxxxxxxxxxxxxxno'],
    [
      'long',
      'CvcvnoCvcvCvcv CvcvCvcvnoCvcv CvcvCvcvCvcvno CvccnoCvcvCvcv CvccCvcvnoCvcv CvccCvcvCvcvno CvcvnoCvccCvcv ' +
        'CvcvCvccnoCvcv CvcvCvccCvcvno CvcvnoCvcvCvcc CvcvCvcvnoCvcc CvcvCvcvCvccno CvccnoCvccCvcv CvccCvccnoCvcv ' +
        'CvccCvccCvcvno CvcvnoCvccCvcc CvcvCvccnoCvcc CvcvCvccCvccno CvccnoCvcvCvcc CvccCvcvnoCvcc CvccCvcvCvccno',
    ],
    ['medium', 'CvcnoCvc CvcCvcno'],
    ['short', 'Cvcn'],
    ['basic', 'aaanaaan aannaaan aaannaaa'],
    ['pin', 'nnnn'],
  ].map(([kind = '', patterns = '']) => [kind, patterns.split(' ')]),
)

const CONSONANTS = 'bcdfghjklmnpqrstvwxyz'
const VOWELS = 'aeiou'
const LETTERS = `${VOWELS.toUpperCase()}${VOWELS}${CONSONANTS.toUpperCase()}${CONSONANTS}`
const DIGITS = '0123456789'
/** Characters a letter of a pattern stands for. */
const CLASSES: ReadonlyMap<string, string> = new Map([
  ['V', VOWELS.toUpperCase()],
  ['v', VOWELS],
  ['C', CONSONANTS.toUpperCase()],
  ['c', CONSONANTS],
  ['a', LETTERS],
  ['n', DIGITS],
  ['o', "@&%?,=[]_:-+*$#!'^~;()/."],
  ['x', `${LETTERS}${DIGITS}!@#$%^&*()`],
])

/** The algorithm's name, which goes into all its hashes. */
const SEED = 'com.lyndir.masterpassword'
/** What one derivation costs: it takes as long as this much other work. */
const DERIVATION_STEPS = 1_000_000

function number32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function counted(text: string): Uint8Array {
  const bytes = toBytes(text)
  return Buffer.concat([number32(bytes.length), bytes])
}

/** Master Password, version 3. */
function derivePassword(counter: number, kind: string, password: string, user: string, site: string): string {
  const patterns = PATTERNS.get(kind)
  if (patterns === undefined) return `cannot find password template ${kind}`
  const salt = Buffer.concat([toBytes(SEED), counted(user)])
  const cost = { N: 32768, r: 8, p: 2, maxmem: 96 * 1024 * 1024 }
  const key = scryptSync(toBytes(password), salt, 64, cost)
  const seed = createHmac('sha256', key).update(SEED).update(counted(site)).update(number32(counter)).digest()
  const pattern = patterns[(seed[0] ?? 0) % patterns.length] ?? ''
  return [...pattern]
    .map((letter, index) => {
      const characters = CLASSES.get(letter) ?? ''
      return characters[(seed[index + 1] ?? 0) % characters.length]
    })
    .join('')
}

/** AES-256 in CBC mode; the first block is the initial vector, the password is the key, cut or filled with zeros. */
function decryptAes(password: string, text: string): string {
  if (text === '') return ''
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0)
    throw new CallError('illegal base64 data')
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length < 32 || bytes.length % 16 !== 0) throw new CallError('encrypted data is not whole blocks')
  const key = Buffer.alloc(32)
  key.set(toBytes(password).subarray(0, 32))
  const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16)).setAutoPadding(false)
  const plain = Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()])
  const padding = plain.at(-1) ?? 0
  if (padding > plain.length)
    throw new CallError('encrypted data has a wrong padding; is the password right?')
  return fromBytes(plain.subarray(0, plain.length - padding))
}

/** sprig's ciphers whose result depends on their arguments alone. */
export const cipherFunctions: Family = family(
  [
    'derivePassword',
    new GoFunc([uint32, string, string, string, string], undefined, (args, { budget }) => {
      budget.step(DERIVATION_STEPS)
      const [kind = '', password = '', user = '', site = ''] = args.slice(1).map(string.read)
      return derivePassword(uint32.read(args[0]), kind, password, user, site)
    }),
  ],
  [
    'decryptAES',
    fn2(string, string, (password, text, { budget }) => {
      budget.scan(text.length)
      return decryptAes(password, text)
    }),
  ],
)
