import type { ReadonlySignal } from '@preact/signals'
import type { Fields } from '../objects/fields.ts'
import { plainLog } from '../text/plain-text.ts'
import { Text } from '../text/text.tsx'
import { type ParamText, paramTexts } from './param-text.ts'

/** Lines of a value that is shown without being opened. */
const SHORT = 12

interface ParamsProps {
  readonly params: Fields
  readonly secure: ReadonlySignal<ReadonlySet<string>>
}

/** The params of a machine as JSON, without those that are secret. */
export function Params({ params, secure }: ParamsProps) {
  const texts = paramTexts(params, secure.value)
  return (
    <section aria-labelledby="params">
      <h2 id="params">Params</h2>
      {texts.length === 0 && (
        <p class="empty">The machine has no params of its own. Discovery, tasks and the API set them.</p>
      )}
      <dl class="params">
        {texts.map((param) => (
          <div key={param.name}>
            <dt>
              <Text of={param.name} />
            </dt>
            <dd>
              <Value param={param} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Value({ param: { json, cut } }: { readonly param: ParamText }) {
  if (json === undefined) return <span class="quiet">secret, not shown</span>
  const text = plainLog(json)
  const lines = text.split('\n').length
  const value = (
    <>
      <pre>{text}</pre>
      {cut > 0 && <span class="quiet">… and {cut} more characters</span>}
    </>
  )
  if (lines <= SHORT && text.length <= SHORT * 100) return value
  return (
    <details>
      <summary>{lines === 1 ? 'Long text' : `${lines} lines`}</summary>
      {value}
    </details>
  )
}
