import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { QmpClient } from '../../src/rehearsal/qemu/qmp-client.ts'

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

const fakeQemu = async (answer: (command: string, socket: Socket, id: number) => void): Promise<string> => {
  const dir = mkdtempSync(join(tmpdir(), 'mw-qmp-'))
  const server: Server = createServer((socket) => {
    socket.on('error', () => {})
    open.push(() => socket.destroy())
    socket.write('{"QMP": {"version": {}, "capabilities": []}}\r\n')
    socket.on('data', (data) => {
      for (const line of data.toString().trim().split('\n')) {
        const { execute, id } = JSON.parse(line)
        answer(execute, socket, id)
      }
    })
  })
  const path = join(dir, 'qmp')
  await new Promise<void>((resolve) => {
    server.listen(path, () => resolve())
  })
  open.push(() => {
    server.close()
    rmSync(dir, { recursive: true, force: true })
  })
  return path
}

const well = (socket: Socket, id: number, value: unknown = {}) =>
  socket.write(`${JSON.stringify({ return: value, id })}\r\n`)

describe('QMP client', () => {
  it('greets, runs commands and hears events, whatever lies between', async () => {
    const path = await fakeQemu((command, socket, id) => {
      if (command === 'query-status') {
        socket.write('nonsense\n{"event": "RESET", "data": {}}\n[1]\n')
        socket.write(`{"return": {"status": "run`)
        setTimeout(() => socket.write(`ning"}, "id": ${id}}\n`), 10)
      } else well(socket, id)
    })
    const events: string[] = []
    const client = await QmpClient.connect(path, (event) => events.push(event))
    expect(await client.execute('query-status')).toEqual({ status: 'running' })
    expect(events).toEqual(['RESET'])
    client.close()
  })

  it('says why a command failed', async () => {
    const path = await fakeQemu((command, socket, id) => {
      if (command === 'qmp_capabilities') well(socket, id)
      else if (command === 'bad')
        socket.write(`{"error": {"class": "x", "desc": "not that way"}, "id": ${id}}\n`)
      else if (command === 'quit') socket.destroy()
    })
    const client = await QmpClient.connect(path)
    await expect(client.execute('bad')).rejects.toThrow('QEMU command bad: not that way')
    await expect(client.execute('slow', {}, 30)).rejects.toThrow('no answer')
    await expect(client.execute('quit')).rejects.toThrow('closed')
    await expect(QmpClient.connect('/nonexistent/qmp')).rejects.toThrow('connect')
  })
})
