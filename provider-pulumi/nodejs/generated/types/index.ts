// Made from schema.json by scripts/generate.ts; changes here are lost.
export * as enums from './enums.ts'
export type * as input from './inputs.ts'
export type * as output from './outputs.ts'
