import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { compile } from './compile.ts'

/** Classes of errors, and the codes they may have, as the table names them. */
const ROW = /^\| (?:· )*(`\w+Error`(?:, `\w+Error`)*) +\|/gm

describe('the README', () => {
  it('has snippets that compile', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
    const snippets = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, snippet = '']) => snippet)
    expect(snippets.length).toBeGreaterThan(10)
    const files = snippets.map((snippet, index) => [`snippet-${index + 1}.ts`, complete(snippet)])
    expect(Object.fromEntries(await compile(Object.fromEntries(files)))).toEqual({})
  })

  it('names every error there is, and no other', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
    const named = [...readme.matchAll(ROW)].flatMap(([, names = '']) => names.match(/\w+/g) ?? [])
    const sdk: Readonly<Record<string, unknown>> = await import('../../src/index.ts')
    const exported = Object.keys(sdk).filter((name) => name.endsWith('Error') && name !== 'SdkError')
    expect(named.sort()).toEqual(exported.sort())
  })
})

/** A snippet as a module, with the client that the snippets before it have made. */
function complete(snippet: string): string {
  const needsClient = /\bclient\b/.test(snippet) && !snippet.includes('const client =')
  const imports = snippet.includes('import { Client }') ? '' : `import { Client } from '@metalwright/sdk'\n`
  return `${imports}${needsClient ? 'declare const client: Client\n' : ''}${snippet}\nexport {}\n`
}
