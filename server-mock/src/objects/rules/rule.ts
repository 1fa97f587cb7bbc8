import type { BootEnv, ObjectOf, Prefix } from '@metalwright/sdk/models'
import type { ParamSchemas } from '../params/param-schemas.ts'
import type { Ports } from '../ports.ts'
import type { Session } from '../session.ts'

/** What the rules of one kind of object say about an object that is about to be saved. */
export interface Verdict {
  /** The object is impossible: the save is refused. */
  readonly invalid: string[]
  /** The object is stored but cannot be used. */
  readonly unavailable: string[]
}

/** Knows the files that bootenvs load. */
export interface IsoState {
  /** Why machines cannot boot from a bootenv now: its ISO is missing, is being unpacked, lacks the kernel. */
  problemsOf(bootEnv: BootEnv): readonly string[]
}

/** What rules look at besides the object. */
export interface RuleContext {
  readonly session: Session
  readonly schemas: ParamSchemas
  readonly ports: Ports
  /** Parses a template; the text of its fault, or `undefined` when it is sound. */
  readonly templateProblem: (name: string, contents: string) => string | undefined
  /** Absent where files are not looked at. */
  readonly isoState?: IsoState | undefined
}

/** Fills what a client left out, in place, and checks the object. */
export type Rule<P extends Prefix> = (object: ObjectOf<P>, context: RuleContext) => Promise<Verdict> | Verdict

/** Nothing is wrong. */
export const SOUND: Verdict = { invalid: [], unavailable: [] }

/** The object is impossible, for these reasons; sound when there are none. */
export function refused(invalid: readonly string[]): Verdict {
  return { invalid: [...invalid], unavailable: [] }
}
