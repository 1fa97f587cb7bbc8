import { ApiError, ConnectionError } from '../transport/index.ts'

/** Whether a call may have been carried out although it failed: its answer was lost, or made by something between. */
export function mayHaveHappened(error: unknown): boolean {
  if (error instanceof ConnectionError) return error.mayHaveBeenSent
  return error instanceof ApiError && error.status >= 500
}
