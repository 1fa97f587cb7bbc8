import { snakeCase } from '@metalwright/sdk/kinds'

/** The name of a field of a nested object: `ID` is that of a template. */
export function innerName(field: string): string {
  return field === 'ID' ? 'template_id' : snakeCase(field)
}
