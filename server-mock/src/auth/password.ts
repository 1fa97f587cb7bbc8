import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number }, Buffer>(scrypt)

/** Cost of a hash: about 60 ms and 16 MiB each. */
const COST = { N: 16384, r: 8, p: 1 }
const KEY_BYTES = 32

/** Hash of a password as base64 of `N$r$p$salt$key`, salt and key in hex. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, KEY_BYTES, COST)
  const text = [COST.N, COST.r, COST.p, salt.toString('hex'), key.toString('hex')].join('$')
  return Buffer.from(text).toString('base64')
}

/** Whether the password belongs to the hash. A hash that cannot be read belongs to none. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [N, r, p, salt, key] = Buffer.from(hash, 'base64').toString('utf8').split('$')
  if (salt === undefined || key === undefined) return false
  const cost = { N: Number(N), r: Number(r), p: Number(p) }
  // A hash from outside must not make the server work or allocate without bound.
  if (!(cost.N >= 2 && cost.N <= 65536 && cost.r >= 1 && cost.r <= 8 && cost.p >= 1 && cost.p <= 4))
    return false
  const expected = Buffer.from(key, 'hex')
  if (expected.length !== KEY_BYTES) return false
  const actual = await derive(password, Buffer.from(salt, 'hex'), KEY_BYTES, cost)
  return timingSafeEqual(actual, expected)
}
