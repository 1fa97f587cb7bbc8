/** Shortest form besides the text itself that is looked for; shorter ones would be found in ordinary words. */
const shortest = 6

/**
 * The forms in which a secret may stand in what a server sends back or a library says: as it is, as part of JSON, a
 * URL or a form, in hexadecimal, and in base64 of whatever it is a part of.
 */
export function secretForms(secret: string): readonly string[] {
  const quoted = jsonForms(secret)
  // What is encoded is often JSON itself, such as the body of a request.
  const encoded = [secret, ...quoted].flatMap((text) => [...urlForms(text), ...byteForms(text)])
  const others = [...quoted, ...encoded].filter((form) => form.length >= shortest)
  return [...new Set([secret, ...others])]
}

function jsonForms(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1)
  // Go escapes what could end a script in HTML, others all that is not ASCII.
  const escaped = json.replace(/[<>&]/g, unicodeEscape)
  return [json, escaped, escaped.replace(/[^\x20-\x7e]/g, unicodeEscape), json.replaceAll('/', '\\/')]
}

function urlForms(text: string): readonly string[] {
  if (!text.isWellFormed()) return []
  const component = encodeURIComponent(text)
  const strict = component.replace(/[!'()*]/g, (sign) => percent(sign.charCodeAt(0)))
  const forms = [component, strict, ...[component, strict].map((form) => form.replaceAll('%20', '+'))]
  return [
    encodeURI(text),
    ...forms,
    ...forms.map((form) => form.replace(/%../g, (code) => code.toLowerCase())),
  ]
}

function byteForms(text: string): readonly string[] {
  const bytes = Buffer.from(text, 'utf8')
  const hex = bytes.toString('hex')
  return [hex, hex.toUpperCase(), ...base64Forms(bytes)]
}

/** The characters of base64 that only the bytes decide, wherever in three bytes they begin. */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const after = (before + bytes.length) % 3
    // What stands beside has a part in the character at either end.
    const inner = text.slice(before === 0 ? 0 : before + 1, after === 0 ? undefined : -1)
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
  })
}

function unicodeEscape(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function percent(code: number): string {
  return `%${code.toString(16).toUpperCase().padStart(2, '0')}`
}
