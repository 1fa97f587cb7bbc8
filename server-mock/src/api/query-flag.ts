import { readValue } from '../objects/lists/filter-value.ts'

/** Whether a flag of the query is set: any of Go's words for true, of which clients in Python send `True`. */
export function queryFlag(query: URLSearchParams, name: string): boolean {
  return readValue('boolean', query.get(name) ?? '') === true
}
