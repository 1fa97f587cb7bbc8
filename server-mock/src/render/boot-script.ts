import { CallError } from './template/index.ts'

/** Languages of the files that boot loaders run; what is none of them is `plain`. */
export type ScriptLanguage = 'ipxe' | 'grub' | 'plain'

/** The language of a file, by its path: `….ipxe`, and what is called or lies in a folder called `grub…`. */
export function scriptLanguage(file: string): ScriptLanguage {
  if (file.endsWith('.ipxe')) return 'ipxe'
  return /(^|\/)grub/i.test(file) ? 'grub' : 'plain'
}

/** Words that iPXE takes for the end of a command; a word that begins with `#` begins a comment. */
const IPXE_WORD = /(?<!\S)(?:(?:\|\||&&|;)(?!\S)|#\S*)/
const IPXE_SETTING = /\$\{[^}]*\}?/g
/** Characters that mean something to GRUB's shell, quotes apart. */
const GRUB_CHARACTER = /[;&|<>${}\\]/g
const CONTROL = /[^\P{Cc}\t]/u
/** Parts of a template that are not its own text. */
const ACTION = /\{\{.*?\}\}/gs

/**
 * Kernel parameters as one line of a boot script. What comes from params must not add lines to it nor, in the
 * languages of iPXE and GRUB, commands, comments and variables; those that the bootenv's own text has stay.
 *
 * @param text rendered
 * @param authored the text it was rendered from
 * @param file path of the file that the line is for
 * @throws CallError naming what does not belong there
 */
export function kernelLine(text: string, authored: string, file = ''): string {
  const line = text.trimEnd()
  if (CONTROL.test(line))
    throw new CallError(
      `kernel parameters are one line, without control characters; ${JSON.stringify(line)} is not. Correct BootParams of the bootenv, or the params it is made of`,
    )
  const found = harm(line, authored.replace(ACTION, ' '), scriptLanguage(file))
  if (found !== undefined) {
    throw new CallError(
      `kernel parameters of ${file} cannot have ${JSON.stringify(found)}, which its boot loader does not take for text. Correct the params that BootParams of the bootenv is made of`,
    )
  }
  return line
}

/** The first part of a line that its language does not take for text, and that the author did not write. */
function harm(line: string, authored: string, language: ScriptLanguage): string | undefined {
  switch (language) {
    case 'plain':
      return undefined
    case 'ipxe':
      return (
        IPXE_WORD.exec(line)?.[0] ?? line.match(IPXE_SETTING)?.find((setting) => !authored.includes(setting))
      )
    case 'grub': {
      const more = (sign: string) => count(line, sign) > count(authored, sign)
      const quote = ['"', "'"].find((sign) => count(line, sign) % 2 !== count(authored, sign) % 2)
      return line.match(GRUB_CHARACTER)?.find(more) ?? quote
    }
  }
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1
}

/** Characters that part words, or mean something to a boot loader's shell. */
const NOT_IN_PATHS = /[\s\p{Cc};&|<>$"'`\\{}#]/u

/** Whether a text may stand in boot scripts as part of a path or URL, whatever their language. */
export function isScriptPath(text: string): boolean {
  return !NOT_IN_PATHS.test(text)
}

/** Printable ASCII without what any boot loader's shell or menu takes for more than text. */
const MENU_TEXT = /^(?![ -])[ !%*-:=?-Z_a-z()]{1,70}(?<! )$/

/** Whether a text may stand in the menu of any boot loader, quoted or not. */
export function isMenuText(text: string): boolean {
  return MENU_TEXT.test(text) && !text.includes('  ')
}
