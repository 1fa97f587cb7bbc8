/** One step into a value: an attribute, the key of a map element, or the index of a list element. */
export type Step = { readonly attribute: string } | { readonly key: string } | { readonly index: number }

/** A place in a value, from the outside in. */
export type Path = readonly Step[]

/** The path to a top-level attribute, or below it: text is an attribute name, a number is a list index. */
export function path(...steps: readonly (string | number)[]): Path {
  return steps.map((step) => (typeof step === 'string' ? { attribute: step } : { index: step }))
}

/** A path as Terraform users write it: `disks[0].tags["x"]`. */
export function formatPath(steps: Path): string {
  return steps
    .map((step, position) => {
      if ('attribute' in step) return position === 0 ? step.attribute : `.${step.attribute}`
      return 'key' in step ? `[${JSON.stringify(step.key)}]` : `[${step.index}]`
    })
    .join('')
}
