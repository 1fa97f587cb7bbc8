import { SdkError } from './sdk-error.ts'

/** The server's certificate is not trusted, or it does not speak TLS; code `tls_untrusted` or `tls_failed`. */
export class TlsError extends SdkError {
  /** SHA-256 of the certificate the server showed, lower case hex without colons; undefined when it showed none. */
  readonly fingerprint: string | undefined

  constructor(code: 'tls_untrusted' | 'tls_failed', message: string, fingerprint?: string, cause?: unknown) {
    super(code, message, cause)
    this.fingerprint = fingerprint
  }
}
