/** Bytes of the file that are needed next; all of them exist. */
export interface Need {
  readonly offset: number
  readonly length: number
}

/** A computation that asks for bytes of the file and is answered with them, by whatever way they are read. */
export type Plan<Result> = Generator<Need, Result, Uint8Array>

/** Runs a plan over bytes that are there already. */
export function runNow<Result>(plan: Plan<Result>, file: Uint8Array): Result {
  let step = plan.next()
  while (step.done !== true) {
    const { offset, length } = step.value
    step = plan.next(file.subarray(offset, offset + length))
  }
  return step.value
}

/** Runs a plan over a file. Rejects as `read` does. */
export async function run<Result>(
  plan: Plan<Result>,
  read: (offset: number, length: number) => Promise<Uint8Array>,
): Promise<Result> {
  let step = plan.next()
  while (step.done !== true) step = plan.next(await read(step.value.offset, step.value.length))
  return step.value
}
