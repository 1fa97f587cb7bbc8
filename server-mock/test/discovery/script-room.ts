import { spawn } from 'node:child_process'
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
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { JsonObject, JsonValue } from '@metalwright/sdk/models'
import { contentsOf, labAddresses, machineWith, renderText, taskOf } from './pack.ts'

/** Programs the scripts may find as they are; what touches disks is a stub. */
const tools =
  'awk basename bash cat chmod cp curl cut date dirname grep gzip head jq kill ls mkdir mkfifo od readlink rm sed sh sha256sum sort tail tar tee timeout touch tr wc xz zstd'

/** Path of a host's program; undefined when it has none. */
export const findProgram = (tool: string): string | undefined =>
  [...(process.env['PATH'] ?? '').split(':'), '/usr/bin', '/bin', '/usr/sbin', '/sbin']
    .map((dir) => join(dir, tool))
    .find((path) => {
      try {
        accessSync(path)
        return true
      } catch {
        return false
      }
    })

/** Programs without which no script runs; empty where all are there. */
export const missingPrograms = ['bash', 'curl', 'jq', 'xz', 'zstd'].filter(
  (tool) => findProgram(tool) === undefined,
)
if (missingPrograms.length > 0)
  console.warn(`Tests of scripts skipped, they need: apt-get install ${missingPrograms.join(' ')}`)

/** A disk as `lsblk` would list it; its content is a file. */
export type RoomDisk = {
  readonly name: string
  readonly size: number
  readonly serial?: string
  readonly wwn?: string
  readonly model?: string
  readonly rotational?: boolean
  readonly removable?: boolean
  readonly transport?: string
}

/** Answers a request; `count` is 1 for the first one. */
export type Serve = (request: IncomingMessage, response: ServerResponse, count: number) => void

/** How a script ended. */
export type ScriptResult = { readonly code: number; readonly log: string }

const listen = async (serve: Serve): Promise<{ server: Server; url: string }> => {
  let count = 0
  const server = createServer((request, response) => serve(request, response, ++count))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve())
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { server, url: `http://127.0.0.1:${port}` }
}

/**
 * A directory in which the scripts of a task run as on a machine, with disks that are files in it and programs that
 * touch nothing else, and the few routes of the server that they ask.
 */
export class ScriptRoom {
  /** Where the scripts run. */
  readonly dir = mkdtempSync(join(tmpdir(), 'mw-room-'))
  /** The machine's params, as the scripts change them. */
  readonly params: Record<string, JsonValue> = {}
  /** Phases that were reported. */
  readonly phases: { readonly name: string; readonly detail: JsonObject }[] = []
  readonly #uuid = machineWith({}).Uuid
  readonly #servers: Server[] = []
  #endpoint = ''

