import type { Incoming, RenderOption } from '../dhcp/effective-options.ts'
import { CallError, GoInt, HostObject, sprigFunctions, TemplateSet } from '../render/template/index.ts'

/** A value is at most some kilobytes of text, and made of little work: packets wait for it. */
const LIMITS = { steps: 10_000, outputBytes: 16_384, valueLength: 65_536 }
/** Templates remembered; subnets and reservations have few different ones. */
const MOST_TEMPLATES = 1000
/** Answers remembered for one template: of clients that make up what they send, only some are. */
const MOST_ANSWERS = 4096
/** Longer texts of clients are not remembered. */
const LONGEST_ANSWER = 256
/** Name the template is parsed under, as error messages have it. */
const NAME = 'option'

/** What a template comes to. */
type End =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'fault'; readonly error: unknown }

/** What is known of a template after the answers to what it has asked so far. */
type Known = End | { readonly kind: 'asks'; readonly code: number; readonly after: Map<string, Known> }

interface Remembered {
  readonly set: TemplateSet
  start?: Known
  answers: number
}

/**
 * Renders DHCP option values that are templates. As in DRP the dot is the map of the options that the client sent,
 * by code: `{{if eq (index . 93) "7"}}grub.efi{{end}}`; what it did not send is `""`.
 *
 * A template runs once for each combination of the values it looks at, so that the next packet of that kind costs a few
 * look-ups. Work and output are bounded.
 */
export class OptionTemplates {
  readonly #templates = new Map<string, Remembered>()

  /** @throws TemplateError when the text does not parse, does not run, or asks for too much */
  readonly render: RenderOption = (value, incoming) => {
    const remembered = this.#remembered(value)
    let known = remembered.start
    while (known?.kind === 'asks') known = known.after.get(incoming(known.code) ?? '')
    known ??= run(remembered, incoming)
    if (known.kind === 'value') return known.text
    throw known.error
  }

  #remembered(value: string): Remembered {
    const found = this.#templates.get(value)
    if (found !== undefined) return found
    if (this.#templates.size >= MOST_TEMPLATES) this.#templates.clear()
    const set = new TemplateSet({ functions: sprigFunctions, missingKey: 'error' })
    const made: Remembered = { set, answers: 0 }
    try {
      set.parse(NAME, value)
    } catch (error) {
      made.start = { kind: 'fault', error }
    }
    this.#templates.set(value, made)
    return made
  }
}

/** The fault of an option value that is a template, or `undefined` when it parses. */
export function optionTemplateProblem(value: string): string | undefined {
  try {
    new TemplateSet({ functions: sprigFunctions }).parse(NAME, value)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function run(remembered: Remembered, incoming: Incoming): End {
  const asked = new Map<number, string>()
  const sent = new HostObject({
    typeName: 'map[int]string',
    index: (key) => {
      if (!(key instanceof GoInt))
        throw new CallError('options are looked up by their number, as in `index . 93`')
      const code = Number(key.value)
      const answer = incoming(code) ?? ''
      asked.set(code, answer)
      return answer
    },
  })
  const known = outcome(remembered.set, sent)
  remember(remembered, asked, known)
  return known
}

function outcome(set: TemplateSet, sent: HostObject): End {
  try {
    return { kind: 'value', text: set.execute(NAME, sent, { limits: LIMITS }) }
  } catch (error) {
    return { kind: 'fault', error }
  }
}

/** The same answers lead to the same question, so what was asked before is a way down the same tree. */
function remember(remembered: Remembered, asked: ReadonlyMap<number, string>, end: End): void {
  if ([...asked.values()].some((answer) => answer.length > LONGEST_ANSWER)) return
  if (remembered.answers + asked.size > MOST_ANSWERS) {
    delete remembered.start
    remembered.answers = 0
  }
  let put = (known: Known) => {
    remembered.start = known
  }
  let here = remembered.start
  for (const [code, answer] of asked) {
    let question = here
    if (question?.kind !== 'asks') {
      question = { kind: 'asks', code, after: new Map() }
      put(question)
    }
    const { after } = question
    put = (known) => {
      after.set(answer, known)
      remembered.answers++
    }
    here = after.get(answer)
  }
  put(end)
}
