import { DatabaseSync } from 'node:sqlite'
import { StorageError } from './port.ts'

/**
 * Takes the right to write to a database file for as long as the process lives. It is the lock of a small database
 * beside it (`.lock`), which the system gives back when the process ends, however it ends. The file itself stays
 * readable for others, such as a backup.
 *
 * @returns how to give it back
 * @throws StorageError when another process has it
 */
export function lockSqlite(file: string): () => void {
  const lock = new DatabaseSync(`${file}.lock`, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    throw new StorageError(error, `another server has ${file} open; stop that one first`)
  }
  return () => lock.close()
}
