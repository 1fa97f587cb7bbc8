import { cleanPath, type RenderedFiles } from '../render/files.ts'
import type { Addresses } from '../render/source.ts'
import type { Settings } from '../settings.ts'
import { localAddressTo } from '../tftp/local-address.ts'
import { TftpServer } from '../tftp/server.ts'
import type { TftpEvent } from '../tftp/tftp-event.ts'
import type { TftpFile } from '../tftp/transfer.ts'
import type { Served } from './file-server.ts'
import type { FileTree } from './file-tree.ts'

/** What TFTP is built from. */
export interface LoaderServiceOptions {
  readonly settings: Pick<Settings, 'provisionAddress' | 'tftpPort'>
  readonly files: Pick<RenderedFiles, 'read'>
  readonly tree: Pick<FileTree, 'open'>
  readonly addresses: (server: string) => Addresses
  readonly onServed: (served: Served) => void
  /** Told of everything that happens. */
  readonly onEvent: (event: TftpEvent) => void
}

/** Starts TFTP, which hands out the same files as HTTP: rendered ones over the static tree. */
export async function startLoaderService(options: LoaderServiceOptions): Promise<TftpServer> {
  const { settings, files, tree, addresses, onServed } = options
  const bind = settings.provisionAddress
  const server = new TftpServer(
    { port: settings.tftpPort, ...(bind === '' ? {} : { addresses: [bind] }) },
    {
      open: async (name, { peer }) => {
        // Rendered files name the server as whoever asks reaches it.
        const here = bind === '' ? await localAddressTo(peer) : bind
        const rendered = await files.read(cleanPath(name), addresses(here))
        if (rendered === undefined) return tree.open(name)
        const { text, link = name } = rendered
        return text === undefined ? tree.open(link) : bytesAsFile(Buffer.from(text))
      },
      onEvent: (event) => {
        options.onEvent(event)
        if (event.kind !== 'started') return
        onServed({ path: event.name, peer: event.peer.address, machine: undefined })
      },
    },
  )
  await server.start()
  return server
}

function bytesAsFile(bytes: Buffer): TftpFile {
  return { size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) }
}
