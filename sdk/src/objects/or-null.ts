import { NotFoundError, UnsupportedError } from '../transport/index.ts'

/** What a look finds; null when there is no such object. @throws UnsupportedError for a call the server lacks */
export async function orNull<Found>(find: () => Promise<Found>): Promise<Found | null> {
  try {
    return await find()
  } catch (error) {
    if (error instanceof NotFoundError && !(error instanceof UnsupportedError)) return null
    throw error
  }
}

/** Removes something; what was gone before is a success. */
export async function unlessGone(remove: () => Promise<unknown>): Promise<void> {
  await orNull(remove)
}
