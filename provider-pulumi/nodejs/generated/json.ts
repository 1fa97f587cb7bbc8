// Made from schema.json by scripts/generate.ts; changes here are lost.
/** JSON of any shape. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
