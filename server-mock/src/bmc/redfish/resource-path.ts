import { BmcFailure, quoted } from '../bmc-failure.ts'

/** Longest path that is followed. */
const MOST = 1024

/**
 * Path of a resource that a BMC names: a link of its answers, or a `Location`. It may be written as a URL; only the
 * path counts, since a BMC behind a port forwarding or a proxy does not know its own address, and no BMC may send the
 * server, with the password in its hand, to somebody else.
 *
 * @throws BmcFailure `bmc_answer` for what is no path below `/redfish`
 */
export function resourcePath(link: string): string {
  const strange = (cause?: unknown) => {
    const reason = `The BMC names ${quoted(link.slice(0, 100)) || 'nothing'} where a Redfish resource should be`
    return new BmcFailure('bmc_answer', reason, 'update the BMC’s firmware', cause)
  }
  if (link.length > MOST) throw strange()
  let url: URL
  try {
    url = new URL(link, 'https://bmc.invalid/')
  } catch (error) {
    throw strange(error)
  }
  if (!/^https?:$/.test(url.protocol) || !/^\/redfish\/[\x21-\x7e]*$/.test(url.pathname)) throw strange()
  return url.pathname + url.search
}
