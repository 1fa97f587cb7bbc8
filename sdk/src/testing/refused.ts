import type { ErrorBody } from '../models/error-body.ts'

/** A call that the pretended server refuses, as DRP words it. */
export class Refused extends Error {
  readonly body: ErrorBody

  constructor(status: number, messages: readonly string[], more: Partial<ErrorBody> = {}) {
    super(messages.join('; '))
    this.body = { Model: '', Key: '', Type: '', ...more, Messages: [...messages], Code: status }
  }
}
