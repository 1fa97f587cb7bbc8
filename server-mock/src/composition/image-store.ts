import type { JsonValue } from '@metalwright/sdk/models'
import { SYSTEM } from '../auth/principal.ts'
import type { FileTree } from '../boot/file-tree.ts'
import type { Uploads } from '../boot/uploads.ts'
import type { EventBus } from '../events/bus.ts'
import { ImageStore } from '../images/image-store.ts'
import { ImageUsers } from '../images/image-users.ts'
import type { Log } from '../log.ts'
import type { Contents } from '../objects/content/contents.ts'
import type { Objects } from '../objects/objects.ts'
import type { Ports } from '../objects/ports.ts'
import type { Settings } from '../settings.ts'
import type { Store } from '../store/port.ts'

/** What the image store needs of the server. */
export interface ImageStoreParts {
  readonly settings: Settings
  readonly tree: FileTree
  readonly uploads: Uploads
  readonly objects: Objects
  readonly store: Store
  readonly contents: Contents
  readonly bus: EventBus
  readonly ports: Ports
  readonly log: Log
}

/** Opens the image store: it follows who names images, and tells watchers what becomes of them. */
export function openImageStore(parts: ImageStoreParts): ImageStore {
  const { settings, tree, uploads, objects, store, contents, bus, ports, log } = parts
  const users = new ImageUsers(objects)
  for (const source of [store, contents]) source.subscribe((changes) => users.follow(changes))
  return new ImageStore({
    tree,
    uploads,
    users,
    sources: settings.imageSources ?? 'private',
    now: ports.now,
    log,
    onEvent: (action, name, image) => {
      // Who uses it is not for everybody who may see the image.
      const told: JsonValue = JSON.parse(
        JSON.stringify(image === undefined ? null : { ...image, UsedBy: [] }),
      )
      bus.post({ Type: 'images', Action: action, Key: name, Principal: SYSTEM, Object: told })
    },
  })
}
