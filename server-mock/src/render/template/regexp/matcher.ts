import type { Budget } from '../budget.ts'
import { isWord } from './char-class.ts'
import type { Instruction } from './program.ts'
import type { Assertion } from './syntax.ts'

/** Positions of each group, start and end in turn; -1 for a group that took no part. */
export type Captures = readonly number[]

interface Thread {
  readonly pc: number
  readonly captures: Captures
}

/**
 * Runs a program over code points by following all alternatives side by side, so time grows with text times
 * program and never explodes. Finds the leftmost match, alternatives preferred in written order, as Go does.
 */
export function match(
  program: readonly Instruction[],
  text: readonly number[],
  from: number,
  slots: number,
  budget: Budget,
): Captures | undefined {
  const none: Captures = new Array<number>(slots).fill(-1)
  const seen = new Int32Array(program.length).fill(-1)
  let threads: Thread[] = []
  let found: Captures | undefined
  for (let at = from; at <= text.length; at++) {
    let work = threads.length + 4
    if (found === undefined) work += follow(program, text, at, { pc: 0, captures: none }, threads, seen)
    else if (threads.length === 0) break
    const next: Thread[] = []
    // Positions are marked seen per list: `at` for this one, `at + 1` for the next.
    for (const thread of threads) {
      const instruction = program[thread.pc]
      if (instruction?.op === 'match') {
        found = thread.captures
        break
      }
      const code = text[at]
      if (instruction?.op === 'char' && code !== undefined && instruction.test(code)) {
        work += follow(program, text, at + 1, { pc: thread.pc + 1, captures: thread.captures }, next, seen)
      }
    }
    threads = next
    budget.step(work >> 2)
  }
  return found
}

/** Adds a thread, following every instruction that reads nothing; the number of instructions followed. */
function follow(
  program: readonly Instruction[],
  text: readonly number[],
  at: number,
  start: Thread,
  list: Thread[],
  seen: Int32Array,
): number {
  let count = 0
  const pending: Thread[] = [start]
  for (let thread = pending.pop(); thread; thread = pending.pop()) {
    const { pc, captures } = thread
    count += 1
    if (seen[pc] === at) continue
    seen[pc] = at
    const instruction = program[pc]
    switch (instruction?.op) {
      case 'jump':
        pending.push({ pc: instruction.to, captures })
        break
      case 'split':
        pending.push({ pc: instruction.other, captures }, { pc: instruction.to, captures })
        break
      case 'save':
        pending.push({ pc: pc + 1, captures: captures.with(instruction.slot, at) })
        break
      case 'assert':
        if (holds(instruction.assertion, text, at)) pending.push({ pc: pc + 1, captures })
        break
      default:
        list.push(thread)
    }
  }
  return count
}

function holds(assertion: Assertion, text: readonly number[], at: number): boolean {
  switch (assertion) {
    case 'text-start':
      return at === 0
    case 'text-end':
      return at === text.length
    case 'line-start':
      return at === 0 || text[at - 1] === 10
    case 'line-end':
      return at === text.length || text[at] === 10
    default: {
      const before = at > 0 && isWord(text[at - 1] ?? 0)
      const after = at < text.length && isWord(text[at] ?? 0)
      return (before !== after) === (assertion === 'word')
    }
  }
}
