import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  accessSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { StandInApi } from '../agent/stand-in-api.ts'
import { contentsOf, labAddresses, machineWith, renderText, taskOf } from './pack.ts'

/** Programs the script may find; `dd` and everything that touches disks is a stub. */
const tools =
  'awk basename bash cat curl cut date dirname grep gzip head jq kill mkfifo od rm sed sh sha256sum sleep sort sync tail tee timeout touch tr xz zstd'
const find = (tool: string): string | undefined =>
  [...(process.env['PATH'] ?? '').split(':'), '/usr/bin', '/bin']
    .map((dir) => join(dir, tool))
    .find((path) => {
      try {
        accessSync(path)
        return true
      } catch {
        return false
      }
    })
const missing = ['bash', 'curl', 'jq', 'zstd'].filter((tool) => find(tool) === undefined)
if (missing.length > 0)
  console.warn(`Image deploy tests skipped, they need: apt-get install ${missing.join(' ')}`)

const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('hex')
const MIB = 1024 * 1024
const raw = Buffer.concat([randomBytes(MIB + 77_777), Buffer.alloc(MIB), randomBytes(500_001)])
const image = zstdCompressSync(raw)

type Serve = (request: IncomingMessage, response: ServerResponse, count: number) => void
type Options = {
  serve?: Serve
  params?: Record<string, string | number>
  disks?: { name: string; size: number; serial?: string }[]
}
type Result = {
  code: number
  log: string
  disk: Buffer
  ranges: (string | undefined)[]
  params: Record<string, unknown>
  phases: string[]
}

const open: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

/** Answers like a file server that knows ranges. */
const whole =
  (data: Buffer): Serve =>
  (request, response) => {
    const match = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '')
    const start = Number(match?.[1] ?? 0)
    const part = data.subarray(start, match?.[2] ? Number(match[2]) + 1 : data.length)
    const range = { 'Content-Range': `bytes ${start}-${start + part.length - 1}/${data.length}` }
    response.writeHead(match ? 206 : 200, { 'Content-Length': part.length, ...(match ? range : {}) })
    response.end(part)
  }

const deploy = async (options: Options = {}): Promise<Result> => {
  const dir = mkdtempSync(join(tmpdir(), 'mw-deploy-'))
  open.push(() => rmSync(dir, { recursive: true, force: true }))
  const bin = join(dir, 'bin')
  for (const sub of [bin, join(dir, 'dev')]) mkdirSync(sub)
  const disks = options.disks ?? [{ name: 'disk', size: 8 * MIB }]
  for (const disk of disks) {
    writeFileSync(join(dir, 'dev', disk.name), 'old data')
    truncateSync(join(dir, 'dev', disk.name), disk.size)
  }
  const listed = disks.map(({ name, size, serial = 'S1' }) => ({
    name,
    path: join(dir, 'dev', name),
    size,
    type: 'disk',
    model: 'm',
    serial,
    wwn: null,
    rota: false,
    rm: false,
    ro: false,
    tran: null,
  }))
  const stub = (name: string, body: string) =>
    writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 })
  for (const tool of tools.split(' ')) {
    const path = find(tool)
    if (path !== undefined) symlinkSync(path, join(bin, tool))
  }
  writeFileSync(join(dir, 'lsblk.json'), JSON.stringify({ blockdevices: listed }))
  stub('lsblk', `cat ${dir}/lsblk.json`)
  for (const name of ['blkdiscard', 'wipefs', 'blockdev', 'reboot', 'kexec']) stub(name, 'exit 0')
  // Writes only inside the test's directory, whatever the script says; a full disk is a limit on file sizes.
  const blocks = Math.ceil(Math.max(...disks.map((disk) => disk.size)) / 512)
  stub(
    'dd',
    `for word in "$@"; do case "$word" in of=*..*) exit 99 ;; of=${dir}/dev/* | of=first) ;; of=*) exit 99 ;; esac; done\nulimit -f ${blocks}; trap '' XFSZ; exec ${find('dd')} "$@"`,
  )

  const ranges: (string | undefined)[] = []
  const serve = options.serve ?? whole(image)
  const files = createServer((request, response) => {
    ranges.push(request.headers.range)
    serve(request, response, ranges.length)
  })
  await new Promise<void>((resolve) => {
    files.listen(0, '127.0.0.1', () => resolve())
  })
  const address = files.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/image`
  const api = new StandInApi()
  const machine = api.addMachine()
  const port = await api.listen()
  open.push(async () => {
    files.closeAllConnections()
    files.close()
    await api.close()
  })

  const task = taskOf('image-deploy')
  const params = {
    'image-deploy/image-url': url,
    'image-deploy/image-sha256': sha256(image),
    ...options.params,
  }
  for (const info of task.Templates) {
    const text = renderText(
      contentsOf(info),
      { machine: machineWith({ Params: params }), task },
      labAddresses,
    )
    writeFileSync(join(dir, info.Path === '' ? info.Name : info.Path), text)
  }
  writeFileSync(join(dir, 'curl.conf'), 'silent\nshow-error\n')
  copyFileSync(fileURLToPath(new URL('../../agent/helper', import.meta.url)), join(dir, 'helper'))
  const child = spawn(join(bin, 'bash'), [join(dir, 'write')], {
    cwd: dir,
    env: {
      PATH: bin,
      RS_SYSTEM: 'discovery',
      RS_TASK_DIR: dir,
      RS_RUNNER_DIR: dir,
      RS_ENDPOINT: `http://127.0.0.1:${port}`,
      RS_UUID: machine.Uuid,
    },
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (log += chunk.toString()))
  const code = await new Promise<number>((resolve) => {
    child.on('exit', (value) => resolve(value ?? -1))
  })
  return {
    code,
    log,
    disk: readFileSync(join(dir, 'dev', disks[0]?.name ?? '')),
    ranges,
    params: machine.Params,
    phases: api.phases.map((phase) => phase.name),
  }
}

