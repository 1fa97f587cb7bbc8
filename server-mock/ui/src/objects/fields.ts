/** A JSON object whose fields have not been looked at. */
export type Fields = Readonly<Record<string, unknown>>

/** Whether a value of the API is an object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text field; empty when it is missing or something else. */
export function textField(fields: Fields, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}

/** A number field; `otherwise` when it is missing or something else. */
export function numberField(fields: Fields, name: string, otherwise: number): number {
  const value = fields[name]
  return typeof value === 'number' ? value : otherwise
}

/** A flag; false when it is missing or something else. */
export function flagField(fields: Fields, name: string): boolean {
  return fields[name] === true
}

/** The texts of a list; whatever else is in it is left out. */
export function textsField(fields: Fields, name: string): readonly string[] {
  const value = fields[name]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** An object field; empty when it is missing or something else. */
export function objectField(fields: Fields, name: string): Fields {
  const value = fields[name]
  return isFields(value) ? value : {}
}
