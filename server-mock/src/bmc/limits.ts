/** How BMCs are treated: they are small computers that fall over when they are asked too much. Times are milliseconds. */
export interface BmcLimits {
  /** Operations at one time, over all BMCs. */
  readonly atOnce: number
  /** Pause between two operations of one BMC. */
  readonly gapMs: number
  /** Operations that may wait for one BMC. */
  readonly waiting: number
  /** For one call of a BMC. */
  readonly callMs: number
  /** For one operation, which may be several calls. */
  readonly operationMs: number
  /** Between two looks at the power while it changes. */
  readonly pollMs: number
  /** For the power to change after the BMC has said yes. */
  readonly settleMs: number
  /** Between two tries of credentials that were refused, at the operator's wish. */
  readonly retryMs: number
  /** Refusals of one BMC within `refusalsMs`, whatever the credentials were, after which none are sent for as long. */
  readonly refusals: number
  readonly refusalsMs: number
}

/** What a server grants. */
export const BMC_LIMITS: BmcLimits = {
  atOnce: 32,
  gapMs: 250,
  waiting: 16,
  callMs: 20_000,
  operationMs: 180_000,
  pollMs: 1_000,
  settleMs: 60_000,
  retryMs: 60_000,
  refusals: 3,
  refusalsMs: 5 * 60_000,
}
