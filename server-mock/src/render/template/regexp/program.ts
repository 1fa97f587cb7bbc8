import { CallError } from '../call-error.ts'
import type { Assertion, CharTest, Expression } from './syntax.ts'

/** One instruction; `to` and `other` are positions in the program, `to` being tried first. */
export type Instruction =
  | { readonly op: 'char'; readonly test: CharTest }
  | { readonly op: 'assert'; readonly assertion: Assertion }
  | { readonly op: 'save'; readonly slot: number }
  | Split
  | Jump
  | { readonly op: 'match' }

interface Split {
  readonly op: 'split'
  to: number
  other: number
}

interface Jump {
  readonly op: 'jump'
  to: number
}

/** Longest program; counted repetitions multiply, so size must be bounded. */
const maxLength = 20_000

/** Translates an expression for the matcher. Throws CallError when it grows too large. */
export function compile(expression: Expression): Instruction[] {
  const program: Instruction[] = [{ op: 'save', slot: 0 }]
  emit(program, expression)
  program.push({ op: 'save', slot: 1 }, { op: 'match' })
  return program
}

function emit(program: Instruction[], expression: Expression): void {
  if (program.length > maxLength) {
    throw new CallError('error parsing regexp: expression too large')
  }
  switch (expression.type) {
    case 'char':
      program.push({ op: 'char', test: expression.test })
      return
    case 'assert':
      program.push({ op: 'assert', assertion: expression.assertion })
      return
    case 'sequence':
      for (const item of expression.items) emit(program, item)
      return
    case 'group':
      program.push({ op: 'save', slot: expression.index * 2 })
      emit(program, expression.item)
      program.push({ op: 'save', slot: expression.index * 2 + 1 })
      return
    case 'choice':
      emitChoice(program, expression.items)
      return
    case 'repeat':
      emitRepeat(program, expression.item, expression.min, expression.max, expression.greedy)
  }
}

function emitChoice(program: Instruction[], items: readonly Expression[]): void {
  const jumps: Jump[] = []
  items.forEach((item, index) => {
    if (index === items.length - 1) {
      emit(program, item)
      return
    }
    const split: Split = { op: 'split', to: program.length + 1, other: 0 }
    const jump: Jump = { op: 'jump', to: 0 }
    program.push(split)
    emit(program, item)
    program.push(jump)
    jumps.push(jump)
    split.other = program.length
  })
  for (const jump of jumps) jump.to = program.length
}

function emitRepeat(
  program: Instruction[],
  item: Expression,
  min: number,
  max: number,
  greedy: boolean,
): void {
  for (let i = 0; i < min; i++) emit(program, item)
  const branch = (target: number): Split => {
    const split: Split = { op: 'split', to: target, other: target }
    program.push(split)
    return split
  }
  const leaveTo = (split: Split, end: number): void => {
    if (greedy) split.other = end
    else split.to = end
  }
  if (max === Number.POSITIVE_INFINITY) {
    const start = program.length
    const split = branch(start + 1)
    emit(program, item)
    program.push({ op: 'jump', to: start })
    leaveTo(split, program.length)
    return
  }
  const splits: Split[] = []
  for (let i = min; i < max; i++) {
    splits.push(branch(program.length + 1))
    emit(program, item)
  }
  for (const split of splits) leaveTo(split, program.length)
}
