import { satisfies } from '../semver/constraint.ts'
import { Version } from '../semver/version.ts'
import { fn1, fn2 } from '../values/func.ts'
import { string } from '../values/param.ts'
import { type Family, family } from './signature.ts'

/** sprig's semantic versions. */
export const semverFunctions: Family = family(
  ['semver', fn1(string, (text) => new Version(text))],
  ['semverCompare', fn2(string, string, satisfies)],
)
