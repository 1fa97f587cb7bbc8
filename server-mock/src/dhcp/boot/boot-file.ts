import { option } from '../codec/option-code.ts'
import type { BootAnswer, BootReason } from './boot-answer.ts'
import type { BootRequest } from './boot-request.ts'
import { loaders as defaultLoaders } from './loaders.ts'

/** Where boot files are. */
export interface BootSource {
  /** Root of the HTTP file server as the client reaches it, such as `http://10.0.0.1:8091`. */
  readonly httpUrl: string
  /** TFTP server, dotted decimal. */
  readonly tftpAddress: string
  /** iPXE script below both roots; default `default.ipxe`. */
  readonly script?: string
  /** Loader by architecture, instead of the usual ones. */
  readonly loaders?: ReadonlyMap<number, string>
}

/** PXE vendor options: discovery control 8, "use the boot file you were given" (PXE 2.1 §2.2). */
const USE_FILE = Uint8Array.of(6, 1, 8, 255)
const PXE_CLASS = Buffer.from('PXEClient')
const HTTP_CLASS = Buffer.from('HTTPClient')
/** iPXE setting `no-pxedhcp` = 1: do not wait for ProxyDHCP offers. */
const NO_PROXY_WAIT = Uint8Array.of(0xb0, 1, 1)
/** Names of iPXE itself: given to a client that is iPXE already they would load in an endless loop. */
const IPXE_BINARY = /(^|[/\\])(undionly|ipxe|snponly|snp)[^/\\]*\.(kpxe|kkpxe|pxe|efi|lkrn)$/i

/**
 * Chooses what a client loads next. Order: iPXE gets its script; UEFI HTTP boot the URL of a loader; PXE the
 * loader of its architecture over TFTP; anybody else nothing. A configured file replaces the choice, except
 * that iPXE never gets iPXE again.
 */
export function bootFile(request: BootRequest, source: BootSource): BootAnswer {
  const { configuredFile, vendorClass, proxy } = request
  const script = source.script ?? 'default.ipxe'
  const nextServer = request.nextServer || source.tftpAddress
  const boot = (
    reason: BootReason,
    file: string,
    options: readonly (readonly [number, Uint8Array])[] = [],
  ): BootAnswer => ({ kind: 'boot', reason, file, nextServer, options: new Map(options) })
  const asPxe = [
    [option.vendorClass, PXE_CLASS],
    [option.vendorSpecific, USE_FILE],
  ] as const

  if (request.hasIpxeFeatures || request.userClass.includes('iPXE')) {
    // Beside another DHCP server iPXE recognises ProxyDHCP by the class, and there is nothing to hurry it past.
    const extra = proxy ? asPxe : [[option.ipxe, NO_PROXY_WAIT] as const]
    if (configuredFile !== '' && !IPXE_BINARY.test(configuredFile)) {
      return boot('configured-file', configuredFile, extra)
    }
    const root = request.speaksHttp ? source.httpUrl : `tftp://${nextServer}`
    return boot('ipxe-script', `${root}/${script}`, extra)
  }

  const { architecture } = request
  const known = source.loaders ?? defaultLoaders
  const loader = architecture === undefined ? undefined : known.get(architecture)
  if (vendorClass.startsWith('HTTPClient')) {
    const echo = [[option.vendorClass, HTTP_CLASS] as const]
    if (/^https?:/i.test(configuredFile)) return boot('configured-file', configuredFile, echo)
    if (loader === undefined) return { kind: 'none', reason: 'unknown-architecture' }
    return boot('http-loader', `${source.httpUrl}/${loader}`, echo)
  }
  if (vendorClass.startsWith('PXEClient')) {
    if (configuredFile !== '') return boot('configured-file', configuredFile, asPxe)
    if (loader === undefined) return { kind: 'none', reason: 'unknown-architecture' }
    return boot('pxe-loader', loader, asPxe)
  }
  if (configuredFile !== '' && !proxy) return boot('configured-file', configuredFile)
  return { kind: 'none', reason: 'not-a-boot-client' }
}
