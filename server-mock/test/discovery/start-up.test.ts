import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { missingTools } from './inventory-machine.ts'
import { bootEnvOf, filesOf, labAddresses } from './pack.ts'

const A = '4b2d7f2e-5f10-4d83-9c0e-1f6c7a1e9b01'
const B = '4b2d7f2e-5f10-4d83-9c0e-1f6c7a1e9b02'
const cards = { eth0: '02:00:00:00:00:01', eth1: '02:00:00:00:00:02' }

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

/** Runs the start script for unknown machines with two cards; `known`: which machine each address belongs to. */
async function startUp(
  known: Readonly<Record<string, string>>,
): Promise<{ log: string; calls: string[]; code: number }> {
  const dir = mkdtempSync(join(tmpdir(), 'mw-start-up-'))
  open.push(() => rmSync(dir, { recursive: true, force: true }))
  for (const [name, mac] of Object.entries(cards)) {
    mkdirSync(join(dir, 'sys/class/net', name, 'device'), { recursive: true })
    writeFileSync(join(dir, 'sys/class/net', name, 'address'), `${mac}\n`)
  }
  mkdirSync(join(dir, 'proc'))
  writeFileSync(join(dir, 'proc/cmdline'), 'quiet\n')
  const calls: string[] = []
  const server = createServer((request, response) => {
    const url = request.url ?? ''
    calls.push(`${request.method} ${url}`)
    const uuid = known[/^\/(.*)\.ipxe$/.exec(url)?.[1] ?? '']
    if (uuid !== undefined) response.end(`#!ipxe\nkernel vmlinuz rs.uuid=${uuid} quiet\n`)
    else if (url.endsWith('/control.sh')) response.end('#!/bin/sh\necho controlled\nexit 0\n')
    else if (url.startsWith('/api/v3/machines')) response.end(JSON.stringify({ Uuid: B }))
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve())
  })
  open.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const text =
    filesOf(bootEnvOf('unknown-discovery'), undefined, labAddresses, '').get('machines/start-up.sh') ?? ''
  const script = text
    .replace('https://10.77.0.1:8092', `http://127.0.0.1:${port}`)
    .replaceAll('http://10.77.0.1:8091', `http://127.0.0.1:${port}`)
    .replaceAll(/(^|[\s"'=])\/(sys|proc|run)\//gm, `$1${dir}/$2/`)
  writeFileSync(join(dir, 'start-up.sh'), script)
  const child = spawn('sh', [join(dir, 'start-up.sh')], {
    env: { PATH: process.env['PATH'] ?? '', METALWRIGHT_MAC: cards.eth0, METALWRIGHT_ADDRESS: '10.77.0.9' },
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (log += chunk.toString()))
  const code = await new Promise<number>((resolve) => {
    child.on('close', (value) => resolve(value ?? -1))
  })
  return { log, calls, code }
}

describe.skipIf(missingTools.length > 0)('start script for unknown machines', () => {
  it('registers a machine that nobody knows', async () => {
    const { log, calls, code } = await startUp({})
    expect(log).toBe(`start-up: registered as machine ${B}\ncontrolled\n`)
    expect(calls).toContain('POST /api/v3/machines')
    expect(code).toBe(0)
  })

  it('finds the machine that any of its cards belongs to', async () => {
    const { log, calls } = await startUp({ [cards.eth1]: A })
    expect(log).toBe('controlled\n')
    expect(calls).toContain(`GET /machines/${A}/control.sh`)
    expect(calls).not.toContain('POST /api/v3/machines')
  })

  it('takes nobody’s identity when its cards belong to two machines, and asks', async () => {
    const { log, calls, code } = await startUp({ [cards.eth0]: A, [cards.eth1]: B })
    expect(log).toContain(
      `this hardware belongs to several machines: ${A} ${B} - take the hardware addresses`,
    )
    expect(calls.filter((call) => !call.includes('.ipxe'))).toEqual([])
    expect(code).toBe(75)
  })
})
