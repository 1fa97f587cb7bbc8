import type { ObjectKind } from '@metalwright/sdk/kinds'
import type { JsonObject } from '@metalwright/sdk/models'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import { path } from '../../values/path.ts'

/** The object comes from a content pack, or is built in, so it cannot be changed. */
export function readOnly({ model }: ObjectKind, key: string, bundle: string): DiagnosticError {
  const source = bundle === '' ? 'is built into the server' : `comes from content pack "${bundle}"`
  return new DiagnosticError(
    `The ${model.singular} cannot be changed`,
    `${model.singular} "${key}" ${source}. Change the pack and upload it again, or give the object another key. To let go of it without a change: terraform state rm.`,
  )
}

/** There is an object with the key already. */
export function taken(
  { name, model }: ObjectKind,
  key: string,
  endpoint: string,
  importId: string,
): DiagnosticError {
  return new DiagnosticError(
    `The ${model.singular} exists already`,
    `${model.singular} "${key}" is at ${endpoint} already. Import it: terraform import drp_${name}.NAME '${importId}'. Or set adopt_existing = true, or choose another key.`,
  )
}

/** A secret parameter stands where it would be stored. */
export function secretInPlain(names: readonly string[]): DiagnosticError {
  return new DiagnosticError(
    'A secret parameter would be stored in plain',
    `${names.join(', ')}: the server keeps values of these parameters secret, but what stands in params is written to the state. Move them to secret_params_wo.`,
    { path: path('params') },
  )
}

/** What is wrong with an object that was written but cannot be used. */
export function unavailable({ model }: ObjectKind, key: string, object: JsonObject): DiagnosticError {
  const errors = Array.isArray(object['Errors']) ? object['Errors'].join('; ') : ''
  return new DiagnosticError(
    `The ${model.singular} is not available`,
    `${model.singular} "${key}" is stored, but cannot be used: ${errors || 'the server does not say why'}.`,
  )
}

/** An import names nothing. */
export function absent({ model }: ObjectKind, id: string, endpoint: string): DiagnosticError {
  return new DiagnosticError(
    `There is no such ${model.singular}`,
    `No ${model.singular} "${id}" is visible at ${endpoint}. Check the key and the rights of the user.`,
  )
}