  /** Makes a room with disks; the first bytes of each are `old data`. */
  static async create(disks: readonly RoomDisk[], image?: Serve): Promise<ScriptRoom> {
    const room = new ScriptRoom()
    room.#furnish(disks)
    room.#endpoint = await room.serve((request, response, count) => {
      if (image !== undefined && request.url === `/api/v3/machines/${room.#uuid}/image`) {
        return image(request, response, count)
      }
      return room.#answer(request, response)
    })
    return room
  }

  /** Starts a web server that lives as long as the room; the result is its address. */
  async serve(serve: Serve): Promise<string> {
    const { server, url } = await listen(serve)
    this.#servers.push(server)
    return url
  }

  /** Puts a program into the room, instead of the one that is there. */
  stub(name: string, body: string): void {
    const path = join(this.dir, 'bin', name)
    rmSync(path, { force: true })
    writeFileSync(path, `#!/bin/sh\n${body}\n`, { mode: 0o755 })
  }

  /** Path of a disk. */
  path(disk: string): string {
    return join(this.dir, 'dev', disk)
  }

  /** Content of a disk. */
  disk(disk: string): Buffer {
    return readFileSync(this.path(disk))
  }

  /** Renders a task of the built-in content for the given params, and puts its files and scripts into the room. */
  render(task: string, params: JsonObject): void {
    const found = taskOf(task)
    for (const info of found.Templates) {
      const machine = machineWith({ Params: params })
      const text = renderText(contentsOf(info), { machine, task: found }, labAddresses)
      writeFileSync(join(this.dir, info.Path === '' ? info.Name : info.Path), text)
    }
  }

  /** Runs a script of the room to its end. */
  async run(script: string): Promise<ScriptResult> {
    const child = spawn(join(this.dir, 'bin', 'bash'), [join(this.dir, script)], {
      cwd: this.dir,
      env: {
        PATH: join(this.dir, 'bin'),
        RS_SYSTEM: 'discovery',
        RS_TASK_DIR: this.dir,
        RS_RUNNER_DIR: this.dir,
        RS_ENDPOINT: this.#endpoint,
        RS_UUID: this.#uuid,
      },
    })
    let log = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (log += chunk.toString()))
    const code = await new Promise<number>((resolve) => {
      child.on('close', (value) => resolve(value ?? -1))
    })
    return { code, log }
  }

  /** Ends its servers and removes it. */
  close(): void {
    for (const server of this.#servers) {
      server.closeAllConnections()
      server.close()
    }
    rmSync(this.dir, { recursive: true, force: true })
  }

  #furnish(disks: readonly RoomDisk[]): void {
    for (const sub of ['bin', 'dev']) mkdirSync(join(this.dir, sub))
    for (const tool of tools.split(' ')) {
      const path = findProgram(tool)
      if (path !== undefined) symlinkSync(path, join(this.dir, 'bin', tool))
    }
    for (const { name, size } of disks) {
      writeFileSync(this.path(name), 'old data')
      truncateSync(this.path(name), size)
    }
    const listed = disks.map((disk) => ({
      name: disk.name,
      path: this.path(disk.name),
      size: disk.size,
      type: 'disk',
      model: disk.model ?? 'm',
      serial: disk.serial ?? 'S1',
      wwn: disk.wwn ?? null,
      rota: disk.rotational ?? false,
      rm: disk.removable ?? false,
      ro: false,
      tran: disk.transport ?? null,
    }))
    writeFileSync(join(this.dir, 'lsblk.json'), JSON.stringify({ blockdevices: listed }))
    this.stub('lsblk', `case "$1" in -J) cat ${this.dir}/lsblk.json ;; esac`)
    for (const name of [
      'blkdiscard',
      'wipefs',
      'blockdev',
      'blkid',
      'reboot',
      'kexec',
      'hdparm',
      'nvme',
      'sync',
    ]) {
      this.stub(name, 'exit 0')
    }
    // Nobody waits as long as a script wants.
    this.stub('sleep', `exec ${findProgram('sleep')} 0.1`)
    this.stub('dd', this.#dd(Math.max(...disks.map((disk) => disk.size))))
    writeFileSync(join(this.dir, 'curl.conf'), 'silent\nshow-error\n')
    copyFileSync(fileURLToPath(new URL('../../agent/helper', import.meta.url)), join(this.dir, 'helper'))
  }

  /**
   * Writes only inside the room, whatever the script says; a full disk is a limit on file sizes, and nobody waits for
   * the host's disk.
   */
  #dd(limit: number): string {
    return `for word; do
  case "$word" in of=*..*) exit 99 ;; of=${this.dir}/dev/* | of=first) ;; of=*) exit 99 ;; esac
  shift
  case "$word" in conv=notrunc,fsync) word=conv=notrunc ;; if=/usr/local/lib/*) word=if=${this.dir}/parts/\${word##*/} ;; esac
  set -- "$@" "$word"
done
ulimit -f ${Math.ceil(limit / 512)}; trap '' XFSZ; exec ${findProgram('dd')} "$@"`
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body: JsonValue = chunks.length === 0 ? null : JSON.parse(Buffer.concat(chunks).toString())
      const name = /\/params\/(.*)$/.exec(request.url ?? '')?.[1]
      if (name !== undefined && request.method === 'POST') this.params[name] = body
      if (name !== undefined && request.method === 'DELETE') delete this.params[name]
      if (
        request.url?.endsWith('/phases') &&
        body !== null &&
        typeof body === 'object' &&
        !Array.isArray(body)
      ) {
        const { Name = '', Detail = {} } = body
        if (typeof Detail === 'object' && Detail !== null && !Array.isArray(Detail))
          this.phases.push({ name: String(Name), detail: Detail })
      }
      response.end('null')
    })
  }
}
