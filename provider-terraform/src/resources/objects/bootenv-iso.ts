import { memberOf } from '@metalwright/sdk/kinds'
import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { bool } from '../../framework/attribute.ts'
import { DiagnosticError } from '../../framework/diagnostic.ts'
import { workTimeouts } from '../limited-resource.ts'
import type { Extension, Written } from './extension.ts'

/** Milliseconds between two looks while the server unpacks an image. */
const PAUSE_MS = 500

/** Boot environments can bring their ISO images. */
export const bootenvIso: Extension = {
  timeouts: workTimeouts,
  attributes: {
    ensure_iso: bool({
      optional: true,
      description:
        'Make sure that the ISO images of `os` are on the server: those that are not are streamed there through this computer, each from its `iso_url` and checked by its SHA-256. Then wait until the server has unpacked them. They stay when the boot environment goes. Default false.',
    }),
  },
  async written(written) {
    if (written.context.planned.bool('ensure_iso') !== true) return {}
    for (const image of imagesOf(written.object)) await ensure(image, written)
    await unpacked(written)
    return {}
  },
}

interface Image {
  readonly file: string
  readonly sha256: string
  readonly url: string
}

/** The images that a boot environment names: one for all, or one for each architecture. */
function imagesOf(bootenv: JsonObject): readonly Image[] {
  const os = bootenv['OS'] ?? null
  const text = (value: JsonValue, name: string) => String(memberOf(value, name) ?? '')
  const architectures: JsonObject = Object(memberOf(os, 'SupportedArchitectures') ?? {})
  const images = [
    { file: text(os, 'IsoFile'), sha256: text(os, 'IsoSha256'), url: text(os, 'IsoUrl') },
    ...Object.values(architectures).map((one) => ({
      file: text(one, 'IsoFile'),
      sha256: text(one, 'Sha256'),
      url: text(one, 'IsoUrl'),
    })),
  ].filter(({ file }) => file !== '')
  return [...new Map(images.map((image) => [image.file, image])).values()]
}

async function ensure({ file, sha256, url }: Image, { remote, context, limits }: Written): Promise<void> {
  const found = await remote.files.stat('isos', file, limits)
  const right = sha256 === '' || found?.sha256 === null || found?.sha256 === sha256.toLowerCase()
  if (found !== null && right) return
  if (url === '') {
    throw new DiagnosticError(
      'The ISO image is missing',
      `${file} is not at ${context.connection.endpoint}${found === null ? '' : ' as it should be'}, and the boot environment does not say where to get it. Set os.iso_url, or upload it with drp_iso.`,
    )
  }
  context.log(`uploading ${file}`)
  await remote.files.upload('isos', file, { from: { url }, sha256: sha256 === '' ? null : sha256 }, limits)
}

/** Waits until the server does not say any more that it unpacks an image of the boot environment. */
async function unpacked({ remote, key, context, limits }: Written): Promise<void> {
  for (;;) {
    const bootenv = await remote.get('bootenvs', key, limits)
    const errors = Array.isArray(bootenv?.['Errors']) ? bootenv['Errors'].map(String) : []
    if (!errors.some((error) => error.includes('Exploding ISO'))) return
    await context.connection.pace.sleep(PAUSE_MS, limits.signal)
  }
}
