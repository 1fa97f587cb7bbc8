import { CallError } from './template/index.ts'

/**
 * Kernel parameters as one line. What comes from params must not add lines to a boot script, nor, in a script of
 * iPXE, commands to the line.
 *
 * @param file path of the file that the line is for
 * @throws CallError naming what does not belong there
 */
export function kernelLine(text: string, file = ''): string {
  const line = text.trimEnd()
  if (/[^\P{Cc}\t]/u.test(line))
    throw new CallError('kernel parameters are one line, without control characters')
  const command = file.endsWith('.ipxe') ? /(?<!\S)(\|\||&&|#!ipxe)(?!\S)/.exec(line) : null
  if (command !== null)
    throw new CallError(`kernel parameters of an iPXE script cannot have the word ${command[0]}`)
  return line
}
