import type { Settings } from '../settings.ts'

/** Where plugins find the server: they run on the same machine. */
export function pluginEndpoint(
  settings: Settings,
  bound: { readonly api: number; readonly static: number },
  fingerprint: string,
): Record<string, string> {
  const local = ['', '0.0.0.0', '::'].includes(settings.listen) ? '127.0.0.1' : settings.listen
  const { staticIp, provisionAddress } = settings
  const files = [staticIp, provisionAddress].find((address) => address !== '') ?? '127.0.0.1'
  return {
    RS_ENDPOINT: `https://${local}:${bound.api}`,
    RS_FILESERVER: bound.static === 0 ? '' : `http://${files}:${bound.static}`,
    RS_FINGERPRINT: fingerprint,
  }
}
