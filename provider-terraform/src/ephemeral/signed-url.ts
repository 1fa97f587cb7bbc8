import type { Connection } from '../connection.ts'
import { string } from '../framework/attribute.ts'
import { DiagnosticError } from '../framework/diagnostic.ts'
import type { EphemeralResource } from '../framework/ephemeral-resource.ts'
import { matches } from '../framework/validator.ts'
import { path } from '../values/path.ts'

/** `drp_signed_url`: a URL that can be loaded without credentials of its own. */
export const signedUrlEphemeral: EphemeralResource<Connection> = {
  typeName: 'drp_signed_url',
  schema: {
    description:
      'A URL as the server signs it for a download that needs a signature, made for this run and stored nowhere. Needs a server of DRP v4 that has `/system/signurl`.',
    attributes: {
      url: string({
        required: true,
        description: 'URL to sign.',
        validators: [matches(/^https?:\/\/\S+$/, 'a URL that begins with https:// or http://')],
      }),
      signed_url: string({ computed: true, sensitive: true, description: 'The signed URL.' }),
    },
  },
  async open({ connection, config, signal }) {
    const signed = await (await connection.system()).signUrl(config.string('url') ?? '', { signal })
    if (signed !== null) return { changes: { signed_url: signed } }
    throw new DiagnosticError(
      'The server signs no URLs',
      `${connection.endpoint} has no /system/signurl: it is older than DRP v4, or another server that speaks its API. Load from a place that needs no signature, such as files of the server itself.`,
      { path: path('url') },
    )
  },
}
