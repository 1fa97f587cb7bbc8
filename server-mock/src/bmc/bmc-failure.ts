/** Why a BMC did not do what it was asked to. */
export type BmcFaultCode =
  /** The params of the machine do not say how to reach a BMC. */
  | 'bmc_setting'
  /** Its address is one that the server does not connect to. */
  | 'bmc_address_refused'
  /** Its name has no address. */
  | 'bmc_unresolved'
  /** Nothing answers there. */
  | 'bmc_unreachable'
  /** It did not answer, or not do it, in time. */
  | 'bmc_timeout'
  /** Wrong user name or password, or both were refused before. */
  | 'bmc_credentials_refused'
  /** The user may not do this. */
  | 'bmc_forbidden'
  /** Its certificate is not the one that is known, or nobody vouches for it. */
  | 'bmc_certificate'
  /** It answered something that is no answer. */
  | 'bmc_answer'
  /** It said no. */
  | 'bmc_refused'
  /** It cannot do this at all. */
  | 'bmc_not_supported'
  /** It said yes, and nothing happened. */
  | 'bmc_no_effect'
  /** Too many calls wait for it. */
  | 'bmc_busy'
  /** `ipmitool` is not installed on the server. */
  | 'ipmitool_missing'

/** A BMC did not do what it was asked to. The message has the reason and, behind a semicolon, the next step. */
export class BmcFailure extends Error {
  readonly code: BmcFaultCode

  /**
   * @param reason what happened, with the value it is about; never a password
   * @param next what to do now
   */
  constructor(code: BmcFaultCode, reason: string, next: string, cause?: unknown) {
    super(`${reason}; ${next}`, { cause })
    this.name = 'BmcFailure'
    this.code = code
  }
}

/** Text from a BMC on one line, without what could act on a terminal; 300 characters at most. */
export function quoted(text: string): string {
  return text
    .slice(0, 300)
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
}
