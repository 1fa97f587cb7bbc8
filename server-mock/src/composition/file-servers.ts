import type { ApiCertificate } from '../api/certificate.ts'
import { FileBodies } from '../boot/file-bodies.ts'
import { type FileServerOptions, makeFileServer, makeSecureFileServer } from '../boot/file-server.ts'
import { openSendPump } from '../boot/pump/send-pump.ts'
import type { Settings } from '../settings.ts'
import { listen, stopServer, taken } from './listening.ts'

/** Ports of the file servers; 0 for one that is off. */
export interface FilePorts {
  readonly static: number
  readonly secureStatic: number
}

/**
 * Starts the servers of the files that machines load: HTTP, and HTTPS with the API's certificate where it is asked for.
 *
 * @param started gets what stops them
 * @throws SettingsError when a port cannot be had
 */
export async function startFileServers(
  settings: Settings,
  certificate: ApiCertificate,
  files: Omit<FileServerOptions, 'bodies'>,
  started: (() => unknown)[],
): Promise<FilePorts> {
  const bodies = new FileBodies(openSendPump)
  started.push(() => bodies.close())
  const options = { ...files, bodies }
  const { staticPort, secureStaticPort, provisionAddress } = settings
  const plain = makeFileServer(options)
  const port = await listen(plain, staticPort, provisionAddress).catch(taken('--static-port', staticPort))
  started.push(() => stopServer(plain))
  if (secureStaticPort === undefined) return { static: port, secureStatic: 0 }
  const secure = makeSecureFileServer(options, certificate)
  const securePort = await listen(secure, secureStaticPort, provisionAddress).catch(
    taken('--secure-static-port', secureStaticPort),
  )
  started.push(() => stopServer(secure))
  return { static: port, secureStatic: securePort }
}
