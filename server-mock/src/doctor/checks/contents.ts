import { type Check, UNASKED } from '../check.ts'
import { warning } from '../finding.ts'

/** Do the content packs load without complaint? */
export const contents: Check = {
  name: 'contents',
  title: 'content packs',
  judge: ({ server }) =>
    server === undefined
      ? UNASKED
      : server.contents.flatMap(({ meta, Warnings }) =>
          Warnings.map((text) =>
            warning(
              `The content pack ${meta.Name}${meta.Version === '' ? '' : ` ${meta.Version}`}: ${text}`,
              'Load a version of the pack that fits this server (PUT /contents), or what it asks for first.',
            ),
          ),
        ),
}
