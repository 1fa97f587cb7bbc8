/**
 * Go's text/template language with the sprig functions, in pure TypeScript: no files, sockets or clock, and
 * nothing of the host reachable from a template except what a HostObject answers.
 */
export { Budget, defaultLimits, type Limits } from './budget.ts'
export { CallError } from './call-error.ts'
export { sprigFunctions } from './sprig/index.ts'
export { TemplateError, type TemplateErrorCode } from './template-error.ts'
export { type ExecuteOptions, TemplateSet, type TemplateSetOptions } from './template-set.ts'
export {
  type Call,
  fn0,
  fn1,
  fn1Rest,
  fn2,
  fn2Rest,
  fn3,
  fnRest,
  GoFunc,
  type ParamType,
} from './values/func.ts'
export { HostObject, type HostShape, hostObject } from './values/host-object.ts'
export * as param from './values/param.ts'
export { GoInt, GoMap, GoSlice, int, int64, type Value } from './values/value.ts'
