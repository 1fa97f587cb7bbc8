import { describe, expect, it } from 'vitest'
import { reportOf } from '../scripts/api-report/report.ts'
import { surfaceOf } from '../scripts/api-report/surface.ts'

const INDEX = `export { A, type B as C } from './a.ts';
export * from './more.ts';
`
const A = `import { Base } from './base.ts';
import type { z } from 'zod';
/** Says // what "it" is. */
export declare class A extends Base {
    #private;
    private hidden;
    readonly url: 'http://x'; // kept
    get(key: string): Promise<import("./base.ts").Item>;
}
export interface B {
    a: z.ZodType;
}
export declare const unused: number;
`
const BASE = `export declare class Base {
    protected api: Api;
}
declare const Api: z.ZodObject<{
    x: z.ZodString;
}, z.core.$strip>;
type Api = z.infer<typeof Api>;
export interface Item {
    list: z.ZodArray<z.ZodObject<{
        x: z.ZodString;
    }, z.core.$strip>>;
}
export {};
`
const MORE = `export declare function f(a: string): void;
export declare function f(a: number): void;
`
const sources = (changes: Readonly<Record<string, string>> = {}) =>
  new Map(Object.entries({ 'index.ts': INDEX, 'a.ts': A, 'base.ts': BASE, 'more.ts': MORE, ...changes }))
const report = (changes?: Readonly<Record<string, string>>) =>
  reportOf('pack', surfaceOf({ '.': 'index.ts', './more': 'more.ts' }, sources(changes)))

describe('the API report', () => {
  it('has what is exported and what that names, and nothing else', () => {
    const text = report()
    expect(text).toContain('## `pack`\n\n- `A` (a.ts)\n- `C` (a.ts, there B)\n- `f` (more.ts)\n')
    expect(text).toContain('## `pack/more`\n\n- `f` (more.ts)\n')
    expect(text).toContain("class A extends Base {\n    readonly url: 'http://x';")
    expect(text).toContain('class Base {\n    protected api: Api;\n}')
    expect(text).toContain('function f(a: string): void;\nfunction f(a: number): void;')
    for (const absent of ['hidden', '#private', 'unused', 'kept', 'Says']) expect(text).not.toContain(absent)
  })

  it('names schemas that have a name instead of repeating them', () => {
    expect(report()).toContain('list: z.ZodArray<typeof Api>;')
    expect(report()).toContain('const Api: z.ZodObject<{\n    x: z.ZodString;\n}, z.core.$strip>;')
  })

  it('changes with the surface, and not with comments and private parts', () => {
    expect(report({ 'a.ts': A.replace('Says', 'Tells').replace('hidden', 'other') })).toBe(report())
    expect(report({ 'base.ts': BASE.replace('ZodString', 'ZodInt') })).not.toBe(report())
    expect(report({ 'more.ts': MORE.replace('a: number', 'a?: number') })).not.toBe(report())
  })

  it('keeps long data short, but tells when it changes', () => {
    const long = (value: string) =>
      `export declare const table: {\n${`    readonly a: ${value};\n`.repeat(400)}};\n`
    expect(report({ 'more.ts': long('1') })).toMatch(
      /^const table: \{ \/\* 402 lines, SHA-256 [0-9a-f]{64} \*\/$/m,
    )
    expect(report({ 'more.ts': long('1') })).not.toBe(report({ 'more.ts': long('2') }))
  })

  it('fails on what it does not know, rather than leave it out', () => {
    expect(() => report({ 'more.ts': 'export = f;\n' })).toThrow(/more\.ts: no idea/)
    expect(() => report({ 'index.ts': "export { gone } from './a.ts';\n" })).toThrow(
      /gone, which nobody declares/,
    )
  })
})
