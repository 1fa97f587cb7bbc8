/** Lets those who name the same thing work one after the other, in the order they came. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>()

  /** Does the work when all who came before with the same name are done, whatever became of them. */
  async take<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(name) ?? Promise.resolve()
    const mine = before.then(work, work)
    const settled = mine.catch(() => {})
    this.#last.set(name, settled)
    try {
      return await mine
    } finally {
      if (this.#last.get(name) === settled) this.#last.delete(name)
    }
  }
}
