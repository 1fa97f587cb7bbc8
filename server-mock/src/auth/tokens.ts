import { createHash } from 'node:crypto'
import type { Claim } from '@metalwright/sdk/models'
import { jwtVerify, SignJWT } from 'jose'
import { preference } from '../objects/preferences.ts'
import type { Reader } from '../store/port.ts'
import type { TokenIssue } from './principal.ts'

/** What a token says. Its holder must treat it as opaque. */
export interface TokenContent {
  /** Roles of the user whose claims are looked up at each use. */
  readonly roles: readonly string[]
  /** Claims besides the roles'. */
  readonly claims: readonly Claim[]
  readonly user?: string
  readonly machine?: string
  readonly plugin?: string
  /** Of tokens that end with a boot or an installed system of the machine. */
  readonly issue?: TokenIssue
  /** Digests of the secrets the token was made under: changing any of them revokes it. */
  readonly secrets: Readonly<Record<string, string>>
}

/** Verified tokens kept, so that a client's next call costs no signature check. */
const CACHED = 10_000

/** Signs and verifies tokens with the preference `baseTokenSecret` (HS256). */
export class Tokens {
  readonly #reader: Reader
  readonly #now: () => number
  readonly #verified = new Map<string, { content: TokenContent; expires: number; key: string }>()

  constructor(reader: Reader, now: () => number) {
    this.#reader = reader
    this.#now = now
  }

  /** @param ttl seconds */
  async sign(content: TokenContent, ttl: number): Promise<string> {
    const now = Math.floor(this.#now() / 1000)
    return new SignJWT({ ...content })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ISSUER)
      .setIssuedAt(now)
      .setExpirationTime(now + ttl)
      .sign(await this.#key())
  }

  /** What a token says, or `undefined` when it is not ours, was altered, or has expired. */
  async verify(token: string): Promise<TokenContent | undefined> {
    const key = await preference(this.#reader, 'baseTokenSecret')
    const known = this.#verified.get(token)
    if (known !== undefined && known.key === key && known.expires > this.#now()) return known.content
    this.#verified.delete(token)
    try {
      const { payload } = await jwtVerify<TokenContent>(token, new TextEncoder().encode(key), {
        issuer: ISSUER,
        algorithms: ['HS256'],
        currentDate: new Date(this.#now()),
      })
      const [oldest] = this.#verified.keys()
      if (this.#verified.size >= CACHED && oldest !== undefined) this.#verified.delete(oldest)
      this.#verified.set(token, { content: payload, expires: (payload.exp ?? 0) * 1000, key })
      return payload
    } catch {
      return undefined
    }
  }

  async #key(): Promise<Uint8Array> {
    return new TextEncoder().encode(await preference(this.#reader, 'baseTokenSecret'))
  }
}

const ISSUER = 'digitalrebar provision'

/** Digest under which a secret stands in a token. */
export function secretDigest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url').slice(0, 22)
}
