import { createReadStream, statSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import { extname, join, normalize } from 'node:path'
import { makeCertificate } from '@metalwright/sdk/certificate'

/** A web server for static files over HTTPS on loopback, as a mirror or a private registry has it. */
export class StaticServer {
  /** Host and port, such as `localhost:40123`. */
  readonly host: string
  /** The certificate in PEM, which is its own authority. */
  readonly certificate: string
  readonly #server: Server

  private constructor(server: Server, certificate: string) {
    const address = server.address()
    this.host = `localhost:${typeof address === 'object' ? address?.port : ''}`
    this.certificate = certificate
    this.#server = server
  }

  /** Serves a folder until `close`. `replaced` gives other contents for some paths. */
  static async listen(
    root: string,
    replaced: ReadonlyMap<string, string> = new Map(),
  ): Promise<StaticServer> {
    const { certificatePem, keyPem } = makeCertificate({ names: ['localhost'], days: 1 }, new Date())
    const server = createServer({ cert: certificatePem, key: keyPem }, (request, response) => {
      const path = normalize(new URL(request.url ?? '/', 'https://localhost').pathname)
      const other = replaced.get(path)
      if (extname(path) === '.json') response.setHeader('content-type', 'application/json')
      if (other !== undefined) return response.end(other)
      const file = join(root, path)
      if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return response.writeHead(404).end()
      return createReadStream(file).pipe(response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new StaticServer(server, certificatePem)
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
