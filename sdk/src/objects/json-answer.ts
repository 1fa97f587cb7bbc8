import { SdkError } from '../transport/index.ts'

/** What is needed of an answer: its body, and the call for the message. */
interface TextAnswer {
  readonly body: string
  readonly call: string
}

/**
 * The JSON of an answer.
 * @throws SdkError `unexpected_answer` when it is none, as of a web page that answers in the server's place
 */
export function jsonOf({ body, call }: TextAnswer): ReturnType<typeof JSON.parse> {
  try {
    return JSON.parse(body)
  } catch (cause) {
    // The parser quotes what it read, which nobody has looked through for secrets.
    throw new SdkError('unexpected_answer', `${call} answered no JSON. Is the endpoint a DRP server?`, cause)
  }
}
