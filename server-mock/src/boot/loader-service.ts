import { cleanPath, type RenderedFiles } from '../render/files.ts'
import type { Addresses } from '../render/source.ts'
import type { Settings } from '../settings.ts'
import { localAddressTo } from '../tftp/local-address.ts'
import { type OpenTftpFile, TftpServer } from '../tftp/server.ts'
import type { TftpEvent } from '../tftp/tftp-event.ts'
import { openThreadTransfers } from '../tftp/thread/thread-transfers.ts'
import type { Served } from './file-server.ts'
import type { FileTree, TreeFile } from './file-tree.ts'

/** What TFTP is built from. */
export interface LoaderServiceOptions {
  readonly settings: Pick<Settings, 'provisionAddress' | 'tftpPort' | 'tftpSinglePort'>
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
    {
      port: settings.tftpPort,
      singlePort: settings.tftpSinglePort === true,
      ...(bind === '' ? {} : { addresses: [bind] }),
    },
    {
      open: async (name, { peer }) => {
        // Rendered files name the server as whoever asks reaches it.
        const here = bind === '' ? await localAddressTo(peer) : bind
        const rendered = await files.read(cleanPath(name), addresses(here))
        const { text, link = name } = rendered ?? {}
        if (text !== undefined) return { file: { kind: 'bytes', bytes: Buffer.from(text) } }
        return await opened(await tree.open(link))
      },
      openRunner: openThreadTransfers,
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

async function opened(file: TreeFile | undefined): Promise<OpenTftpFile | undefined> {
  if (file === undefined) return undefined
  const { descriptor, close } = await file.opened()
  return { file: { kind: 'file', size: file.size, descriptor }, close }
}
