import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { restoreBackup } from '../backup/restore-backup.ts'
import { type Progress, writeBackup } from '../backup/write-backup.ts'
import { indexValues, STORED_INDEXES } from '../objects/index-values.ts'
import { journaledSnapshot } from '../objects/machines/journaled-snapshot.ts'
import { journalFile } from '../objects/machines/lease-journal.ts'
import { openSnapshot, shownPlace, storePlace } from '../store/open.ts'
import { VERSION } from '../version.ts'
import { BASE_ROOT, option } from './option.ts'

/** Milliseconds between two lines of progress. */
const PROGRESS = 1000

interface Flags {
  readonly baseRoot: string
  readonly database: string
  readonly format: 'text' | 'json'
}

/** Adds `backup` and `restore` to the program. */
export function addBackupCommands(program: Command): void {
  const add = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .argument('<file>', 'the backup')
      .addOption(option('--base-root <folder>', 'folder of everything the server keeps').default(BASE_ROOT))
      .addOption(option('--database <url>', 'PostgreSQL database that keeps the objects').default('', 'none'))
      .addOption(option('--format <format>', 'of the summary').choices(['text', 'json']).default('text'))
  add('backup', 'Write everything the server keeps into one file; the server may run.')
    .option('--with-files', 'with job logs, uploaded files and ISO images', false)
    .action((file: string, flags: Flags & { readonly withFiles: boolean }) => backup(file, flags))
  add('restore', 'Put a backup in the place of what the server keeps; the server must not run.')
    .option('--force', 'replace what is there', false)
    .action(restore)
}

async function backup(file: string, flags: Flags & { readonly withFiles: boolean }): Promise<void> {
  const place = storePlace(flags.baseRoot, flags.database)
  const open = () => openSnapshot(place)
  const embedded = place.engine === 'sqlite'
  const snapshot = embedded ? await journaledSnapshot(open, journalFile(flags.baseRoot)) : await open()
  try {
    const summary = await writeBackup({
      file: resolve(file),
      snapshot,
      version: VERSION,
      now: Date.now,
      onProgress: reporter(),
      ...(flags.withFiles ? { baseRoot: flags.baseRoot } : {}),
    })
    const { objects, files, revision, bytes } = summary
    const size = `${(bytes / 1e6).toFixed(1)} MB`
    print(flags, summary, `${summary.file}: ${what(objects, files)} as of revision ${revision}, ${size}`)
  } finally {
    await snapshot.close()
  }
}

async function restore(file: string, flags: Flags & { readonly force: boolean }): Promise<void> {
  const { baseRoot, database, force } = flags
  const place = storePlace(baseRoot, database)
  const indexing = { indexer: indexValues, indexes: STORED_INDEXES }
  const options = { file: resolve(file), place, baseRoot, force, ...indexing, onProgress: reporter() }
  const summary = await restoreBackup(options)
  // Leases from before would come back over the restored ones at the next start.
  await rm(journalFile(baseRoot), { force: true })
  const { objects, files, revision } = summary
  print(flags, summary, `${what(objects, files)} as of revision ${revision} are in ${shownPlace(place)}`)
}

function what(objects: number, files: number): string {
  return files === 0 ? `${objects} objects` : `${objects} objects and ${files} files`
}

function print(flags: Flags, summary: object, text: string): void {
  process.stdout.write(`${flags.format === 'json' ? JSON.stringify(summary) : text}\n`)
}

/** Writes a line of progress now and then. */
function reporter(): (progress: Progress) => void {
  let next = performance.now() + PROGRESS
  return ({ objects, of, files }) => {
    if (performance.now() < next) return
    next = performance.now() + PROGRESS
    process.stderr.write(`${objects} of ${what(of, files)}\n`)
  }
}
