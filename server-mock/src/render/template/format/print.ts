import type { Budget } from '../budget.ts'
import type { Value } from '../values/value.ts'
import { Printer } from './printer.ts'

/** Go's `fmt.Sprint`: a space between operands when neither is a string. */
export function sprint(values: readonly Value[], budget: Budget): string {
  const [only] = values
  if (values.length === 1 && typeof only === 'string') return only
  const printer = new Printer(budget)
  let afterText = true
  for (const value of values) {
    const isText = typeof value === 'string'
    if (!isText && !afterText) printer.write(' ')
    printer.operand(value, 'v')
    afterText = isText
  }
  return printer.result()
}

/** Go's `fmt.Sprintln`: spaces between operands and a newline at the end. */
export function sprintln(values: readonly Value[], budget: Budget): string {
  const printer = new Printer(budget)
  values.forEach((value, index) => {
    if (index > 0) printer.write(' ')
    printer.operand(value, 'v')
  })
  printer.write('\n')
  return printer.result()
}
