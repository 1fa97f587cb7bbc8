/** Objects by address, and by the client they belong to. */
export class TokenIndex<T extends { readonly Addr: string; readonly Token: string }> {
  readonly #byAddress = new Map<string, T>()
  /** Nearly every client has one object, so a list of them is kept only where there are more. */
  readonly #byToken = new Map<string, T | readonly T[]>()

  /** The object of an address. */
  at(address: string): T | undefined {
    return this.#byAddress.get(address)
  }

  /** All objects of a client. */
  of(token: string): readonly T[] {
    return asList(this.#byToken.get(token))
  }

  /** All objects, in the order their addresses came in. */
  all(): IterableIterator<T> {
    return this.#byAddress.values()
  }

  /** Stores an object over the one at its address. */
  put(object: T): void {
    const before = this.#byAddress.get(object.Addr)
    if (before !== undefined && before.Token !== object.Token) this.delete(object.Addr)
    this.#byAddress.set(object.Addr, object)
    const others = this.of(object.Token).filter(({ Addr }) => Addr !== object.Addr)
    this.#byToken.set(object.Token, others.length === 0 ? object : [...others, object])
  }

  /** Removes the object of an address. */
  delete(address: string): void {
    const object = this.#byAddress.get(address)
    if (object === undefined) return
    this.#byAddress.delete(address)
    const others = this.of(object.Token).filter(({ Addr }) => Addr !== address)
    if (others.length === 0) this.#byToken.delete(object.Token)
    else this.#byToken.set(object.Token, others)
  }
}

function asList<T>(found: T | readonly T[] | undefined): readonly T[] {
  if (found === undefined) return []
  return isList(found) ? found : [found]
}

function isList<T>(found: T | readonly T[]): found is readonly T[] {
  return Array.isArray(found)
}
