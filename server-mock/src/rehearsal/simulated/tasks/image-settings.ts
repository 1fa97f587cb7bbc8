import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { objectOf } from '../network/machine-api.ts'
import { jsonFile } from './json-file.ts'
import type { TaskRun } from './task-run.ts'

const TYPES = ['raw', 'raw.zst', 'raw.gz', 'raw.xz', 'qcow2', 'tar', 'tar.zst', 'tar.gz', 'tar.xz'] as const
/** Form of an image file. */
export type ImageType = (typeof TYPES)[number]

/** What the task `image-deploy` was told; empty texts and 0 where it was told nothing. */
export interface ImageSettings {
  readonly url: string
  /** Lower case. */
  readonly sha256: string
  readonly type: ImageType
  /** Uncompressed bytes. */
  readonly size: number
  /** Text or object that says which disk; null where nothing does. */
  readonly installDisk: JsonValue
  readonly kexec: boolean
  /** For the agent of the deployed system. */
  readonly api: string
  readonly files: string
  readonly pin: string
  readonly token: string
}

/** Reads the file the task's first action would have written, otherwise the machine's params. */
export async function imageSettings(run: TaskRun): Promise<ImageSettings> {
  const { api, settings, files } = run
  const whole: JsonObject = files.has('settings.json')
    ? jsonFile(files, 'settings.json')
    : objectOf(await api.request('GET', `/machines/${settings.uuid}/params?aggregate=true`))
  const text = (name: string) => {
    const value = whole[name]
    return typeof value === 'string' ? value : ''
  }
  const server = text('files') || settings.fileServer
  const file = text('image-deploy/image-file')
  const size = whole['image-deploy/image-size']
  return {
    url: text('image-deploy/image-url') || (file === '' ? '' : `${server}/files/images/${file}`),
    sha256: text('image-deploy/image-sha256').toLowerCase(),
    type: typeOf(text('image-deploy/image-type')),
    size: typeof size === 'number' ? size : 0,
    installDisk: whole['image-deploy/install-disk'] || null,
    kexec: whole['image-deploy/kexec'] !== false,
    api: text('api') || settings.endpoint,
    files: server,
    pin: text('pin') || settings.pin,
    token: text('token') || settings.token,
  }
}

/** A form by its name; `raw.zst` for what is none. */
export function typeOf(text: string): ImageType {
  return TYPES.find((type) => type === text) ?? 'raw.zst'
}
