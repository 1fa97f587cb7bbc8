const ESCAPE = String.fromCharCode(27)
const BELL = String.fromCharCode(7)

/** Terminal sequences of ECMA-48: control sequences, operating system commands, two-byte escapes. */
const SEQUENCE = new RegExp(
  `${ESCAPE}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\\\)?|[@-Z\\\\^_])`,
  'g',
)

/** Characters that reorder the text around them, so that a name could read as another one. */
const REORDERING = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

/**
 * Text a machine has sent, on one line and in the order it is written: other control characters are
 * shown as `�`.
 */
export function plainLine(text: string): string {
  return text
    .replace(SEQUENCE, '')
    .replace(/[\t\r\n]+/g, ' ')
    .replace(REORDERING, '�')
    .replace(/\p{Cc}/gu, '�')
}

/**
 * Output of a task as a reader of a terminal would see it, without colours: what a line was overwritten with
 * after a carriage return is what stays.
 */
export function plainLog(text: string): string {
  return text
    .replace(SEQUENCE, '')
    .replace(REORDERING, '�')
    .split(/\r*\n/)
    .map((line) => line.slice(line.lastIndexOf('\r', line.length - 2) + 1))
    .join('\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
}
