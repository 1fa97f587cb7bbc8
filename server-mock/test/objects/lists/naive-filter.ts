import type { JsonValue } from '@metalwright/sdk/models'
import type { Operator, Test } from '../../../src/objects/lists/filter.ts'

/** Kinds of indexes the naive reading knows. */
export type NaiveKind = 'string' | 'list' | 'integer' | 'boolean' | 'ip'

/** Rank of two operands or values, written out from the rules and by other means than the server's. */
export function compareNaively(kind: NaiveKind, a: string, b: string): number {
  switch (kind) {
    case 'string':
    case 'list':
      return Buffer.compare(Buffer.from(a), Buffer.from(b))
    case 'integer':
      return Math.sign(Number.parseInt(a, 10) - Number.parseInt(b, 10))
    case 'boolean':
      return '0Ff1Tt'.indexOf(a.slice(0, 1)) < 3 === '0Ff1Tt'.indexOf(b.slice(0, 1)) < 3
        ? 0
        : '0Ff1Tt'.indexOf(a.slice(0, 1)) < 3
          ? -1
          : 1
    case 'ip': {
      const padded = (text: string) =>
        text === ''
          ? ''
          : text
              .split('.')
              .map((part) => part.padStart(3, '0'))
              .join('.')
      return padded(a) < padded(b) ? -1 : padded(a) === padded(b) ? 0 : 1
    }
  }
}

/** Whether a held value passes one of the tests. */
export function passesNaively(kind: NaiveKind, held: JsonValue | undefined, tests: readonly Test[]): boolean {
  const all = Array.isArray(held) ? held : [held]
  const values = all
    .map((one) => (one === undefined ? '' : String(one)))
    .filter((one) => one !== '' || (kind !== 'integer' && kind !== 'boolean'))
  const rank = (value: string, operand: string) => compareNaively(kind, value, operand)
  const passes = ({ operator, operands: [low = '', high = '', ...more] }: Test): boolean => {
    const equal = values.some((value) => rank(value, low) === 0)
    const between = values.some((value) => rank(value, low) >= 0 && rank(value, high) <= 0)
    const among = values.some((value) => [low, high, ...more].some((operand) => rank(value, operand) === 0))
    const table: Readonly<Record<Exclude<Operator, 'Re'>, boolean>> = {
      Eq: equal,
      Ne: !equal,
      Lt: values.some((value) => rank(value, low) < 0),
      Lte: values.some((value) => rank(value, low) <= 0),
      Gt: values.some((value) => rank(value, low) > 0),
      Gte: values.some((value) => rank(value, low) >= 0),
      Between: between,
      Except: !between,
      In: among,
      Nin: !among,
    }
    if (operator === 'Re') throw new Error('the naive reading has no patterns')
    return table[operator]
  }
  return tests.some(passes)
}
