/** Tests one code point. */
export type CharTest = (code: number) => boolean

/** Zero-width conditions. */
export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word' | 'not-word'

/** A parsed regular expression. */
export type Expression =
  | { readonly type: 'char'; readonly test: CharTest }
  | { readonly type: 'assert'; readonly assertion: Assertion }
  | { readonly type: 'sequence'; readonly items: readonly Expression[] }
  | { readonly type: 'choice'; readonly items: readonly Expression[] }
  | { readonly type: 'group'; readonly index: number; readonly item: Expression }
  | {
      readonly type: 'repeat'
      readonly item: Expression
      readonly min: number
      /** Infinity for no upper bound. */
      readonly max: number
      readonly greedy: boolean
    }
