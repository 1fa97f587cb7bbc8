/** Param that a claimed machine carries until it is safe in the state. */
export const PENDING_PARAM = 'pulumi/pending'
