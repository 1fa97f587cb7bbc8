import type { FunctionParameter, ProviderFunction } from '../../framework/function.ts'
import { typeToJson } from '../../values/type.ts'
import { type Function_Parameter, StringKind, type FunctionMessage as Wire } from '../generated/tfplugin6.ts'

/** The signature of a function in its wire form. */
export function toWireFunction(offered: ProviderFunction): Wire {
  return {
    parameters: offered.parameters.map(toWireParameter),
    variadicParameter: offered.variadic && toWireParameter(offered.variadic),
    return: { type: Buffer.from(typeToJson(offered.returns)) },
    summary: offered.summary,
    description: offered.description,
    descriptionKind: StringKind.MARKDOWN,
    deprecationMessage: offered.deprecated ?? '',
  }
}

function toWireParameter({
  name,
  type,
  description,
  allowNull,
  allowUnknown,
}: FunctionParameter): Function_Parameter {
  return {
    name,
    type: Buffer.from(typeToJson(type)),
    allowNullValue: allowNull ?? false,
    allowUnknownValues: allowUnknown ?? false,
    description,
    descriptionKind: StringKind.MARKDOWN,
  }
}
