import { optionTemplateProblem } from '../boot/option-templates.ts'
import { encodeOptionText } from '../dhcp/codec/option-text.ts'
import type { OptionRecord } from '../dhcp/records.ts'

/** What is wrong with the configured DHCP options of a subnet or reservation, one text each: they are never sent. */
export function optionProblems(options: readonly OptionRecord[]): string[] {
  return options.flatMap(({ Code, Value }) => {
    if (Value.includes('{{')) {
      const problem = optionTemplateProblem(Value)
      return problem === undefined ? [] : [`option ${Code}: ${problem}`]
    }
    try {
      encodeOptionText(Code, Value)
      return []
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)]
    }
  })
}
