/** Objects by address, and by the client they belong to. */
export class TokenIndex<T extends { readonly Addr: string; readonly Token: string }> {
  readonly #byAddress = new Map<string, T>()
  readonly #byToken = new Map<string, Map<string, T>>()

  /** The object of an address. */
  at(address: string): T | undefined {
    return this.#byAddress.get(address)
  }

  /** All objects of a client. */
  of(token: string): readonly T[] {
    return [...(this.#byToken.get(token)?.values() ?? [])]
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
    const own = this.#byToken.get(object.Token)
    if (own === undefined) this.#byToken.set(object.Token, new Map([[object.Addr, object]]))
    else own.set(object.Addr, object)
  }

  /** Removes the object of an address. */
  delete(address: string): void {
    const object = this.#byAddress.get(address)
    if (object === undefined) return
    this.#byAddress.delete(address)
    const own = this.#byToken.get(object.Token)
    own?.delete(address)
    if (own?.size === 0) this.#byToken.delete(object.Token)
  }
}