const written = (result: Result): boolean => result.disk.subarray(0, raw.length).equals(raw)
const bootable = (result: Result): boolean => !result.disk.subarray(0, MIB).every((byte) => byte === 0)

describe.skipIf(missing.length > 0)('image deploy: writing', () => {
  it('writes the image, records the disk and reports the phase', async () => {
    const result = await deploy()
    expect(result.log).toContain('Written and verified')
    expect(result.code).toBe(0)
    expect(written(result)).toBe(true)
    expect(result.phases).toEqual(['image'])
    expect(result.params['image-deploy/installed-disk']).toMatchObject({ serial: 'S1', bytes: 8 * MIB })
  })

  it.each([
    ['raw', raw],
    ['raw.gz', gzipSync(raw)],
  ])('takes %s', async (type, data) => {
    const params = {
      'image-deploy/image-type': type,
      'image-deploy/image-sha256': sha256(data).toUpperCase(),
    }
    const result = await deploy({ serve: whole(data), params })
    expect(result.log).toContain('Written and verified')
    expect(written(result)).toBe(true)
  })

  it('goes on where a broken connection stopped', async () => {
    const result = await deploy({
      serve: (request, response, count) => {
        if (count === 1 || count > 4) return whole(image)(request, response, count)
        const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
        response.writeHead(206, { 'Content-Length': image.length - start })
        response.write(image.subarray(start, start + 300_000), () => setTimeout(() => response.destroy(), 50))
      },
    })
    expect(result.code).toBe(0)
    expect(written(result)).toBe(true)
    expect(result.log).toContain('Download interrupted after 300000 bytes')
    expect(result.ranges.slice(1)).toEqual(['bytes=0-', 'bytes=300000-', 'bytes=600000-', 'bytes=900000-'])
  })

  it('refuses to go on with a server that starts over', async () => {
    const result = await deploy({
      serve: (request, response, count) => {
        if (count === 1) return whole(image)(request, response, count)
        response.writeHead(200, { 'Content-Length': image.length })
        if (count > 2) response.end(image)
        else response.write(image.subarray(0, 300_000), () => setTimeout(() => response.destroy(), 50))
      },
    })
    expect(result.code).toBe(1)
    expect(result.log).toContain('cannot continue a download')
    expect(bootable(result)).toBe(false)
  })

  const changed = Buffer.from(image)
  changed.writeUInt8(changed.readUInt8(500_000) ^ 0xff, 500_000)
  it.each([
    ['another file', zstdCompressSync(randomBytes(3 * MIB))],
    ['a file damaged on the way', changed],
    ['a longer file', Buffer.concat([image, Buffer.from('more')])],
    ['a shorter file', image.subarray(0, image.length - 1000)],
  ])('leaves nothing bootable of %s', async (_, data) => {
    const result = await deploy({ serve: whole(data) })
    expect(result.code).toBe(1)
    expect(result.log).toContain(`SHA-256 is ${sha256(data)}`)
    expect(result.log).toContain('Next step:')
    expect(bootable(result)).toBe(false)
    expect(result.phases).toEqual([])
  })

  it('refuses an error page, a missing file and another format before it touches the disk', async () => {
    const page = await deploy({ serve: whole(Buffer.from(`<html>${'x'.repeat(500)}`)) })
    expect(page.log).toContain('is not compressed by zstd')
    const none = await deploy({ serve: (_, response) => response.writeHead(404).end() })
    expect(none.log).toContain('cannot be read')
    for (const result of [page, none]) {
      expect(result.code).toBe(1)
      expect(result.disk.subarray(0, 8).toString()).toBe('old data')
    }
  })

  it('refuses a disk that is too small before it touches it, and when only writing shows it', async () => {
    const known = await deploy({ disks: [{ name: 'disk', size: 2 * MIB }] })
    expect(known.log).toContain(`no disk is large enough for the image (${raw.length} bytes)`)
    expect(known.disk.subarray(0, 8).toString()).toBe('old data')
    const packed = gzipSync(raw)
    const params = { 'image-deploy/image-type': 'raw.gz', 'image-deploy/image-sha256': sha256(packed) }
    const late = await deploy({ serve: whole(packed), params, disks: [{ name: 'disk', size: 2 * MIB }] })
    expect(late.code).toBe(1)
    expect(late.log).toContain('Next step:')
    expect(bootable(late)).toBe(false)
  })

  it('never chooses between disks, and finds the one that is named', async () => {
    const disks = [
      { name: 'disk', size: 8 * MIB, serial: 'A' },
      { name: 'other', size: 9 * MIB, serial: 'B' },
    ]
    const open = await deploy({ disks })
    expect(open.code).toBe(1)
    expect(open.log).toMatch(/more than one disk could be meant.*serial A.*serial B/)
    const named = await deploy({ disks, params: { 'image-deploy/install-disk': 'A' } })
    expect(named.code).toBe(0)
    expect(written(named)).toBe(true)
    const twins = disks.map((disk) => ({ ...disk, serial: 'A' }))
    expect((await deploy({ disks: twins, params: { 'image-deploy/install-disk': 'A' } })).log).toContain(
      'more than one',
    )
  })
})
