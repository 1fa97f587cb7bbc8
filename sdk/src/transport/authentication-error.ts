import { SdkError } from './sdk-error.ts'

/** The server did not accept who we say we are: wrong user, password or token; code `not_authenticated`. */
export class AuthenticationError extends SdkError {
  constructor(message: string, cause?: unknown) {
    super('not_authenticated', message, cause)
  }
}
