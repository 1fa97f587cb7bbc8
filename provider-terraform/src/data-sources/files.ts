import type { Connection } from '../connection.ts'
import { type Attributes, bool, list, listOf, number, string } from '../framework/attribute.ts'
import { DiagnosticError } from '../framework/diagnostic.ts'
import type { DataSource } from '../framework/resource.ts'
import { matches } from '../framework/validator.ts'
import type { RemoteSystem } from '../remote-system.ts'
import type { RemoteFiles } from '../resources/objects/remote-files.ts'
import type { CallLimits, FileStoreName } from '../resources/objects/remote-objects.ts'
import { path } from '../values/path.ts'
import { missing } from './missing.ts'

/** Most files that are listed: more is a mistake rather than a wish. */
const most = 10_000
/** Files that are asked for their size at a time. */
const atOnce = 8

/** A data source that lists the files, or the ISO images, of the server. */
function fileList(typeName: string, store: FileStoreName, what: string): DataSource<Connection> {
  const hasFolders = store === 'files'
  const folders: Attributes = hasFolders
    ? {
        path: string({
          optional: true,
          description: 'Folder to list. Default: the top one.',
          validators: [matches(/^[^/].*$/, 'a path that does not begin with a slash')],
        }),
        recursive: bool({ optional: true, description: 'With what is in folders below. Default false.' }),
        folders: list('string', { computed: true, description: 'Paths of the folders, sorted.' }),
      }
    : {}
  return {
    typeName,
    schema: {
      description: `Lists the ${what} of the server.`,
      attributes: {
        ...folders,
        details: bool({
          optional: true,
          description: 'Ask for the size and digest of each, one call each. Default false.',
        }),
        paths: list('string', { computed: true, description: `Paths of the ${what}, sorted.` }),
        items: listOf(
          {
            path: string({ computed: true, description: 'Path.' }),
            size: number({ computed: true, description: 'Bytes.' }),
            sha256: string({
              computed: true,
              description: 'SHA-256 in hex; null where the server knows none.',
            }),
          },
          { computed: true, description: `Each of the ${what}; null without \`details\`.` },
        ),
      },
    },
    async read({ connection, config, signal }) {
      const system = await connection.system()
      const top = (hasFolders ? (config.string('path') ?? '') : '').replace(/\/+$/, '')
      const recursive = hasFolders && config.bool('recursive') === true
      const found = await walk(system, store, top, recursive, { signal })
      if (found === null) throw missing('folder', 'path', top, connection.endpoint)
      const items =
        config.bool('details') === true
          ? await details((await connection.objects()).files, store, found.files, { signal })
          : null
      return { paths: found.files, items, ...(hasFolders ? { folders: found.folders } : {}) }
    },
  }
}

/** Paths below a folder; null when there is no such folder. */
async function walk(
  system: RemoteSystem,
  store: FileStoreName,
  top: string,
  recursive: boolean,
  limits: CallLimits,
): Promise<{ readonly files: readonly string[]; readonly folders: readonly string[] } | null> {
  const files: string[] = []
  const folders: string[] = []
  const open = [top]
  for (let folder = open.shift(); folder !== undefined; folder = open.shift()) {
    const names = await system.fileNames(store, folder, limits)
    if (names === null) {
      if (folder === top) return null
      continue
    }
    for (const name of names) {
      const place = `${folder === '' ? '' : `${folder}/`}${name.replace(/\/$/, '')}`
      if (!name.endsWith('/')) files.push(place)
      else {
        folders.push(place)
        if (recursive) open.push(place)
      }
    }
    if (files.length + folders.length > most) {
      throw new DiagnosticError(
        'There are too many files',
        `More than ${most} are below "${top}". List a folder further down, or without recursive.`,
        { path: path('path') },
      )
    }
  }
  return { files: files.sort(), folders: folders.sort() }
}

/** Size and digest of each file; one that went away meanwhile is left out. */
async function details(
  files: RemoteFiles,
  store: FileStoreName,
  paths: readonly string[],
  limits: CallLimits,
) {
  const found: ReadonlyMap<string, string | number | null>[] = []
  for (let at = 0; at < paths.length; at += atOnce) {
    const group = paths.slice(at, at + atOnce)
    const facts = await Promise.all(group.map((file) => files.stat(store, file, limits)))
    for (const [index, one] of facts.entries()) {
      if (one === null) continue
      found.push(
        new Map<string, string | number | null>([
          ['path', group[index] ?? ''],
          ['size', one.size],
          ['sha256', one.sha256],
        ]),
      )
    }
  }
  return found
}

/** `drp_files`: files on the server. */
export const filesSource: DataSource<Connection> = fileList('drp_files', 'files', 'files')

/** `drp_isos`: ISO images on the server. */
export const isosSource: DataSource<Connection> = fileList('drp_isos', 'isos', 'ISO images')
