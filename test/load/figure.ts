/** One measured figure. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What it is compared with, measured in the same run and the same unit. */
  readonly peer?: { readonly name: string; readonly value: number }
}
