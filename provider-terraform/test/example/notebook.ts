/** Where the example provider keeps its notes; a test looks into it. */
export interface Notebook {
  readonly notes: Map<string, string>
  next: number
  /** Write-only texts that create and update were given. */
  readonly secrets: string[]
  /** What happened to ephemeral words, in order. */
  readonly words: string[]
  /** How often the bell of each note was rung. */
  readonly bells: Map<string, number>
  /** Makes the next create fail after the note exists. */
  failAfterCreate?: boolean
  /** Makes create wait after the note exists, until it is interrupted. */
  waitAfterCreate?: boolean
  /** Makes plans and reads wait for a later round, where that is allowed. */
  closed?: boolean
}

/** An empty notebook. */
export function emptyNotebook(): Notebook {
  return { notes: new Map(), next: 1, secrets: [], words: [], bells: new Map() }
}
