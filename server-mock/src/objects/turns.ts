/**
 * Lets edits of one object go one after the other in this process. The store would find out all the same that
 * they overtook each other, and run the losers again; taking turns spares that work where many edit one object.
 */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>()

  /** Runs `work` when the edits of the same object before it have ended, however they ended. */
  take<T>(object: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#last.get(object) ?? Promise.resolve()).then(work, work)
    this.#last.set(object, turn)
    const leave = () => {
      if (this.#last.get(object) === turn) this.#last.delete(object)
    }
    turn.then(leave, leave)
    return turn
  }
}
