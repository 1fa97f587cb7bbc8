import type { FunctionParameter, ProviderFunction } from '../../src/framework/function.ts'
import type { Type } from '../../src/values/type.ts'
import { typeName } from '../type-name.ts'
import { code, page } from './page.ts'
import { text } from './room.ts'

/** The page of a function. */
export function functionPage(one: ProviderFunction): string {
  const { name, summary, description, parameters, variadic, returns, deprecated } = one
  return page(
    { title: `${name} function - drp`, description: `${summary}.` },
    `# function: ${name}`,
    ...(deprecated === undefined ? [] : [`~> **Deprecated** ${deprecated}`]),
    description,
    '## Example Usage',
    code('terraform', text('examples', 'functions', name, 'function.tf')),
    '## Signature',
    code('text', signature(one)),
    '## Arguments',
    [...parameters, ...(variadic ? [variadic] : [])]
      .map((parameter, at) => `${at + 1}. ${argument(parameter, parameter === variadic)}`)
      .join('\n'),
    '## Return Type',
    `The return type of \`${name}\` is ${withArticle(returns)}.`,
  )
}

function signature({ name, parameters, variadic, returns }: ProviderFunction): string {
  const fixed = parameters.map((one) => `${one.name} ${inWords(one.type)}`)
  const more = variadic ? [`${variadic.name} ${inWords(variadic.type)}...`] : []
  return `${name}(${[...fixed, ...more].join(', ')}) ${inWords(returns)}`
}

function argument({ name, type, description, allowNull }: FunctionParameter, isVariadic: boolean): string {
  const notes = [...(isVariadic ? ['Variadic'] : []), typeName(type), ...(allowNull ? ['Nullable'] : [])]
  return `\`${name}\` (${notes.join(', ')}) ${description}`
}

function inWords(type: Type): string {
  return typeName(type).toLowerCase()
}

function withArticle(type: Type): string {
  if (type === 'dynamic') return 'a value of any type'
  const words = inWords(type)
  return `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`
}
