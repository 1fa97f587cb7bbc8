/** Characters of a secret's surroundings that a finding quotes. */
const QUOTED = 60

/**
 * Finds marks of secrets in a text: as they are, in JSON, in URLs and forms, and inside base64 and hexadecimal,
 * wherever those begin. Each finding tells the mark and where it stands.
 */
export function leaks(text: string, marks: readonly string[]): readonly string[] {
  const views: readonly (readonly [how: string, text: string])[] = [
    ['plain', text],
    [
      'percent-encoded',
      text.replace(/%([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(parseInt(code, 16))),
    ],
    ['JSON', text.replace(/\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)))],
    ...runs(text, /[A-Za-z0-9+/_-]{12,}/g).flatMap(([run, shown]) =>
      [0, 1, 2, 3].map((skip) => [`base64 in ${shown}`, decode(run.slice(skip), 'base64')] as const),
    ),
    ...runs(text, /[0-9a-fA-F]{16,}/g).flatMap(([run, shown]) =>
      [0, 1].map((skip) => [`hexadecimal in ${shown}`, decode(run.slice(skip), 'hex')] as const),
    ),
  ]
  const found = views.flatMap(([how, view]) =>
    marks.flatMap((mark) => {
      const at = view.indexOf(mark)
      return at < 0
        ? []
        : [`${mark} (${how}): …${view.slice(Math.max(0, at - QUOTED), at + mark.length + QUOTED)}…`]
    }),
  )
  return [...new Set(found)]
}

function runs(text: string, pattern: RegExp): readonly (readonly [run: string, shown: string])[] {
  return [...text.matchAll(pattern)].map(([run]) => [run, run.slice(0, QUOTED)])
}

function decode(run: string, encoding: 'base64' | 'hex'): string {
  return Buffer.from(run.replaceAll('-', '+').replaceAll('_', '/'), encoding).toString('latin1')
}
