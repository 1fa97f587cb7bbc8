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
  readonly method: string
  readonly url: string
  readonly status: number
  readonly body: ErrorBody
  readonly requestId: string
  readonly attempts: number
  readonly retryAfterMs: number | undefined
  /** What to do about it, as the end of the message says. */
  readonly nextStep: string

  constructor(refusal: Refusal, code = 'api_error', nextStep = nextStepOf(refusal.status)) {
    super(code, `${describe(refusal)}. ${nextStep} (request ${refusal.requestId})`)
    this.method = refusal.method
    this.url = refusal.url
    this.status = refusal.status
    this.body = refusal.body
    this.requestId = refusal.requestId
    this.attempts = refusal.attempts
    this.retryAfterMs = refusal.retryAfterMs
    this.nextStep = nextStep
  }

  /** Kind of object it is about, such as `machines`; empty when it is about none. */
  get model(): string {
    return this.body.Model
  }

  /** Key of the object it is about; empty when it is about none. */
  get key(): string {
    return this.body.Key
  }

  /** The reasons, one by one, as the server words them. */
  get messages(): readonly string[] {
    return this.body.Messages
  }
}

/** The server does not understand the call: its body, filter or order (400, 406, 415); code `bad_request`. */
export class BadRequestError extends ApiError {
  constructor(refusal: Refusal) {
    super(refusal, 'bad_request', 'Correct the body, the filter, the sort order or the patch.')
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
  constructor(
    refusal: Refusal,
    code = 'not_found',
    nextStep = 'Check the key, and that the user may see it.',
  ) {
    super(refusal, code, nextStep)
  }
}

/** The server does not know such a call at all: it is older, or another product; code `not_supported`. */
export class UnsupportedError extends NotFoundError {
  constructor(refusal: Refusal) {
    super(refusal, 'not_supported', 'Use a newer server; `info()` tells its version and features.')
  }
}

/** Somebody was faster, or the object is not in a state for it (409); code `conflict`. */
export class ConflictError extends ApiError {
  constructor(
    refusal: Refusal,
    code = 'conflict',
    nextStep = 'Read the object again and repeat the change if it is still wanted.',
  ) {
    super(refusal, code, nextStep)
  }
}

/** There is an object with this key already (409); code `already_exists`. */
export class AlreadyExistsError extends ConflictError {
  constructor(refusal: Refusal) {
    super(refusal, 'already_exists', 'Choose another key, or change the object that is there.')
  }
}

/** Other objects name this one, so it cannot be deleted (409 or 422); code `in_use`. The message names them. */
export class InUseError extends ConflictError {
  constructor(refusal: Refusal) {
    super(refusal, 'in_use', 'Take it out of what names it first.')
  }
}

/** The object breaks a rule (422); code `invalid_object`. The message names every fault. */
export class ValidationError extends ApiError {
  constructor(refusal: Refusal) {
    super(refusal, 'invalid_object', 'Correct what is named and send it again.')
  }
}

/** The server failed, or is not ready (500 and above); code `server_error`. */
export class ServerError extends ApiError {
  constructor(refusal: Refusal) {
    super(refusal, 'server_error')
  }
}

/** The error for a refused call: the subclass for its status and type, else `ApiError`. */
export function apiError(refusal: Refusal): ApiError {
  const { status, body } = refusal
  if (isUnknownCall(refusal)) return new UnsupportedError(refusal)
  if (body.Type === 'StillInUseError' && (status === 409 || status === 422)) return new InUseError(refusal)
  if (body.Type === 'CREATE' && status === 409) return new AlreadyExistsError(refusal)
  switch (status) {
    case 400:
    case 406:
    case 415:
      return new BadRequestError(refusal)
    case 403:
      return new ForbiddenError(refusal)
    case 404:
      return new NotFoundError(refusal)
    case 409:
      return new ConflictError(refusal)
    case 422:
      return new ValidationError(refusal)
    default:
      return status >= 500 ? new ServerError(refusal) : new ApiError(refusal)
  }
}

/** DRP answers a path it does not know with 404 `No route`, and a method the path does not have with 405. */
function isUnknownCall({ status, body }: Refusal): boolean {
  if (status === 405 || status === 501) return true
  return status === 404 && body.Model === '' && body.Messages.includes('No route')
}

function describe({ method, url, status, body }: Refusal): string {
  const object = [body.Model, body.Key].filter((part) => part !== '').join('/')
  const subject = object === '' ? '' : `${object}: `
  const reason = body.Messages.length > 0 ? body.Messages.join('; ') : body.Type || 'no reason given'
  return `${method} ${url} answered ${status}: ${subject}${reason}`
}

function nextStepOf(status: number): string {
  if (status === 429 || status === 503) return 'The server is busy; try again later.'
  if (status === 507) return 'Make room on the disk of the server.'
  if (status >= 500) return 'Look for the request in the server’s log.'
  if (status >= 300 && status < 400) return 'Redirects are not followed; correct the endpoint.'
  return 'Correct the request.'
}
