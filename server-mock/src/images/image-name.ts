import { pathParts } from '../boot/tree-path.ts'

/** Folder of the images in the served tree. */
export const IMAGES = 'files/images'

/** Folder below it in which the server keeps what it made of qcow2 images. */
export const DERIVED = '.derived'

/** Folder below it of what was imported because a machine is to write it. */
export const IMPORTED = 'imported'

/** Names that an image can be given, which the param `image-deploy/image-file` can hold too. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._/+-]*$/

/**
 * The name of an image as the store knows it: without doubled slashes. `undefined` for what cannot be one, or leads
 * elsewhere.
 */
export function imageName(text: string): string | undefined {
  const parts = pathParts(text)
  return parts === undefined || parts[0] === DERIVED ? undefined : parts.join('/')
}

/** Whether an image can be made under this name. */
export function isNewName(name: string): boolean {
  return imageName(name) === name && NAME.test(name)
}

/** Path of an image in the served tree. */
export function imagePath(name: string): string {
  return `${IMAGES}/${name}`
}

/** Name of the image that machines asked for by its digest. */
export function importedName(sha256: string): string {
  return `${IMPORTED}/${sha256}.qcow2`
}
