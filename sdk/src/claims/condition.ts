import type { JsonValue } from '../models/json.ts'
import type { Machine } from '../models/machine.ts'
import { SdkError } from '../transport/index.ts'

/** Whether a machine is as it is waited for. */
export type MachineTest = (machine: Machine) => boolean

/**
 * Reads a condition on a field or an own param of a machine in DRP's notation: `Name=Eq(value)`, also with `Ne`,
 * `Lt`, `Lte`, `Gt`, `Gte`, `In` and `Re`. A param that is not set meets none but `Ne`.
 *
 * @throws SdkError `invalid_claim` when the text is none
 */
export function machineTest(text: string): MachineTest {
  const at = text.indexOf('=')
  const name = text.slice(0, at).trim()
  const [, operator = 'Eq', operand = text.slice(at + 1)] =
    /^\s*(Eq|Ne|Lt|Lte|Gt|Gte|In|Re)\((.*)\)\s*$/s.exec(text.slice(at + 1)) ?? []
  if (at <= 0 || name === '') {
    const message = `The condition \`${text}\` cannot be read; write it as \`app/ready=Eq(true)\`.`
    throw new SdkError('invalid_claim', message)
  }
  const test = comparison(operator, operand, text)
  return (machine) => {
    const value = fieldOf(machine, name)
    return value === undefined ? operator === 'Ne' : test(value)
  }
}

function comparison(operator: string, operand: string, text: string): (value: JsonValue) => boolean {
  switch (operator) {
    case 'Ne':
      return (value) => written(value) !== operand
    case 'Lt':
      return (value) => order(value, operand) < 0
    case 'Lte':
      return (value) => order(value, operand) <= 0
    case 'Gt':
      return (value) => order(value, operand) > 0
    case 'Gte':
      return (value) => order(value, operand) >= 0
    case 'In': {
      const allowed = operand.split(',')
      return (value) => allowed.includes(written(value))
    }
    case 'Re': {
      const pattern = expression(operand, text)
      return (value) => pattern.test(written(value).slice(0, 4096))
    }
    default:
      return (value) => written(value) === operand
  }
}

function expression(source: string, text: string): RegExp {
  try {
    return new RegExp(source, 'u')
  } catch (error) {
    throw new SdkError('invalid_claim', `The pattern in \`${text}\` cannot be read; correct it.`, error)
  }
}

function order(value: JsonValue, operand: string): number {
  const [left, right] = [Number(written(value)), Number(operand)]
  if (!Number.isNaN(left) && !Number.isNaN(right)) return left - right
  return written(value) < operand ? -1 : written(value) > operand ? 1 : 0
}

function written(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function fieldOf(machine: Machine, name: string): JsonValue | undefined {
  const fields: Readonly<Record<string, JsonValue | undefined>> = JSON.parse(JSON.stringify(machine))
  if (name !== 'Params' && Object.hasOwn(fields, name)) return fields[name]
  return Object.hasOwn(machine.Params, name) ? machine.Params[name] : undefined
}
