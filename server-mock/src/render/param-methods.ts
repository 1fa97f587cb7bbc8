import { stringify } from 'yaml'
import { compose } from './compose.ts'
import type { Expand, Lookups } from './lookups.ts'
import {
  type Call,
  CallError,
  fn1,
  type GoFunc,
  GoMap,
  GoSlice,
  param,
  type Value,
} from './template/index.ts'
import { encodeJson } from './template/json/encode.ts'

/** What templates can do with params: methods of the context. */
export function paramMethods(lookups: Lookups, render: Expand): [string, GoFunc][] {
  const value = (name: string) => present(name, lookups.param(name))
  const composed = (name: string) => present(name, compose(lookups.levels(name)))
  const expanded = (found: unknown, call: Call) => expand(call.space.toValue(found), call, render)
  const composeMethod = fn1(param.string, composed)
  return [
    ['Param', fn1(param.string, value)],
    ['ParamExists', fn1(param.string, (name) => lookups.param(name) !== undefined)],
    ['ParamAsJSON', fn1(param.string, (name, call) => asJson(call.space.toValue(value(name)), call))],
    ['ParamAsYAML', fn1(param.string, (name, call) => asYaml(value(name), call))],
    ['ParamExpand', fn1(param.string, (name, call) => expanded(value(name), call))],
    ['ParamCompose', composeMethod],
    ['ComposeParam', composeMethod],
    ['ParamComposeExpand', fn1(param.string, (name, call) => expanded(composed(name), call))],
    ['StringExpand', fn1(param.string, render)],
    ['ObjectExpand', fn1(param.any, expanded)],
  ]
}

function present<T>(name: string, value: T | undefined): T {
  if (value !== undefined) return value
  throw new CallError(`No such machine parameter ${name}`)
}

function asJson(value: Value, { budget }: Call): string {
  return encodeJson(value, { escapeHtml: true }, budget)
}

/** YAML as readers of 1.1 and 1.2 take it: keys in order, no folded lines, `yes` and `1_0` in quotes. */
function asYaml(value: unknown, call: Call): string {
  // The way over JSON counts the work and refuses what is too large or too deep.
  const json: unknown = JSON.parse(asJson(call.space.toValue(value), call))
  return stringify(json, {
    sortMapEntries: true,
    indentSeq: false,
    lineWidth: 0,
    version: '1.1',
    aliasDuplicateObjects: false,
  })
}

/** A value in which every text is rendered as a template of its own. */
function expand(value: Value, call: Call, render: Expand, depth = 0): Value {
  call.budget.step()
  call.budget.nesting(depth)
  if (typeof value === 'string') return render(value, call)
  const inside = (member: Value) => expand(member, call, render, depth + 1)
  if (value instanceof GoSlice) return new GoSlice(value.items.map(inside), value.elem)
  if (!(value instanceof GoMap)) return value
  return new GoMap(new Map([...value.entries].map(([key, member]) => [key, inside(member)])), value.elem)
}
