import type { ErrorBody } from '../models/error-body.ts'
import { SdkError } from './sdk-error.ts'

/** What is known about a call that the server refused. */
export interface Refusal {
  readonly method: string
  readonly url: string
  readonly status: number
  readonly body: ErrorBody
  /** `X-Log-Token` of the call; the server's log carries it. */
  readonly requestId: string
  /** How often the call was sent; above 1, an earlier one may have been carried out. */
  readonly attempts: number
  /** Milliseconds the server asked to wait (`Retry-After`). */
  readonly retryAfterMs?: number | undefined
}

/** The server answered, but not with success; code `api_error`, or that of the subclass. */
export class ApiError extends SdkError {
  readonly status: number
  readonly body: ErrorBody
  readonly requestId: string
  readonly attempts: number
  readonly retryAfterMs: number | undefined

  constructor(refusal: Refusal, code = 'api_error', nextStep = nextStepOf(refusal.status)) {
    super(code, `${describe(refusal)}. ${nextStep} (request ${refusal.requestId})`)
    this.status = refusal.status
    this.body = refusal.body
    this.requestId = refusal.requestId
    this.attempts = refusal.attempts
    this.retryAfterMs = refusal.retryAfterMs
  }
}

/** The user lacks a right (403); code `forbidden`. The message names the claim that is needed. */
export class ForbiddenError extends ApiError {
  constructor(refusal: Refusal) {
    super(refusal, 'forbidden', 'Use a user with that right, or add it to one of the user’s roles.')
  }
}

/** There is no such object, or it may not be seen (404); code `not_found`. */
export class NotFoundError extends ApiError {
  constructor(refusal: Refusal) {
    super(refusal, 'not_found', 'Check the key, and that the user may see it.')
  }
}

/** Somebody was faster, or the object is in use (409); code `conflict`. */
export class ConflictError extends ApiError {
  constructor(refusal: Refusal) {
    super(refusal, 'conflict', 'Read the object again and repeat the change if it is still wanted.')
  }
}

/** The object breaks a rule (422); code `invalid_object`. The message names every fault. */
export class ValidationError extends ApiError {
  constructor(refusal: Refusal) {
    super(refusal, 'invalid_object', 'Correct what is named and send it again.')
  }
}

/** The error for a status: the subclass for 403, 404, 409 and 422, else `ApiError`. */
export function apiError(refusal: Refusal): ApiError {
  switch (refusal.status) {
    case 403:
      return new ForbiddenError(refusal)
    case 404:
      return new NotFoundError(refusal)
    case 409:
      return new ConflictError(refusal)
    case 422:
      return new ValidationError(refusal)
    default:
      return new ApiError(refusal)
  }
}

function describe({ method, url, status, body }: Refusal): string {
  const object = [body.Model, body.Key].filter((part) => part !== '').join('/')
  const subject = object === '' ? '' : `${object}: `
  const reason = body.Messages.length > 0 ? body.Messages.join('; ') : body.Type || 'no reason given'
  return `${method} ${url} answered ${status}: ${subject}${reason}`
}

function nextStepOf(status: number): string {
  if (status === 406) return 'Correct the filter, the sort order or the patch.'
  if (status === 429 || status === 503) return 'The server is busy; try again later.'
  if (status >= 500) return 'Look for the request in the server’s log.'
  if (status >= 300 && status < 400) return 'Redirects are not followed; correct the endpoint.'
  return 'Correct the request.'
}
