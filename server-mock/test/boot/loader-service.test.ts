import { afterEach, describe, expect, it } from 'vitest'
import { startLoaderService } from '../../src/boot/loader-service.ts'
import { tftpRead } from '../../src/tftp/client.ts'

/** Serves one rendered file that says how the server is reached. */
async function serve(provisionAddress: string) {
  return await startLoaderService({
    settings: { provisionAddress, tftpPort: 0 },
    files: {
      read: async (path, { server }) =>
        path === 'grub/grub.cfg' ? { text: `url=http://${server}`, machine: undefined } : undefined,
    },
    tree: { open: async () => undefined },
    addresses: (server) => ({ server, apiPort: 1, filePort: 2 }),
    onServed: () => {},
    onEvent: () => {},
  })
}

describe('rendered files over TFTP', () => {
  let stop = async () => {}
  afterEach(() => stop())

  it.each(['', '127.0.0.1'])('name the server as the asker reaches it (listening on "%s")', async (bind) => {
    const server = await serve(bind)
    stop = () => server.stop()
    const port = server.listening()[0]?.port ?? 0
    const { bytes } = await tftpRead('127.0.0.1', port, 'grub/grub.cfg')
    expect(Buffer.from(bytes).toString()).toBe('url=http://127.0.0.1')
  })
})
