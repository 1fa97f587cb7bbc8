/** Where a failed call points to, and how DRP classes it. */
export interface ProblemPlace {
  /** Prefix of the object; empty when none is meant. */
  readonly model?: string
  readonly key?: string
  /** Class of the error; the HTTP method when absent. */
  readonly type?: string
}

/**
 * A refused call: becomes the error body of the API with this status. Anything else that is thrown is a fault
 * of the server and answered with 500.
 */
export class Problem extends Error {
  readonly status: number
  readonly messages: readonly string[]
  readonly place: ProblemPlace

  constructor(status: number, messages: readonly string[], place: ProblemPlace = {}, cause?: unknown) {
    super(messages.join('; '), { cause })
    this.name = 'Problem'
    this.status = status
    this.messages = messages
    this.place = place
  }
}

/** 404: no such object, or the caller may not know of it. */
export function notFound(model: string, key: string): Problem {
  return new Problem(404, ['Not Found'], { model, key })
}

/** 422: the object, or the edit of it, breaks a rule; one message per rule. */
export function invalid(model: string, key: string, messages: readonly string[]): Problem {
  return new Problem(422, messages, { model, key, type: 'ValidationError' })
}

/** 409: the call does not fit the present state of the object. */
export function conflict(model: string, key: string, messages: readonly string[]): Problem {
  return new Problem(409, messages, { model, key, type: 'Conflict' })
}
