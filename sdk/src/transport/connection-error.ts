import { SdkError } from './sdk-error.ts'

/**
 * How a connection failed: `refused` nobody listens, `unresolved` the name has no address, `unreachable` no way to
 * the host, `connect_timeout` and `timeout` no answer in time, `lost` cut off on the way.
 */
export type ConnectionFault =
  | 'refused'
  | 'unresolved'
  | 'unreachable'
  | 'connect_timeout'
  | 'timeout'
  | 'lost'

/** The server could not be reached or did not answer; code `connection_` and the fault. */
export class ConnectionError extends SdkError {
  readonly fault: ConnectionFault
  /** Whether the request may have reached the server, so that it may have been carried out. */
  readonly mayHaveBeenSent: boolean

  constructor(fault: ConnectionFault, message: string, cause?: unknown) {
    super(`connection_${fault}`, message, cause)
    this.fault = fault
    this.mayHaveBeenSent = fault === 'timeout' || fault === 'lost'
  }
}
