import type { Image, ImagePrune, ImagesPruned } from '@metalwright/sdk/models'
import type { ImageStore } from './image-store.ts'

/**
 * Removes the images that nobody uses and that have been there for some time, and the disks that were made of images
 * that are no more; or says which ones it would remove.
 *
 * @param now milliseconds since the epoch
 */
export async function prune(store: ImageStore, wish: ImagePrune, now: number): Promise<ImagesPruned> {
  const before = now - wish.OlderThan * 1000
  const unused = (await store.list()).filter(
    (image) =>
      image.UsedBy.length === 0 && image.State !== 'importing' && Date.parse(image.CreatedAt) <= before,
  )
  const orphans = await store.orphans()
  const removed: Image[] = []
  for (const image of unused) {
    // Somebody may have chosen it meanwhile.
    const goes =
      wish.DryRun || ((await store.users(image.Name)).length === 0 && (await store.remove(image.Name)))
    if (goes) removed.push(image)
  }
  if (!wish.DryRun) for (const sha256 of orphans.keys()) await store.removeDerived(sha256)
  // Images of the same bytes share what was made of them.
  const disks = new Map(removed.map(({ Sha256, Derived }) => [Sha256, Derived?.Bytes ?? 0]))
  const sizes = [...removed.map(({ Bytes }) => Bytes), ...disks.values(), ...orphans.values()]
  return { DryRun: wish.DryRun, Bytes: sizes.reduce((sum, size) => sum + size, 0), Images: removed }
}
