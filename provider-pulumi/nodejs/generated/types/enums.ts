// Made from schema.json by scripts/generate.ts; changes here are lost.
/** What a change of `filters`, `constraints` or `antiAffinity` does. */
export const FilterChange = {
  /** The machine is kept, with a warning: what was asked for matters when a machine is claimed. */
  Keep: "keep",
  /** Another machine is claimed, then this one is given back. */
  Replace: "replace",
} as const

/** What a change of `filters`, `constraints` or `antiAffinity` does. */
export type FilterChange = (typeof FilterChange)[keyof typeof FilterChange]

/** What a change of workflow, image, boot environment or user data does to a machine. */
export const OnChange = {
  /** The same machine runs its workflow again. */
  Redeploy: "redeploy",
  /** Another machine is claimed, then this one is given back. */
  Replace: "replace",
  /** The parameters are changed; the machine is not touched until somebody runs a workflow. */
  UpdateOnly: "updateOnly",
} as const

/** What a change of workflow, image, boot environment or user data does to a machine. */
export type OnChange = (typeof OnChange)[keyof typeof OnChange]

/** What happens to a machine whose build failed. */
export const OnFailure = {
  /** It stays claimed for somebody to look at; the next `pulumi up` tries the build again. */
  Keep: "keep",
  /** It is given back; the next `pulumi up` claims one. */
  Release: "release",
  /** It is given back, and nobody gets it (parameter `claim/quarantine`) until somebody has looked at it. */
  Quarantine: "quarantine",
} as const

/** What happens to a machine whose build failed. */
export type OnFailure = (typeof OnFailure)[keyof typeof OnFailure]

/** What happens when a machine is not built in time. */
export const OnTimeout = {
  /** The run fails; the machine stays claimed, and the next `pulumi up` goes on waiting. */
  Fail: "fail",
  /** A warning; resources that depend on the machine are made; the next `pulumi up` goes on waiting. */
  Resume: "resume",
} as const

/** What happens when a machine is not built in time. */
export type OnTimeout = (typeof OnTimeout)[keyof typeof OnTimeout]

/** What happens to the power of a machine that is given back. */
export const ReleasePower = {
  /** Nothing. */
  None: "none",
  /** It is switched off. */
  Off: "off",
} as const

/** What happens to the power of a machine that is given back. */
export type ReleasePower = (typeof ReleasePower)[keyof typeof ReleasePower]
